//! The decisions of a whole call at once. Each stands on its own, in a transaction of its own: those that pass are
//! done, each of the others says why not, and the same request again does what is left.

use std::collections::BTreeSet;

use talkoot_domain::{
    call::Call,
    ids::{ApplicationId, CallId, DecisionId},
    policy::{Action, Actor, Standings},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Scope, applications, calls, decisions};

use super::{DraftDecision, approve, draft};
use crate::{Answer, App, Begun, Failure, Request, Version};

/// So many decisions are asked for at a time.
const MOST: usize = 200;
/// A key of each decision is made of the one of the request.
const LONGEST_KEY: usize = 190;

/// Decisions about applications of one call, to be drafted.
#[derive(Clone, Debug)]
pub struct DraftDecisions {
    /// The call.
    pub call: CallId,
    /// One for each application.
    pub drafts: Vec<DraftDecision>,
}

/// Drafted decisions about applications of one call, to be made.
#[derive(Clone, Debug)]
pub struct ApproveDecisions {
    /// The call.
    pub call: CallId,
    /// Each with the version that was read.
    pub decisions: Vec<(DecisionId, Version)>,
}

/// What became of one of several.
pub type Done = Result<DecisionId, Vec<Refusal>>;

/// Drafts a decision about each application.
///
/// # Errors
/// Refused as a whole without an application, for more than 200, for one named twice, and to whoever may not draft
/// decisions of the call.
pub async fn draft_many(app: &App, actor: &Actor, request: Request<DraftDecisions>) -> Answer<Vec<Done>> {
    const ACTION: Action = Action::DraftDecisions;
    let call = may(app, actor, ACTION, &request, request.body.call).await?;
    let named: Vec<ApplicationId> = request.body.drafts.iter().map(|one| one.application).collect();
    check(ACTION, &request.key, &named)?;
    let found = applications::find_many(app.store(), &Scope::of(actor), &named).await?;
    let others = found.into_iter().filter(|one| one.call != call.id);
    let others: BTreeSet<ApplicationId> = others.map(|one| one.id).collect();
    let mut all = Vec::with_capacity(request.body.drafts.len());
    for (one, place) in request.body.drafts.into_iter().zip(1_usize..) {
        let key = format!("{}#{place}", request.key);
        all.push(if others.contains(&one.application) {
            Err(vec![elsewhere(ACTION)])
        } else {
            outcome(ACTION, draft(app, actor, Request { key, body: one }).await)?
        });
    }
    Ok(all)
}

/// Makes each of these decisions.
///
/// # Errors
/// Refused as a whole without a decision, for more than 200, for one named twice, and to whoever may not make
/// decisions of the call.
pub async fn approve_many(app: &App, actor: &Actor, request: Request<ApproveDecisions>) -> Answer<Vec<Done>> {
    const ACTION: Action = Action::ApproveDecisions;
    let call = may(app, actor, ACTION, &request, request.body.call).await?;
    let named: Vec<DecisionId> = request.body.decisions.iter().map(|(id, _)| *id).collect();
    check(ACTION, &request.key, &named)?;
    let found = decisions::find_many(app.store(), &Scope::of(actor), &named).await?;
    let others = found.into_iter().filter(|one| one.call != call.id);
    let others: BTreeSet<DecisionId> = others.map(|one| one.id).collect();
    let mut all = Vec::with_capacity(request.body.decisions.len());
    for (one, place) in request.body.decisions.into_iter().zip(1_usize..) {
        let key = format!("{}#{place}", request.key);
        all.push(if others.contains(&one.0) {
            Err(vec![elsewhere(ACTION)])
        } else {
            outcome(ACTION, approve(app, actor, Request { key, body: one }).await)?
        });
    }
    Ok(all)
}

/// Whether this person may do it in this call. Nothing is kept of the asking: each decision has a key of its own.
async fn may<T: std::fmt::Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    call: CallId,
) -> Answer<Call> {
    let Begun::Fresh(mut work) = app.begin(actor, action, request).await? else {
        return Err(Failure::internal("the key of a whole request is never kept"));
    };
    let found = calls::find(&work.tx, &work.scope, call).await?;
    let found = work.found("call", found)?;
    work.permit(&Standings {
        authority: Some(found.authority),
        lead: None,
        partner: None,
        own: None,
        keeper: None,
    })?;
    Ok(found)
}

fn check<I: Ord>(action: Action, key: &str, named: &[I]) -> Result<(), Refusal> {
    let command: &'static str = action.into();
    if key.len() > LONGEST_KEY {
        let message =
            "give an idempotency key of 1 to 190 characters, a new one for each thing you want done";
        return Err(Refusal::input(command, &["idempotencyKey"], message));
    }
    if named.is_empty() {
        return Err(Refusal {
            code: RefusalCode::Incomplete,
            ..Refusal::input(
                command,
                &["items"],
                "name at least one; an empty list does nothing",
            )
        });
    }
    if named.len() > MOST {
        let message = "ask for at most 200 at a time; the rest goes into another request";
        return Err(Refusal {
            code: RefusalCode::LimitExceeded,
            ..Refusal::input(command, &["items"], message)
        });
    }
    if named.iter().collect::<BTreeSet<_>>().len() < named.len() {
        return Err(Refusal::input(command, &["items"], "name each one once"));
    }
    Ok(())
}

fn elsewhere(action: Action) -> Refusal {
    let message = "this belongs to another call; ask for it there";
    Refusal::input(action.into(), &["callId"], message)
}

/// What is refused or unknown stops nobody else; a fault on our side does, and what was done stays done.
fn outcome(action: Action, answer: Answer<DecisionId>) -> Answer<Done> {
    match answer {
        Ok(id) => Ok(Ok(id)),
        Err(Failure::Refused(refusals)) => Ok(Err(refusals)),
        Err(missing @ Failure::NotFound(_)) => Ok(Err(vec![Refusal::input(
            action.into(),
            &["id"],
            missing.to_string(),
        )])),
        Err(fault @ Failure::Internal(_)) => Err(fault),
    }
}
