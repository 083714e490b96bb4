//! Applications: written by several municipalities, committed to by each, given to the authority.

mod answers;
mod budget;
mod commitments;
mod create;
mod dossier;
mod handling;
mod missing;
mod plan;
mod read;
mod step;
mod submission;
mod supplement;
mod update;

pub use crate::forms::FieldAnswer;
pub use answers::{AnswerFields, answer};
pub use budget::{BudgetPart, SetBudget, set_budget};
pub use commitments::{decline, give, reopen, request_commitments};
pub use create::{NewApplication, PlannedSubArea, create};
pub use dossier::Dossier;
pub use handling::{
    AssignApplication, RecordCheck, assign, checks, handlers, handling, is_inside, manual_checks,
    record_check,
};
pub use missing::Lacking;
pub(crate) use missing::lacking;
pub use plan::{SetPlan, set_plan};
pub use read::{
    available_actions, commitment_actions, count, dossiers, drafting, find, find_commitment, list,
};
pub use step::{evaluate, submit, withdraw};
pub use submission::submissions_of;
pub use supplement::{RequestSupplement, remind_due, request_supplement, said, supplements};
pub use update::{UpdateApplication, update};

pub(crate) use dossier::gather;

use talkoot_domain::{
    application::{Application, ApplicationMachine, Command, State},
    ids::{ApplicationId, OrganisationId},
};
use talkoot_storage::applications;
pub use talkoot_storage::applications::submissions::Submission;
use uuid::Uuid;

use crate::{Answer, Failure, Note, Subject, Version, Work};

pub(crate) fn subject(id: impl Into<Uuid>) -> Subject {
    Subject {
        id: id.into(),
        project: None,
    }
}

/// Locks the application, checks the permission and the version, and gathers what is about it.
async fn open(
    work: &mut Work<'_>,
    id: ApplicationId,
    expected: Version,
    partner: Option<OrganisationId>,
) -> Answer<Dossier> {
    let row = applications::lock(&work.tx, &work.scope, id).await?;
    let application = work.found("application", row)?;
    work.permit(&application.standings(partner))?;
    work.same_version(
        "application",
        application.id.into(),
        application.version,
        expected,
    )
    .await?;
    dossier_of(work, application).await
}

pub(crate) async fn dossier_of(work: &Work<'_>, application: Application) -> Answer<Dossier> {
    let gathered = gather(&work.tx, vec![application]).await?.pop();
    gathered.ok_or_else(|| Failure::internal("an application without a call"))
}

/// Lets the machine decide about an application and stores its new state.
pub(crate) async fn decide(
    work: &mut Work<'_>,
    dossier: &Dossier,
    command: Command,
    note: Note,
) -> Answer<State> {
    let facts = dossier.facts(work.actor()?.person, work.now);
    let application = &dossier.application;
    let state = application.state.clone();
    work.decide::<ApplicationMachine>(subject(application.id), state, command, &facts, note)
}
