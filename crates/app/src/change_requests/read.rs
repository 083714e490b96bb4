use talkoot_domain::{
    change_part::ChangePart,
    change_request::{ChangeRequest, ChangeRequestMachine, CommandName},
    ids::{ChangeRequestId, ProjectId},
    policy::{Action, Actor},
};
use talkoot_storage::{Page, Scope, change_parts, change_requests, projects};

use super::facts;
use crate::{Answer, App, Availability, Failure, availability};

/// The request, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ChangeRequestId) -> Answer<Option<ChangeRequest>> {
    Ok(change_requests::find(app.store(), &Scope::of(actor), id).await?)
}

/// These requests, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[ChangeRequestId]) -> Answer<Vec<ChangeRequest>> {
    Ok(change_requests::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of a project's requests, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    page: Page<ChangeRequestId>,
) -> Answer<Vec<ChangeRequest>> {
    Ok(change_requests::list(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many requests of a project this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(change_requests::count(app.store(), &Scope::of(actor), project).await?)
}

/// The parts of requests that the person has found, in order.
///
/// # Errors
/// When the database fails.
pub async fn parts(app: &App, requests: &[ChangeRequestId]) -> Answer<Vec<ChangePart>> {
    Ok(change_parts::of_requests(app.store(), requests).await?)
}

/// What this person can do with the request now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    request: &ChangeRequest,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::UpdateChangeRequest, CommandName::Update),
        (Action::SubmitChangeRequest, CommandName::Submit),
        (Action::WithdrawChangeRequest, CommandName::Withdraw),
    ];
    let project = projects::find(app.store(), &Scope::system(), request.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let parts = change_parts::of_requests(app.store(), &[request.id]).await?;
    let facts = facts(&project, request, &parts, actor.person, app.now());
    let standings = project.standings(None);
    Ok(availability::<ChangeRequestMachine>(
        actor,
        &standings,
        &request.state,
        &facts,
        &OFFERED,
    ))
}
