use chrono::{DateTime, Utc};
use talkoot_domain::{
    application::may_apply,
    call::{Call, CallMachine, CommandName},
    ids::CallId,
    policy::{Action, Actor, Standings},
    workflow::{Reason as _, Refusal},
};
use talkoot_storage::{Page, Scope, calls};

use super::{facts, standings};
use crate::{Answer, App, Availability, actions::permitted, availability};

/// The call, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CallId) -> Answer<Option<Call>> {
    Ok(calls::find(app.store(), &Scope::of(actor), id).await?)
}

/// These calls, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[CallId]) -> Answer<Vec<Call>> {
    Ok(calls::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of calls.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, page: Page<CallId>) -> Answer<Vec<Call>> {
    Ok(calls::list(app.store(), &Scope::of(actor), page).await?)
}

/// How many calls this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor) -> Answer<u64> {
    Ok(calls::count(app.store(), &Scope::of(actor)).await?)
}

/// Whether this person can start an application to the call now, for any of its municipalities.
fn applying(actor: &Actor, call: &Call, now: DateTime<Utc>) -> Availability {
    const ACTION: Action = Action::CreateApplication;
    let standings: Vec<Standings> = actor
        .memberships
        .iter()
        .map(|held| Standings {
            lead: Some(held.organisation),
            ..Standings::default()
        })
        .collect();
    let known = may_apply(call, now).map_err(|why| Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), "application", ACTION.into(), why.to_string())
    });
    permitted(ACTION, actor, &standings, known)
}

/// What this person can do with the call now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, call: &Call) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::UpdateCall, CommandName::Update),
        (Action::SetReviewCriteria, CommandName::SetReviewRules),
        (Action::PublishCall, CommandName::Publish),
        (Action::ResolveCall, CommandName::Resolve),
        (Action::ArchiveCall, CommandName::Archive),
    ];
    let facts = facts(app.store(), call, actor.person, app.now()).await?;
    let mut available = availability::<CallMachine>(actor, &standings(call), &call.state, &facts, &OFFERED);
    available.push(applying(actor, call, app.now()));
    Ok(available)
}
