//! Exit plans: answered by the lead, approved by the steering group, followed up.

mod change;
mod gate;
mod read;
mod start;

pub use change::{
    AnswerExitPlan, ApproveExitPlan, CloseExitPlan, NoteExitPlan, answer, approve_by_steering, close,
    complete, note,
};
pub(crate) use gate::in_the_way;
pub use read::{available_actions, filled, find, of_projects};
pub use start::start;
pub(crate) use start::start_available;

use talkoot_domain::{
    exit_plan::{ExitPlan, Facts, OpenQuestion},
    ids::{ExitPlanId, PersonId},
    project::Project,
};
use talkoot_storage::{Access, Scope, exit_plans, projects};

use crate::{Answer, Failure, Subject, Work, forms::Filled};

fn subject(plan: &ExitPlan) -> Subject {
    Subject {
        id: plan.id.into(),
        project: Some(plan.project),
    }
}

/// What must be known to decide about a plan.
fn facts(by: PersonId, filled: &Filled) -> Facts {
    let open = filled.missing().into_iter().next();
    Facts {
        by,
        open: open.map(|open| OpenQuestion {
            field: open.field,
            question: open.label.en,
        }),
    }
}

/// What is answered in a plan.
async fn filled_in(db: &impl Access, project: &Project, plan: &ExitPlan) -> Answer<Filled> {
    Filled::of(db, project, plan.id.into(), &[plan.form]).await
}

/// The plan and its project, which stays locked until the commit.
async fn locked(work: &Work<'_>, id: ExitPlanId) -> Answer<(Project, ExitPlan)> {
    let seen = exit_plans::find(&work.tx, &work.scope, id).await?;
    let project = work.found("exit plan", seen)?.project;
    let project = projects::lock(&work.tx, &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let plan = exit_plans::find(&work.tx, &work.scope, id).await?;
    Ok((project, work.found("exit plan", plan)?))
}
