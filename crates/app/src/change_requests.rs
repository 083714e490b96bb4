//! Change requests of running grants: written and submitted by the lead, in parts decided apart.

mod read;
mod write;

pub use read::{available_actions, count, find, find_many, list, parts};
pub(crate) use write::can_begin;
pub use write::{
    CreateChangeRequest, UpdateChangeRequest, WithdrawChangeRequest, create, submit, update, withdraw,
};

use talkoot_domain::{
    calendar,
    change_part::ChangePart,
    change_request::{ChangeRequest, ChangeRequestMachine, Command, Facts},
    ids::{ChangeRequestId, PersonId},
    project::Project,
};
use talkoot_storage::{Scope, change_parts, change_requests, projects};

use crate::{Answer, Failure, Note, Subject, Work};

pub(crate) fn subject(request: &ChangeRequest) -> Subject {
    Subject {
        id: request.id.into(),
        project: Some(request.project),
    }
}

/// Locks the project of a request and reads the request again behind the lock. Whoever sees the request
/// may not see the project yet: a municipality that is to join it.
pub(crate) async fn locked(work: &Work<'_>, id: ChangeRequestId) -> Answer<(Project, ChangeRequest)> {
    const OBJECT: &str = "change request";
    let seen = work.found(OBJECT, change_requests::find(&work.tx, &work.scope, id).await?)?;
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let request = work.found(OBJECT, change_requests::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, request))
}

pub(super) fn facts(
    project: &Project,
    request: &ChangeRequest,
    parts: &[ChangePart],
    by: PersonId,
    now: chrono::DateTime<chrono::Utc>,
) -> Facts {
    let undecided = parts.iter().filter(|part| part.state_name().is_undecided());
    Facts {
        by,
        today: calendar::helsinki_date(now),
        use_period: project.terms.use_period,
        rules: project.terms.change_requests,
        has_reason: !request.reason.trim().is_empty(),
        parts: parts.len() as u64,
        undecided: undecided.count() as u64,
    }
}

/// Declares a request decided when its last part is.
pub(crate) async fn settle(
    work: &mut Work<'_>,
    project: &Project,
    request: ChangeRequest,
    by: PersonId,
) -> Answer<()> {
    let parts = change_parts::of_requests(&work.tx, &[request.id]).await?;
    let facts = facts(project, &request, &parts, by, work.now);
    if facts.undecided > 0 {
        return Ok(());
    }
    let before = request.state.clone();
    let state = work.decide::<ChangeRequestMachine>(
        subject(&request),
        before,
        Command::Settle,
        &facts,
        Note::none(),
    )?;
    Ok(change_requests::update(&work.tx, &ChangeRequest { state, ..request }).await?)
}
