use talkoot_domain::{
    calendar,
    decision::{Decision, Letter, Notice},
    ids::{DecisionId, RectificationId},
    policy::{Action, Actor},
    rectification::{Command, Demand, Event, Late, Rectification, State, Why},
    workflow::{Reason, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, Scope, applications, calls, decision_letters, decisions, rectifications};

use super::{OBJECT, begin};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, applications::subject};

const ACTION: Action = Action::FileRectification;

/// A claim to be made.
#[derive(Clone, Debug)]
pub struct FileRectification {
    /// Against which decision.
    pub decision: DecisionId,
    /// The version of the decision that was read.
    pub expected_version: Version,
    /// What is claimed.
    pub demand: Demand,
}

/// A claim to be taken back.
#[derive(Clone, Debug)]
pub struct WithdrawRectification {
    /// Which.
    pub id: RectificationId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

fn refused(why: &Why) -> Failure {
    Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), OBJECT, ACTION.into(), why.to_string())
    }
    .into()
}

/// The letter of a decision that can be claimed to be corrected.
///
/// # Errors
/// Refused for a decision without a letter, for one that was set aside, and when a claim was made already.
pub(super) async fn letter_of(db: &impl Access, decision: &Decision) -> Answer<Letter> {
    let refusal = |code, message| Refusal::of(code, OBJECT, ACTION.into(), message);
    if decision.set_aside.is_some() {
        let message = "the decision was set aside; a claim is made against the one that took its place";
        return Err(refusal(RefusalCode::WrongState, message).into());
    }
    let earlier = rectifications::of_decisions(db, &Scope::system(), &[decision.id]).await?;
    if earlier
        .iter()
        .any(|one| !matches!(one.state, State::Withdrawn { .. }))
    {
        let message = "a correction of this decision has been claimed already; follow that claim";
        return Err(refusal(RefusalCode::Duplicate, message).into());
    }
    let letter = decision_letters::of_decisions(db, &Scope::system(), &[decision.id])
        .await?
        .pop();
    letter.ok_or_else(|| {
        let message = "the decision has no letter, from whose day the time is counted; hand the claim in to the registry";
        refusal(RefusalCode::CannotCheck, message).into()
    })
}

/// Makes a claim for correction of a decision. A late one is recorded, too.
///
/// # Errors
/// Refused without words, for a day of receipt that cannot be, and when a claim was made already.
pub async fn file(app: &App, actor: &Actor, request: Request<FileRectification>) -> Answer<RectificationId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let seen = decisions::find(&work.tx, &work.scope, asked.decision).await?;
    let seen = work.found("decision", seen)?;
    let locked = applications::lock(&work.tx, &Scope::system(), seen.application).await?;
    locked.ok_or(Failure::NotFound("application"))?;
    let decision = decisions::find(&work.tx, &work.scope, asked.decision).await?;
    let decision = work.found("decision", decision)?;
    work.permit(&decision.standings())?;
    work.same_version(
        "decision",
        decision.id.into(),
        decision.version,
        asked.expected_version,
    )
    .await?;
    let letter = letter_of(&work.tx, &decision).await?;
    let call = calls::find_many(&work.tx, &Scope::system(), &[decision.call])
        .await?
        .pop();
    let holidays = call
        .ok_or(Failure::NotFound("call"))?
        .details
        .terms
        .schedule
        .holidays;
    let today = calendar::helsinki_date(work.now);
    let demand = asked.demand;
    demand
        .check(calendar::helsinki_date(letter.written_at), today)
        .map_err(|why| refused(&why))?;
    let stated = demand
        .received_on
        .map_or(letter.notice, |received| Notice::of_received(received, holidays));
    let new = Rectification {
        id: app.new_id(),
        version: 1,
        decision: decision.id,
        authority: decision.authority,
        lead: decision.lead,
        filed: Stamp {
            by: actor.person,
            at: work.now,
        },
        late: Late {
            as_presumed: today > letter.notice.claim_until,
            as_stated: today > stated.claim_until,
        },
        demand,
        presumed: letter.notice,
        stated,
        state: State::Filed,
    };
    rectifications::insert(&work.tx, &new).await?;
    let note = Note::details(serde_json::json!({
        "decision": new.decision.to_string(),
        "change": new.demand.change,
        "grounds": new.demand.grounds,
        "receivedOn": new.demand.received_on,
        "claimUntil": new.stated.claim_until,
        "late": new.late.as_stated,
    }));
    work.record(OBJECT, subject(new.id), None, Some("filed"), note);
    work.emit(Event::Filed.into(), subject(new.id));
    work.finish(new.id).await
}

/// Takes a claim back before it is answered.
///
/// # Errors
/// Refused once it is answered, and without a reason.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<WithdrawRectification>,
) -> Answer<RectificationId> {
    let target = (request.body.id, request.body.expected_version);
    let reason = request.body.reason.clone();
    let mut opened = match begin(app, actor, Action::WithdrawRectification, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let command = Command::Withdraw {
        reason: reason.clone(),
    };
    opened.apply(command, Note::reason(reason)).await?;
    opened.work.finish(opened.claim.id).await
}
