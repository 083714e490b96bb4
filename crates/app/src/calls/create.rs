use talkoot_domain::{
    call::{Call, Details, State},
    hands::Deed,
    ids::{CallId, OrganisationId},
    organisation::OrganisationKind,
    policy::{Action, Actor, Role, Standings},
};
use talkoot_storage::{calls, organisations};

use crate::{Answer, App, Begun, Note, Request, Subject, changes, work::Work};

/// The authority in which the person is an officer.
pub(crate) async fn authority(work: &Work<'_>, actor: &Actor) -> Answer<Option<OrganisationId>> {
    let offices: Vec<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| held.role == Role::Officer)
        .map(|held| held.organisation)
        .collect();
    let found = organisations::find_many(&work.tx, &offices).await?;
    let mut authorities = found
        .iter()
        .filter(|organisation| organisation.kind == OrganisationKind::Authority);
    Ok(authorities.next().map(|organisation| organisation.id))
}

/// Starts a call as a draft of the officer's authority.
///
/// # Errors
/// Refused to anybody but an officer.
pub async fn create(app: &App, actor: &Actor, request: Request<Details>) -> Answer<CallId> {
    let mut work = match app.begin(actor, Action::CreateCall, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let standings = Standings {
        authority: authority(&work, actor).await?,
        ..Standings::default()
    };
    let held = work.permit(&standings)?;
    let call = Call {
        id: app.new_id(),
        version: 1,
        authority: held.organisation,
        drafted_by: actor.person,
        details: request.body,
        state: State::Draft,
    };
    calls::insert(&work.tx, &call).await?;
    work.had_a_hand("call", call.id.into(), Deed::Drafted).await?;
    let subject = Subject {
        id: call.id.into(),
        project: None,
    };
    work.record(
        "call",
        subject,
        None,
        Some("draft"),
        Note::details(changes::set(&calls::document(&call.details))),
    );
    work.finish(call.id).await
}
