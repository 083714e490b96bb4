//! Portfolio reports: written by the lead, approved by the steering group, read by the authority.

mod change;
mod read;
mod start;
mod update;

pub use change::{ApproveBySteering, ReturnReport, accept, approve_by_steering, give_back, submit};
pub use read::{available_actions, find, of_obligations, risks, snapshot};
pub use start::start;
pub(crate) use start::start_available;
pub use update::{NewRisk, UpdatePortfolioReport, update};

use talkoot_domain::{
    ids::{PersonId, PortfolioReportId},
    portfolio_report::{Facts, PortfolioReport, Snapshot},
    project::Project,
};
use talkoot_storage::{Access, Scope, portfolio_reports, projects};

use crate::{Answer, Failure, Work, cost_positions};

fn facts(report: &PortfolioReport, by: PersonId) -> Facts {
    Facts {
        by,
        content: report.content.clone(),
    }
}

/// The facts of a project as they are now.
async fn snapshot_of(db: &impl Access, project: &Project) -> Answer<Snapshot> {
    Ok(Snapshot {
        costs: cost_positions::whole(db, project).await?,
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
