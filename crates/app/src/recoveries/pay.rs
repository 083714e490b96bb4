use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    ids::{PersonId, RecoveryId},
    money::Money,
    policy::{Action, Actor},
    project::Project,
    recovery::{CannotAccount, Command, Entry, EntryKind, Recovery, RecoveryMachine, State},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, payouts, recoveries};
use uuid::Uuid;

use super::{
    facts, locked,
    owed::follow,
    read::rates,
    step::{Opened, begin},
    subject,
};
use crate::{Answer, App, Failure, Note, Request, Version, Work};

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
/// Refused when it is more than is open and not set off against a payout, or when it cannot be computed what
/// is.
pub(super) async fn settles(opened: &Opened<'_>, entry: &Entry, action: Action, field: &str) -> Answer<bool> {
    let at_field = |failure| match failure {
        Failure::Refused(refusals) => Failure::Refused(
            refusals
                .into_iter()
                .map(|refusal| Refusal {
                    path: vec![field.to_owned()],
                    ..refusal
                })
                .collect(),
        ),
        other => other,
    };
    let (tx, recovery) = (&opened.work.tx, &opened.recovery);
    let settles = settles_with(tx, recovery, entry, action.into()).await;
    let settles = settles.map_err(at_field)?;
    let pending = payouts::pending_set_offs(tx, recovery.id).await?;
    let pending = Money::sum(pending.iter().map(|one| one.amount)).map_err(Failure::internal)?;
    if pending.is_zero() {
        return Ok(settles);
    }
    // What payouts on their way are to pay stays open for them.
    let today = calendar::helsinki_date(opened.work.now);
    let mut with = recovery.clone();
    with.entries.push(entry.clone());
    with.entries.sort_by_key(|one| one.day);
    let reserved = Entry {
        kind: EntryKind::SetOff,
        day: with.entries.iter().map(|one| one.day).fold(today, NaiveDate::max),
        amount: pending,
        reference: String::new(),
    };
    match settles_with(tx, &with, &reserved, action.into()).await {
        Ok(_) => Ok(settles),
        Err(Failure::Refused(_)) => {
            let words = format!(
                "{pending} of what is open are to be set off against a payout; record less, withdraw the set-off \
                 (withdrawSetOff), or wait until the payout is confirmed"
            );
            Err(Refusal {
                path: vec![field.to_owned()],
                ..Refusal::of(RefusalCode::LimitExceeded, "recovery", action.into(), words)
            }
            .into())
        }
        Err(other) => Err(other),
    }
}

/// Whether nothing is open any more of a recovery with this entry.
///
/// # Errors
/// Refused when it is more than is open, or when it cannot be computed what is.
pub(crate) async fn settles_with(
    db: &impl Access,
    recovery: &Recovery,
    entry: &Entry,
    command: &'static str,
) -> Answer<bool> {
    let rates = rates(db).await?;
    let mut recovery = recovery.clone();
    recovery.entries.push(entry.clone());
    recovery.entries.sort_by_key(|one| one.day);
    let last = recovery.entries.iter().map(|one| one.day).max();
    let day = last.unwrap_or(entry.day);
    let standing = recovery.account().at(day, &rates).map_err(|why| {
        let code = match why {
            CannotAccount::TooMuch { .. } => RefusalCode::LimitExceeded,
            CannotAccount::Interest(_) | CannotAccount::TooLarge(_) => RefusalCode::CannotCheck,
        };
        Refusal::of(code, "recovery", command, why.to_string())
    })?;
    Ok(standing.open().map_err(Failure::internal)?.is_zero())
}

/// What must be known to book on a recovery behind the lock of its project.
pub(crate) async fn opened_facts(
    work: &Work<'_>,
    project: &Project,
    recovery: &Recovery,
) -> Answer<talkoot_domain::recovery::Facts> {
    let by = work.actor()?.person;
    facts(&work.tx, project, recovery, by, work.now).await
}

/// Stores a recovery with an entry that was accepted; what the debtor owes follows it.
pub(crate) async fn book(
    work: &mut Work<'_>,
    project: &Project,
    recovery: &Recovery,
    entry: &Entry,
) -> Answer<()> {
    let recorded = Stamp {
        by: work.actor()?.person,
        at: work.now,
    };
    recoveries::update(&work.tx, recovery).await?;
    let id = work.app.new_id();
    recoveries::insert_entry(&work.tx, id, recovery.id, entry, recorded).await?;
    follow(work, project, recovery, recorded.by).await
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
                tracing::error!(recovery = %id, error = failure.told(), "it could not be marked late; it is tried again");
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
