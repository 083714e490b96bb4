use talkoot_domain::{
    call::{Call, CallMachine, Command},
    hands::Deed,
    ids::CallId,
    policy::{Action, Actor},
};
use talkoot_storage::calls;

use super::{Wanted, facts, standings};
use crate::{Answer, App, Begun, Request, Subject, Version, changes};

/// New content for a draft.
#[derive(Clone, Debug)]
pub struct UpdateCall {
    /// Which call.
    pub id: CallId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it shall say.
    pub details: Wanted,
}

/// Replaces what a draft says.
///
/// # Errors
/// Refused once the call is published, and when the content cannot stand.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateCall>) -> Answer<CallId> {
    const ACTION: Action = Action::UpdateCall;
    let asked = request.body.clone();
    let command = || Ok(Command::Update(Box::new(asked.details.details(ACTION)?)));
    change(
        app,
        actor,
        ACTION,
        request,
        asked.id,
        asked.expected_version,
        command,
    )
    .await
}

/// Opens a call to the public.
///
/// # Errors
/// Refused to the one who drafted it, and when its content cannot stand.
pub async fn publish(app: &App, actor: &Actor, request: Request<(CallId, Version)>) -> Answer<CallId> {
    let (id, version) = request.body;
    change(app, actor, Action::PublishCall, request, id, version, || {
        Ok(Command::Publish)
    })
    .await
}

/// Declares every application decided.
///
/// # Errors
/// Refused while applications wait.
pub async fn resolve(app: &App, actor: &Actor, request: Request<(CallId, Version)>) -> Answer<CallId> {
    let (id, version) = request.body;
    change(app, actor, Action::ResolveCall, request, id, version, || {
        Ok(Command::Resolve)
    })
    .await
}

/// Puts a resolved call away.
///
/// # Errors
/// Refused in any other state.
pub async fn archive(app: &App, actor: &Actor, request: Request<(CallId, Version)>) -> Answer<CallId> {
    let (id, version) = request.body;
    change(app, actor, Action::ArchiveCall, request, id, version, || {
        Ok(Command::Archive)
    })
    .await
}

async fn change<T: std::fmt::Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<T>,
    id: CallId,
    expected: Version,
    command: impl FnOnce() -> Answer<Command>,
) -> Answer<CallId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let call = work.found("call", calls::find(&work.tx, &work.scope, id).await?)?;
    work.permit(&standings(&call))?;
    work.same_version("call", call.id.into(), call.version, expected)
        .await?;
    let command = command()?;
    let facts = facts(&work.tx, &call, actor.person, work.now).await?;
    let details = match &command {
        Command::Update(details) => details.as_ref().clone(),
        Command::Correct(_)
        | Command::SetReviewRules(_)
        | Command::Publish
        | Command::Close
        | Command::Resolve
        | Command::Archive => call.details.clone(),
    };
    let subject = Subject {
        id: id.into(),
        project: None,
    };
    let changes = matches!(command, Command::Update(_));
    let note = changes::note(None, &calls::document(&call.details), &calls::document(&details));
    let state = work.decide::<CallMachine>(subject, call.state, command, &facts, note)?;
    if changes {
        work.had_a_hand("call", id.into(), Deed::Changed).await?;
    }
    calls::update(
        &work.tx,
        &Call {
            state,
            details,
            ..call
        },
    )
    .await?;
    work.finish(id).await
}
