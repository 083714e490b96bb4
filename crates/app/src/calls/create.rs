use talkoot_domain::{
    call::{Call, Details, State},
    hands::Deed,
    ids::{CallId, OrganisationId, PersonId},
    organisation::OrganisationKind,
    policy::{Action, Actor, Role, Standings},
};
use talkoot_storage::{calls, organisations};

use super::Wanted;
use crate::{Answer, App, Begun, Note, Request, Subject, changes, work::Work};

/// The authority in which the person is an officer.
async fn authority(work: &Work<'_>, actor: &Actor) -> Answer<Option<OrganisationId>> {
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
/// Refused to anybody but an officer, and when the content cannot stand.
pub async fn create(app: &App, actor: &Actor, request: Request<Wanted>) -> Answer<CallId> {
    const ACTION: Action = Action::CreateCall;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let standings = Standings {
        authority: authority(&work, actor).await?,
        ..Standings::default()
    };
    let held = work.permit(&standings)?;
    let details = request.body.details(ACTION)?;
    let id = draft(&mut work, actor.person, held.organisation, details, None).await?;
    work.finish(id).await
}

/// A new draft; the log says which call it was copied from.
pub(super) async fn draft(
    work: &mut Work<'_>,
    by: PersonId,
    authority: OrganisationId,
    details: Details,
    from: Option<CallId>,
) -> Answer<CallId> {
    let call = Call {
        id: work.app.new_id(),
        version: 1,
        authority,
        drafted_by: by,
        details,
        state: State::Draft,
    };
    calls::insert(&work.tx, &call).await?;
    work.had_a_hand("call", call.id.into(), Deed::Drafted).await?;
    let subject = Subject {
        id: call.id.into(),
        project: None,
    };
    let mut note = changes::set(&calls::document(&call.details));
    if let (Some(from), Some(fields)) = (from, note.as_object_mut()) {
        fields.insert("copiedFrom".to_owned(), from.to_string().into());
    }
    work.record("call", subject, None, Some("draft"), Note::details(note));
    Ok(call.id)
}
