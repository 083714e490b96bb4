use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    ids::{PersonId, RecoveryId},
    money::Money,
    policy::{Action, Actor},
    recovery::{Command, Entry, EntryKind, RecoveryMachine, State},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::recoveries;
use uuid::Uuid;

use super::{
    facts, locked,
    read::rates,
    step::{Opened, begin},
    subject,
};
use crate::{Answer, App, Failure, Note, Request, Version};

/// Money that came in.
#[derive(Clone, Debug)]
pub struct Received {
    /// Which recovery it pays.
    pub id: RecoveryId,
    /// The version that was read.
    pub expected_version: Version,
    /// How much.
    pub amount: Money,
    /// The day on which it was booked.
    pub value_date: NaiveDate,
    /// The bank's reference of the transaction.
    pub bank_reference: String,
}

/// Records money on the authority's account, a part or all; it goes first to interest, then to principal.
///
/// # Errors
/// Refused for a reference that is recorded already, for a day in the future, and for more than is open on
/// that day.
pub async fn receive(app: &App, actor: &Actor, request: Request<Received>) -> Answer<RecoveryId> {
    const ACTION: Action = Action::RecordRecoveryReceipt;
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let reference = asked.bank_reference.trim().to_owned();
    if reference.is_empty() {
        let words = "write the bank's reference of the transaction";
        let refusal = Refusal::of(RefusalCode::Incomplete, "recovery", ACTION.into(), words);
        return Err(Refusal {
            path: vec!["bankReference".to_owned()],
            ..refusal
        }
        .into());
    }
    if asked.amount <= Money::ZERO {
        return Err(opened.work.faulty(&["amount"], "a receipt is more than 0.00"));
    }
    if asked.value_date > calendar::helsinki_date(opened.work.now) {
        let words = "the money cannot have been booked in the future";
        return Err(opened.work.faulty(&["valueDate"], words));
    }
    if opened
        .recovery
        .entries
        .iter()
        .any(|entry| entry.kind == EntryKind::Receipt && entry.reference == reference)
    {
        let words = "a receipt with this reference is recorded already";
        let refusal = Refusal::of(RefusalCode::Duplicate, "recovery", ACTION.into(), words);
        return Err(Refusal {
            path: vec!["bankReference".to_owned()],
            ..refusal
        }
        .into());
    }
    let entry = Entry {
        kind: EntryKind::Receipt,
        day: asked.value_date,
        amount: asked.amount,
        reference,
    };
    let settles = settles(&opened, &entry, ACTION, "amount").await?;
    let note = Note::details(serde_json::json!({
        "amount": entry.amount.to_string(),
        "valueDate": entry.day,
        "bankReference": entry.reference,
    }));
    let command = if settles {
        Command::PayOff
    } else {
        Command::Receive
    };
    opened.apply(command, note).await?;
    keep(&opened, &entry).await?;
    opened.finish().await
}

/// Stores an entry that was accepted.
pub(super) async fn keep(opened: &Opened<'_>, entry: &Entry) -> Answer<()> {
    let recorded = Stamp {
        by: opened.work.actor()?.person,
        at: opened.work.now,
    };
    let id = opened.work.app.new_id();
    Ok(recoveries::insert_entry(&opened.work.tx, id, opened.recovery.id, entry, recorded).await?)
}

/// Whether nothing is open any more with this entry.
///
/// # Errors
/// Refused when it is more than is open, or when it cannot be computed what is.
pub(super) async fn settles(opened: &Opened<'_>, entry: &Entry, action: Action, field: &str) -> Answer<bool> {
    let rates = rates(&opened.work.tx).await?;
    let mut recovery = opened.recovery.clone();
    recovery.entries.push(entry.clone());
    recovery.entries.sort_by_key(|one| one.day);
    let last = recovery.entries.iter().map(|one| one.day).max();
    let day = last.unwrap_or(entry.day);
    let standing = recovery.account().at(day, &rates).map_err(|why| {
        let code = match why {
            talkoot_domain::recovery::CannotAccount::TooMuch { .. } => RefusalCode::LimitExceeded,
            _ => RefusalCode::CannotCheck,
        };
        Refusal {
            path: vec![field.to_owned()],
            ..Refusal::of(code, "recovery", action.into(), why.to_string())
        }
    })?;
    Ok(standing.open().map_err(Failure::internal)?.is_zero())
}

/// Finds out which decided recoveries were not paid in time. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn mark_late_due(app: &App) -> Answer<u64> {
    let mut done = 0;
    for id in recoveries::due_before(app.store(), app.today()).await? {
        match mark_late(app, id).await {
            Ok(changed) => done += u64::from(changed),
            // One that fails does not keep the others waiting.
            Err(failure) => {
                tracing::error!(recovery = %id, error = ?failure, "it could not be marked late; it is tried again");
            }
        }
    }
    Ok(done)
}

async fn mark_late(app: &App, id: RecoveryId) -> Answer<bool> {
    let mut work = app.begin_system("markRecoveryLate").await?;
    let (project, mut recovery) = locked(&work, id).await?;
    if !matches!(recovery.state, State::Due(_)) {
        return Ok(false);
    }
    let nobody = PersonId::from(Uuid::nil());
    let facts = facts(&work.tx, &project, &recovery, nobody, work.now).await?;
    let before = recovery.state.clone();
    let about = subject(&recovery);
    recovery.state =
        work.decide::<RecoveryMachine>(about, before, Command::MarkLate, &facts, Note::none())?;
    recoveries::update(&work.tx, &recovery).await?;
    work.close().await?;
    Ok(true)
}
