//! Set-off: what the recipient owes by a recovery is kept back from a payout. Both are of one project, so the
//! lock of the project covers them.

use talkoot_domain::{
    calendar,
    ids::{PayoutId, RecoveryId},
    money::Money,
    payout::{Command, Payout, PayoutMachine, SetOff, Sides, State, agree},
    policy::{Action, Actor},
    project::Project,
    recovery::{self, Entry, EntryKind, Recovery, RecoveryMachine},
    workflow::{Machine, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{Scope, payouts, recoveries};

use super::{batch_of, facts, hands_of, locked, payee, subject};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Version, Work,
    recoveries::{self as debts, book, opened_facts},
};

/// What is to be kept back from a payout.
#[derive(Clone, Copy, Debug)]
pub struct ProposeSetOff {
    /// Which payout.
    pub payout: PayoutId,
    /// The version of the payout that was read.
    pub expected_version: Version,
    /// The recovery that it pays.
    pub recovery: RecoveryId,
    /// How much; as much as possible when it is left out.
    pub amount: Option<Money>,
}

/// What is not to be kept back after all.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawSetOff {
    /// Which payout.
    pub payout: PayoutId,
    /// The version of the payout that was read.
    pub expected_version: Version,
    /// The recovery that it was to pay.
    pub recovery: RecoveryId,
}

/// Proposes that a recovery of the same recipient is paid by a payout that is not sent (27 §); whoever
/// approves the payout, as the second person, approves the set-off with it.
///
/// # Errors
/// Refused for a recovery of another project or municipality, that is not decided or is settled, for more
/// than is left of the payout or the recovery, while the payout is in a batch, and once it is sent.
pub async fn propose_set_off(app: &App, actor: &Actor, request: Request<ProposeSetOff>) -> Answer<PayoutId> {
    const ACTION: Action = Action::ProposeSetOff;
    let asked = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, asked.payout).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, asked.expected_version)
        .await?;
    let recovery = recoveries::find(&work.tx, &work.scope, asked.recovery).await?;
    let recovery = work.found("recovery", recovery)?;
    let hands = hands_of(&work.tx, &project, &payout).await?;
    let number = batch.map(|batch| batch.number);
    let facts = facts(
        &work.tx,
        (&project, &payout),
        (hands, number),
        calendar::helsinki_date(work.now),
        actor.person,
    )
    .await?;
    let about = subject(&payout);
    let state =
        work.decide::<PayoutMachine>(about, payout.state.clone(), Command::SetOff, &facts, Note::none())?;
    let sides = sides(&work, &project, &payout, &recovery).await?;
    let amount = agree(&sides, asked.amount).map_err(|why| Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), PayoutMachine::OBJECT, ACTION.into(), why.to_string())
    })?;
    work.annotate("recovery", recovery.id.to_string().into());
    work.annotate("amount", amount.to_string().into());
    let set_off = SetOff {
        payout: payout.id,
        recovery: recovery.id,
        amount,
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    payouts::insert_set_off(&work.tx, &set_off).await?;
    let set_off = payout.set_off.checked_add(amount).map_err(Failure::internal)?;
    let payout = Payout {
        state,
        set_off,
        ..payout
    };
    payouts::update(&work.tx, &payout).await?;
    work.finish(payout.id).await
}

async fn sides(work: &Work<'_>, project: &Project, payout: &Payout, recovery: &Recovery) -> Answer<Sides> {
    let payee = payee(&work.tx, project, payout).await?;
    let pending = payouts::pending_set_offs(&work.tx, recovery.id).await?;
    let today = calendar::helsinki_date(work.now);
    // Of a recovery that is not due nothing can be set off, whatever is open of it.
    let open = if recovery.state.decided().is_some() {
        debts::open_on(&work.tx, recovery, today).await?
    } else {
        Money::ZERO
    };
    Ok(Sides {
        payable: payout.amount,
        set_off: payout.set_off,
        again: pending.iter().any(|one| one.payout == payout.id),
        payee: (payout.project, payee),
        debtor: (recovery.project, recovery.debtor),
        state: recovery.state_name(),
        open,
        reserved: Money::sum(pending.iter().map(|one| one.amount)).map_err(Failure::internal)?,
    })
}

/// Gives up a set-off of a payout that is not sent; the money goes to the bank again.
///
/// # Errors
/// Refused when the recovery is not set off against the payout, while it is in a batch, and once it is sent.
pub async fn withdraw_set_off(
    app: &App,
    actor: &Actor,
    request: Request<WithdrawSetOff>,
) -> Answer<PayoutId> {
    let asked = request.body;
    let mut work = match app.begin(actor, Action::WithdrawSetOff, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, asked.payout).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, asked.expected_version)
        .await?;
    let hands = hands_of(&work.tx, &project, &payout).await?;
    let number = batch.map(|batch| batch.number);
    let facts = facts(
        &work.tx,
        (&project, &payout),
        (hands, number),
        calendar::helsinki_date(work.now),
        actor.person,
    )
    .await?;
    let all = payouts::set_offs(&work.tx, &[payout.id]).await?;
    let found = all.iter().find(|one| one.recovery == asked.recovery);
    let details = found.map(
        |one| serde_json::json!({ "recovery": one.recovery.to_string(), "amount": one.amount.to_string() }),
    );
    let note = Note::details(details.unwrap_or_default());
    let about = subject(&payout);
    let command = Command::WithdrawSetOff;
    let state = work.decide::<PayoutMachine>(about, payout.state.clone(), command, &facts, note)?;
    let Some(found) = found else {
        let words = "this recovery is not set off against this payout";
        return Err(work.faulty(&["recoveryId"], words));
    };
    payouts::delete_set_off(&work.tx, payout.id, found.recovery).await?;
    let set_off = payout
        .set_off
        .checked_sub(found.amount)
        .map_err(Failure::internal)?;
    let payout = Payout {
        state,
        set_off,
        ..payout
    };
    payouts::update(&work.tx, &payout).await?;
    work.finish(payout.id).await
}

/// Ends an approved payout of which nothing goes to the bank.
pub(super) async fn settle_when_whole(work: &mut Work<'_>, project: &Project, payout: Payout) -> Answer<()> {
    if !payout.to_bank().map_err(Failure::internal)?.is_zero() {
        return Ok(());
    }
    let by = work.actor()?.person;
    let batch = batch_of(&work.tx, payout.id).await?;
    let number = batch
        .filter(|batch| batch.state.is_live())
        .map(|batch| batch.number);
    let hands = hands_of(&work.tx, project, &payout).await?;
    let facts = facts(
        &work.tx,
        (project, &payout),
        (hands, number),
        calendar::helsinki_date(work.now),
        by,
    )
    .await?;
    super::carry_out(work, (project, payout), Command::SettleBySetOff, &facts).await?;
    Ok(())
}

/// Why what is set off against a payout cannot be booked with this step, if it cannot: also when a reference
/// rate is missing, for what is open is not guessed.
pub(crate) async fn unbookable(
    work: &Work<'_>,
    payout: &Payout,
    command: &Command,
) -> Answer<Option<Refusal>> {
    let Command::Confirm { value_date, .. } = command else {
        return Ok(None);
    };
    for one in payouts::set_offs(&work.tx, &[payout.id]).await? {
        let recovery = recoveries::find(&work.tx, &Scope::system(), one.recovery).await?;
        let recovery = work.found("recovery", recovery)?;
        let entry = entry(&one, *value_date, "");
        match debts::settles_with(&work.tx, &recovery, &entry, work.action()).await {
            Ok(_) => {}
            Err(Failure::Refused(refusals)) => return Ok(refusals.into_iter().next()),
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

fn entry(set_off: &SetOff, day: chrono::NaiveDate, reference: &str) -> Entry {
    Entry {
        kind: EntryKind::SetOff,
        day,
        amount: set_off.amount,
        reference: format!("payout {} {reference}", set_off.payout)
            .trim_end()
            .to_owned(),
    }
}

/// Books on the recoveries what a payout that was just confirmed kept back, on the day of the payout.
pub(super) async fn booked(work: &mut Work<'_>, project: &Project, payout: &Payout) -> Answer<()> {
    let State::Confirmed { confirmation, .. } = &payout.state else {
        return Ok(());
    };
    if payout.set_off.is_zero() {
        return Ok(());
    }
    for one in payouts::set_offs(&work.tx, &[payout.id]).await? {
        let recovery = recoveries::find(&work.tx, &Scope::system(), one.recovery).await?;
        let mut recovery = work.found("recovery", recovery)?;
        let entry = entry(&one, confirmation.value_date, &confirmation.bank_reference);
        let settles = debts::settles_with(&work.tx, &recovery, &entry, work.action()).await?;
        let facts = opened_facts(work, project, &recovery).await?;
        let command = if settles {
            recovery::Command::BookLastSetOff
        } else {
            recovery::Command::BookSetOff
        };
        let note = Note::details(serde_json::json!({
            "payout": payout.id.to_string(),
            "amount": entry.amount.to_string(),
            "valueDate": entry.day,
        }));
        let about = debts::subject(&recovery);
        recovery.state =
            work.decide::<RecoveryMachine>(about, recovery.state.clone(), command, &facts, note)?;
        book(work, project, &recovery, &entry).await?;
    }
    Ok(())
}

/// What is set off against payouts that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn set_offs(app: &App, payouts: &[PayoutId]) -> Answer<Vec<SetOff>> {
    Ok(talkoot_storage::payouts::set_offs(app.store(), payouts).await?)
}

/// What is, or was to be, set off of recoveries that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn set_offs_of_recoveries(app: &App, recoveries: &[RecoveryId]) -> Answer<Vec<SetOff>> {
    Ok(talkoot_storage::payouts::set_offs_of_recoveries(app.store(), recoveries).await?)
}
