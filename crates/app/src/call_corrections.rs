//! Corrections of published calls: proposed by an officer, published by a second person.

use talkoot_domain::{
    call::{Call, CallMachine, Command as CallCommand},
    call_correction::{
        CallCorrection, CallCorrectionMachine, Command, CommandName, Event, Facts, State, StateName, Why,
        check,
    },
    ids::{CallCorrectionId, CallId, PersonId},
    policy::{Action, Actor},
    workflow::{Machine as _, Reason as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Scope, call_corrections, calls};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, availability,
    calls::{Wanted, facts as call_facts, standings},
    changes,
};

/// A correction to be proposed.
#[derive(Clone, Debug)]
pub struct ProposeCallCorrection {
    /// Of which call.
    pub call: CallId,
    /// The version of the call that was read.
    pub expected_version: Version,
    /// What it shall say.
    pub after: Wanted,
    /// Why.
    pub reason: String,
}

fn subject(id: CallCorrectionId) -> Subject {
    Subject {
        id: id.into(),
        project: None,
    }
}

fn refusal(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(
        why.code(),
        CallCorrectionMachine::OBJECT,
        action.into(),
        why.to_string(),
    );
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

/// Proposes a correction of a published call; a second person publishes it.
///
/// # Errors
/// Refused unless the call is published and takes applications, without a reason, when applicants would lose
/// time by it, and while another one waits.
pub async fn propose(
    app: &App,
    actor: &Actor,
    request: Request<ProposeCallCorrection>,
) -> Answer<CallCorrectionId> {
    const ACTION: Action = Action::ProposeCallCorrection;
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let call = work.found("call", calls::lock(&work.tx, &work.scope, asked.call).await?)?;
    work.permit(&standings(&call))?;
    work.same_version("call", call.id.into(), call.version, asked.expected_version)
        .await?;
    let after = asked.after.details(ACTION)?;
    let reason = asked.reason.trim().to_owned();
    check(&call, &after, &reason, work.now).map_err(|why| refusal(ACTION, &why))?;
    let earlier = call_corrections::of_calls(&work.tx, &work.scope, &[call.id]).await?;
    if earlier.iter().any(|one| one.state == State::Proposed) {
        let message =
            "a correction of this call waits for the second person already; publish or withdraw it first";
        return Err(Refusal::of(
            RefusalCode::Duplicate,
            CallCorrectionMachine::OBJECT,
            ACTION.into(),
            message.to_owned(),
        )
        .into());
    }
    let correction = CallCorrection {
        id: app.new_id(),
        version: 1,
        call: call.id,
        authority: call.authority,
        call_version: call.version,
        before: call.details,
        after,
        reason: reason.clone(),
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Proposed,
    };
    call_corrections::insert(&work.tx, &correction).await?;
    let note = changes::note(
        Some(reason),
        &calls::document(&correction.before),
        &calls::document(&correction.after),
    );
    let about = subject(correction.id);
    work.record(CallCorrectionMachine::OBJECT, about, None, Some("proposed"), note);
    work.emit(Event::Proposed.into(), about);
    work.finish(correction.id).await
}

/// Lets the call say what was proposed; everybody with a draft is told.
///
/// # Errors
/// Refused to whoever proposed it, when the call was corrected since, and once it has closed.
pub async fn publish(
    app: &App,
    actor: &Actor,
    request: Request<(CallCorrectionId, Version)>,
) -> Answer<CallCorrectionId> {
    step(
        app,
        actor,
        Action::PublishCallCorrection,
        request,
        Command::Publish,
    )
    .await
}

/// Takes a proposed correction back.
///
/// # Errors
/// Refused once it is published.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<(CallCorrectionId, Version)>,
) -> Answer<CallCorrectionId> {
    step(
        app,
        actor,
        Action::WithdrawCallCorrection,
        request,
        Command::Withdraw,
    )
    .await
}

async fn step(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<(CallCorrectionId, Version)>,
    command: Command,
) -> Answer<CallCorrectionId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = call_corrections::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("call correction", seen)?;
    let call = work.found("call", calls::lock(&work.tx, &work.scope, seen.call).await?)?;
    let correction = call_corrections::find(&work.tx, &work.scope, id).await?;
    let correction = work.found("call correction", correction)?;
    work.permit(&standings(&call))?;
    let object = CallCorrectionMachine::OBJECT;
    work.same_version(object, id.into(), correction.version, expected)
        .await?;
    let facts = Facts {
        by: actor.person,
        now: work.now,
        call: call.clone(),
        correction: correction.clone(),
    };
    let note = Note::reason(correction.reason.clone());
    let state = work.decide::<CallCorrectionMachine>(subject(id), correction.state, command, &facts, note)?;
    if StateName::from(&state) == StateName::Published {
        correct(&mut work, actor.person, call, &correction).await?;
    }
    call_corrections::update(&work.tx, &CallCorrection { state, ..correction }).await?;
    work.finish(id).await
}

/// The call itself, with what it said in the log.
async fn correct(
    work: &mut crate::Work<'_>,
    by: PersonId,
    call: Call,
    correction: &CallCorrection,
) -> Answer<()> {
    let facts = call_facts(&work.tx, &call, by, work.now).await?;
    let note = changes::note(
        Some(correction.reason.clone()),
        &calls::document(&call.details),
        &calls::document(&correction.after),
    );
    let about = Subject {
        id: call.id.into(),
        project: None,
    };
    let command = CallCommand::Correct(Box::new(correction.after.clone()));
    let state = work.decide::<CallMachine>(about, call.state, command, &facts, note)?;
    let details = correction.after.clone();
    calls::update(
        &work.tx,
        &Call {
            state,
            details,
            ..call
        },
    )
    .await?;
    Ok(())
}

/// The correction, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CallCorrectionId) -> Answer<Option<CallCorrection>> {
    Ok(call_corrections::find(app.store(), &Scope::of(actor), id).await?)
}

/// The corrections of these calls that exist for this person, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_calls(app: &App, actor: &Actor, calls: &[CallId]) -> Answer<Vec<CallCorrection>> {
    Ok(call_corrections::of_calls(app.store(), &Scope::of(actor), calls).await?)
}

/// A field of a call with its old and its new value, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field, for example `terms.largestAwardCents`.
    pub field: String,
    /// What it said; nothing when it said nothing.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
}

/// What a correction changes.
#[must_use]
pub fn changed(correction: &CallCorrection) -> Vec<Changed> {
    let (before, after) = (
        calls::document(&correction.before),
        calls::document(&correction.after),
    );
    changes::fields(&before, &after)
        .into_iter()
        .map(|(field, before, after)| Changed { field, before, after })
        .collect()
}

/// What this person can do with it now, and why not.
#[must_use]
pub fn available_actions(
    app: &App,
    actor: &Actor,
    call: &Call,
    correction: &CallCorrection,
) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 2] = [
        (Action::PublishCallCorrection, CommandName::Publish),
        (Action::WithdrawCallCorrection, CommandName::Withdraw),
    ];
    let facts = Facts {
        by: actor.person,
        now: app.now(),
        call: call.clone(),
        correction: correction.clone(),
    };
    availability::<CallCorrectionMachine>(actor, &standings(call), &correction.state, &facts, &OFFERED)
}
