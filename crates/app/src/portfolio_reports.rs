//! Portfolio reports: written by the lead, approved by the steering group, read by the authority.

mod change;
mod read;
mod start;
mod update;

pub use change::{ApproveBySteering, ReturnReport, accept, approve_by_steering, give_back, submit};
pub use read::{available_actions, changes, find, must_explain, notes, of_obligations, snapshot};
pub use start::start;
pub(crate) use start::start_available;
pub use update::{NewRisk, UpdatePortfolioReport, update};

use std::collections::BTreeMap;

use talkoot_domain::{
    ids::{PersonId, PortfolioReportId},
    portfolio_report::{About, Facts, Needed, PortfolioReport, Snapshot, StateName, needed},
    project::Project,
};
use talkoot_storage::{Access, Scope, milestones, portfolio_reports, projects, risks};

use crate::{Answer, Failure, Work, cost_positions};

/// What must be known to decide about a report. What is with the authority is explained already.
async fn facts(db: &impl Access, project: &Project, report: &PortfolioReport, by: PersonId) -> Answer<Facts> {
    let needed = match StateName::from(&report.state) {
        StateName::Draft | StateName::SteeringApproved | StateName::Returned => {
            needed_by(db, project, &snapshot_of(db, project).await?).await?
        }
        StateName::Submitted | StateName::Accepted => Vec::new(),
    };
    Ok(Facts {
        by,
        content: report.content.clone(),
        needed,
    })
}

/// What must be explained by these facts and the call of the project.
async fn needed_by(db: &impl Access, project: &Project, snapshot: &Snapshot) -> Answer<Vec<Needed>> {
    let names = names(db, project).await?;
    needed(snapshot, project.terms.deviation_limits, &names).map_err(Failure::internal)
}

/// The municipalities and sub-areas of a project by what can be explained about them.
async fn names(db: &impl Access, project: &Project) -> Answer<BTreeMap<About, String>> {
    let partners = projects::partners(db, &[project.id]).await?;
    let areas = projects::sub_areas(db, &[project.application]).await?;
    let partners = partners
        .into_iter()
        .map(|(_, partner)| (About::Municipality(partner.organisation), partner.name));
    let areas = areas
        .into_iter()
        .map(|(_, area)| (About::SubArea(area.id), area.name));
    Ok(partners.chain(areas).collect())
}

/// The facts of a project as they are now.
async fn snapshot_of(db: &impl Access, project: &Project) -> Answer<Snapshot> {
    let milestones = milestones::of_projects(db, &[project.id]).await?;
    let risks = risks::of_projects(db, &[project.id]).await?;
    Ok(Snapshot {
        costs: cost_positions::whole(db, project).await?,
        milestones: milestones.into_iter().map(Into::into).collect(),
        risks: risks.into_iter().map(Into::into).collect(),
    })
}

/// The report and its project, which stays locked until the commit.
async fn locked(work: &Work<'_>, id: PortfolioReportId) -> Answer<(Project, PortfolioReport)> {
    let seen = portfolio_reports::find(&work.tx, &work.scope, id).await?;
    let project = work.found("portfolio report", seen)?.project;
    let project = projects::lock(&work.tx, &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let report = portfolio_reports::find(&work.tx, &work.scope, id).await?;
    Ok((project, work.found("portfolio report", report)?))
}
