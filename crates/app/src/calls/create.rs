use talkoot_domain::{
    call::{Call, Details, State},
    hands::Deed,
    ids::CallId,
    policy::{Action, Actor, Standings},
};
use talkoot_storage::calls;

use crate::{Answer, App, Begun, Note, Request, Subject, changes};

/// Starts a call as a draft of the officer's authority.
///
/// # Errors
/// Refused to anybody but an officer.
pub async fn create(app: &App, actor: &Actor, request: Request<Details>) -> Answer<CallId> {
    let mut work = match app.begin(actor, Action::CreateCall, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let held = work.permit(&Standings::default())?;
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
