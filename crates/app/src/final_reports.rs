//! Final reports: written by the lead and in part by each municipality, with what the system knows, read by the authority.

mod change;
mod facts;
mod gate;
mod read;
mod start;

pub(crate) use change::in_words;
pub use change::{AnswerFinalReport, ReturnFinalReport, accept, answer, give_back, submit};
pub(crate) use gate::{in_the_way, settles_itself};
pub use read::{available_actions, facts, filled, find, of_obligations};
pub use start::start;
pub(crate) use start::start_available;

use talkoot_domain::{
    exit_plan::OpenQuestion,
    final_report::{Facts, FinalReport},
    ids::{FinalReportId, PersonId},
    project::Project,
};
use talkoot_storage::{Access, Scope, final_reports, projects};

use crate::{Answer, Failure, Work, forms::Filled};

/// What must be known to decide about a report.
fn known(by: PersonId, filled: &Filled) -> Facts {
    let open = filled.missing().into_iter().next();
    Facts {
        by,
        open: open.map(|open| OpenQuestion {
            field: open.field,
            question: open.label.en,
        }),
        sections: filled
            .definition()
            .sections
            .iter()
            .map(|section| section.code.clone())
            .collect(),
    }
}

/// What is answered in a report.
async fn filled_in(db: &impl Access, project: &Project, report: &FinalReport) -> Answer<Filled> {
    Filled::of(db, project, report.id.into(), &report.forms()).await
}

/// The report and its project, which stays locked until the commit.
async fn locked(work: &Work<'_>, id: FinalReportId) -> Answer<(Project, FinalReport)> {
    let seen = final_reports::find(&work.tx, &work.scope, id).await?;
    let project = work.found("final report", seen)?.project;
    let project = projects::lock(&work.tx, &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let report = final_reports::find(&work.tx, &work.scope, id).await?;
    Ok((project, work.found("final report", report)?))
}
