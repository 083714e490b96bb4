use std::collections::HashMap;

use talkoot_domain::{
    call::{Call, CallMachine, Command},
    hands::Deed,
    ids::CallId,
    policy::{Action, Actor},
    review_rules::ReviewRules,
};
use talkoot_storage::{calls, review_rules as stored};

use super::{facts, standings};
use crate::{Answer, App, Begun, Request, Subject, Version, changes};

/// The criteria of a draft.
#[derive(Clone, Debug)]
pub struct SetReviewCriteria {
    /// Which call.
    pub id: CallId,
    /// The version that was read.
    pub expected_version: Version,
    /// The criteria, and whether the review is blind.
    pub rules: ReviewRules,
}

/// Sets the criteria by which the applications to a call are reviewed; none at all mean that they are not.
///
/// # Errors
/// Refused once the call is published, and for criteria that cannot be.
pub async fn set_review_criteria(
    app: &App,
    actor: &Actor,
    request: Request<SetReviewCriteria>,
) -> Answer<CallId> {
    let mut work = match app.begin(actor, Action::SetReviewCriteria, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let call = work.found("call", calls::find(&work.tx, &work.scope, asked.id).await?)?;
    work.permit(&standings(&call))?;
    work.same_version("call", call.id.into(), call.version, asked.expected_version)
        .await?;
    let facts = facts(&work.tx, &call, actor.person, work.now).await?;
    let before = stored::of_call(&work.tx, call.id).await?;
    let note = changes::note(None, &stored::document(&before), &stored::document(&asked.rules));
    let subject = Subject {
        id: call.id.into(),
        project: None,
    };
    let command = Command::SetReviewRules(Box::new(asked.rules.clone()));
    let state = work.decide::<CallMachine>(subject, call.state, command, &facts, note)?;
    // Who wrote the criteria does not publish them.
    work.had_a_hand("call", call.id.into(), Deed::Changed).await?;
    stored::replace(&work.tx, call.id, &asked.rules).await?;
    calls::update(&work.tx, &Call { state, ..call }).await?;
    work.finish(asked.id).await
}

/// The criteria of each of these calls that has any; the caller has found the calls.
///
/// # Errors
/// When the database fails.
pub async fn review_rules(app: &App, calls: &[CallId]) -> Answer<HashMap<CallId, ReviewRules>> {
    Ok(stored::of_calls(app.store(), calls).await?)
}
