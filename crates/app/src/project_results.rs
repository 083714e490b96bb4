//! The results bank: written by projects, approved by an officer who did not write it, read by everybody.

mod public;
mod read;
mod reuse;
mod step;
mod write;

pub use public::{PublicParty, PublicResult, all, count_public, public};
pub use read::{available_actions, count, find, list};
pub use reuse::{RecordReuse, record_reuse};
pub use step::{ReturnResult, WithdrawResult, approve, give_back, submit, withdraw};
pub use talkoot_storage::project_results::Wanted;
pub use write::{CreateResult, PartyWritten, UpdateResult, Written, create, update};

use talkoot_domain::{
    ids::PersonId,
    policy::{Action, Standings},
    project::Project,
    project_result::{Facts, ProjectResult, ProjectResultMachine, Why},
    workflow::{Machine as _, Reason as _, Refusal},
};
use talkoot_storage::{Access, Scope, hands, projects};

use crate::{Answer, Failure, Subject, milestones};

const OBJECT: &str = ProjectResultMachine::OBJECT;

fn subject(result: &ProjectResult) -> Subject {
    Subject {
        id: result.id.into(),
        project: Some(result.project),
    }
}

/// The project of a result: whoever sees the result may not see the whole of it.
async fn project_of(db: &impl Access, result: &ProjectResult) -> Answer<Project> {
    let project = projects::find(db, &Scope::system(), result.project).await?;
    project.ok_or_else(|| Failure::internal("a result of no project"))
}

/// To whom a result belongs: to the lead, to the municipality that leads its sub-area, and to the authority.
async fn standings(db: &impl Access, project: &Project, result: &ProjectResult) -> Answer<Standings> {
    milestones::standings_of(db, project, result.content.sub_area).await
}

async fn facts(db: &impl Access, result: &ProjectResult, by: PersonId) -> Answer<Facts> {
    Ok(Facts {
        by,
        hands: hands::of(db, OBJECT, result.id.into()).await?,
        complete: result.content.complete(),
    })
}

fn refused(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(why.code(), OBJECT, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}
