use talkoot_domain::{
    calendar,
    ids::RecoveryId,
    money::Money,
    policy::{Action, Actor},
    recovery::{Command, Entry, EntryKind, Relief},
    workflow::{Refusal, RefusalCode, Stamp},
};

use super::{
    pay::{keep, settles},
    step::begin,
};
use crate::{Answer, App, Note, Request, Version};

/// Something in the debtor's favour.
#[derive(Clone, Debug)]
pub struct ProposeRelief {
    /// Which recovery.
    pub id: RecoveryId,
    /// The version that was read.
    pub expected_version: Version,
    /// A set-off, a mitigation, a write-off or the waiver of a trifle.
    pub kind: EntryKind,
    /// How much; the principal for a waiver.
    pub amount: Option<Money>,
    /// Why; for a set-off against which payout.
    pub reason: String,
}

/// Proposes a set-off (27 §), a mitigation (26 §), a write-off or, before a decision, that a trifle is
/// waived (20 §).
///
/// # Errors
/// Refused while something else is proposed, and for a waiver of more than a trifle.
pub async fn propose_relief(app: &App, actor: &Actor, request: Request<ProposeRelief>) -> Answer<RecoveryId> {
    const ACTION: Action = Action::ProposeRecoveryRelief;
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let waives = asked.kind == EntryKind::Waiver;
    let amount = match (asked.kind, asked.amount) {
        (EntryKind::Receipt, _) => {
            let words = "money that came in is recorded as a receipt";
            return Err(opened.work.faulty(&["kind"], words));
        }
        (EntryKind::Waiver, None) => opened.recovery.principal,
        (EntryKind::Waiver, Some(amount)) if amount == opened.recovery.principal => amount,
        (EntryKind::Waiver, Some(_)) => {
            let words = "a trifle is waived as a whole; leave the amount out";
            return Err(opened.work.faulty(&["amount"], words));
        }
        (_, Some(amount)) if amount > Money::ZERO => amount,
        _ => return Err(opened.work.faulty(&["amount"], "say how much, more than 0.00")),
    };
    let reason = asked.reason.trim().to_owned();
    let kind: &'static str = asked.kind.into();
    let note = Note {
        reason: Some(reason.clone()),
        details: serde_json::json!({ "kind": kind, "amount": amount.to_string() }),
    };
    let command = if waives {
        Command::ProposeWaiver {
            reason: reason.clone(),
        }
    } else {
        Command::ProposeRelief {
            reason: reason.clone(),
        }
    };
    opened.decide(command, note).await?;
    opened.recovery.relief = Some(Relief {
        kind: asked.kind,
        amount,
        reason,
        proposed: Stamp {
            by: actor.person,
            at: opened.work.now,
        },
    });
    opened.store().await?;
    opened.finish().await
}

/// Approves what was proposed, as the second person.
///
/// # Errors
/// Refused to whoever proposed it, when nothing is proposed, and for more than is open by now.
pub async fn approve_relief(
    app: &App,
    actor: &Actor,
    request: Request<(RecoveryId, Version)>,
) -> Answer<RecoveryId> {
    const ACTION: Action = Action::ApproveRecoveryRelief;
    let target = request.body;
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let Some(relief) = opened.recovery.relief.clone() else {
        let words = "nothing is proposed that could be approved";
        return Err(Refusal::of(RefusalCode::WrongState, "recovery", ACTION.into(), words).into());
    };
    let kind: &'static str = relief.kind.into();
    let note = Note {
        reason: Some(relief.reason.clone()),
        details: serde_json::json!({ "kind": kind, "amount": relief.amount.to_string() }),
    };
    let entry = Entry {
        kind: relief.kind,
        day: calendar::helsinki_date(opened.work.now),
        amount: relief.amount,
        reference: relief.reason,
    };
    let waives = entry.kind == EntryKind::Waiver;
    let settled = waives || settles(&opened, &entry, ACTION, "id").await?;
    opened.decide(Command::relieve(entry.kind, settled), note).await?;
    opened.recovery.relief = None;
    opened.store().await?;
    if !waives {
        keep(&opened, &entry).await?;
    }
    opened.finish().await
}

/// Says no to what was proposed.
///
/// # Errors
/// Refused when nothing is proposed.
pub async fn reject_relief(
    app: &App,
    actor: &Actor,
    request: Request<(RecoveryId, Version)>,
) -> Answer<RecoveryId> {
    let target = request.body;
    let mut opened = match begin(app, actor, Action::RejectRecoveryRelief, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    opened.decide(Command::RejectRelief, Note::none()).await?;
    opened.recovery.relief = None;
    opened.store().await?;
    opened.finish().await
}
