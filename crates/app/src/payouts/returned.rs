//! Money that the bank sent back after it had confirmed a payout: recorded by an officer, approved by a second
//! person, and then paid again or less paid.

use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    ids::PayoutId,
    money::Money,
    payout::{Command, Paid, Payout, PayoutMachine, Return, ReturnOutcome, Source, State, check_return},
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine, Reason as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, balances, payouts};

use super::{facts, hands_of, locked, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work, claims::refresh_open};

/// Money that came back.
#[derive(Clone, Debug)]
pub struct RecordReturn {
    /// Of which payout.
    pub payout: PayoutId,
    /// The version of the payout that was read.
    pub expected_version: Version,
    /// How much.
    pub amount: Money,
    /// The day on which it was booked.
    pub value_date: NaiveDate,
    /// The bank's reference of the transaction.
    pub bank_reference: String,
    /// Why it came back, as far as is known.
    pub reason: String,
    /// What becomes of it.
    pub outcome: ReturnOutcome,
}

/// What came back of a payout and waits for a second person.
pub(super) async fn waiting(db: &impl Access, payout: &Payout) -> Answer<Option<Return>> {
    if !matches!(payout.state, State::Confirmed { .. }) {
        return Ok(None);
    }
    let all = payouts::returns(db, &[payout.id]).await?;
    Ok(all.into_iter().find(|back| back.approved.is_none()))
}

/// Records that money of a confirmed payout came back, all or a part.
///
/// # Errors
/// Refused before the bank has confirmed the payout, while another record waits, for a reference that is recorded
/// already, for more than was sent, and when a part is to be paid again.
pub async fn record_return(app: &App, actor: &Actor, request: Request<RecordReturn>) -> Answer<PayoutId> {
    const ACTION: Action = Action::RecordPayoutReturn;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, payout, batch) = locked(&work, asked.payout).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, asked.expected_version)
        .await?;
    let earlier = payouts::returns(&work.tx, &[payout.id]).await?;
    let back = Return {
        payout: payout.id,
        number: i32::try_from(earlier.len()).map_err(Failure::internal)? + 1,
        amount: asked.amount,
        value_date: asked.value_date,
        bank_reference: asked.bank_reference.trim().to_owned(),
        reason: asked.reason.trim().to_owned(),
        outcome: asked.outcome,
        recorded: Stamp {
            by: actor.person,
            at: work.now,
        },
        approved: None,
    };
    let number = batch.map(|batch| batch.number);
    let state = decide(
        &mut work,
        (&project, &payout),
        number,
        (Command::RecordReturn, &back),
    )
    .await?;
    if earlier
        .iter()
        .any(|one| one.bank_reference == back.bank_reference)
    {
        let words = "a return with this reference is recorded already";
        return Err(Refusal {
            path: vec!["bankReference".to_owned()],
            ..Refusal::of(
                RefusalCode::Duplicate,
                PayoutMachine::OBJECT,
                ACTION.into(),
                words,
            )
        }
        .into());
    }
    let paid = paid(&work, &project, &payout).await?;
    check_return(&paid, &back).map_err(|why| Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), PayoutMachine::OBJECT, ACTION.into(), why.to_string())
    })?;
    payouts::insert_return(&work.tx, &back).await?;
    payouts::update(&work.tx, &Payout { state, ..payout }).await?;
    work.finish(asked.payout).await
}

async fn paid(work: &Work<'_>, project: &Project, payout: &Payout) -> Answer<Paid> {
    let balances = balances::of_projects(&work.tx, &[project.id]).await?;
    let balance = balances.get(&project.id).copied().unwrap_or_default();
    let today = calendar::helsinki_date(work.now);
    Ok(Paid {
        source: payout.source,
        to_bank: payout.to_bank().map_err(Failure::internal)?,
        returned: payout.returned,
        set_off: payout.set_off,
        paid_on: match &payout.state {
            State::Confirmed { confirmation, .. } => confirmation.value_date,
            State::Created | State::Approved { .. } | State::Sent { .. } | State::Failed { .. } => today,
        },
        advance_left: balance
            .advance_paid
            .checked_sub(balance.advance_cleared)
            .map_err(Failure::internal)?,
        today,
    })
}

/// Lets the payout decide, with what came back in the log.
async fn decide(
    work: &mut Work<'_>,
    (project, payout): (&Project, &Payout),
    batch: Option<i32>,
    (command, back): (Command, &Return),
) -> Answer<State> {
    let by = work.actor()?.person;
    let hands = hands_of(&work.tx, project, payout).await?;
    let today = calendar::helsinki_date(work.now);
    let facts = facts(&work.tx, (project, payout), (hands, batch), today, by).await?;
    let outcome: &'static str = back.outcome.into();
    let note = Note {
        reason: Some(back.reason.clone()),
        details: serde_json::json!({
            "amount": back.amount.to_string(),
            "valueDate": back.value_date,
            "bankReference": back.bank_reference,
            "outcome": outcome,
        }),
    };
    work.decide::<PayoutMachine>(subject(payout), payout.state.clone(), command, &facts, note)
}

/// Approves what came back, as the second person: the payout begins anew, or so much less is paid.
///
/// # Errors
/// Refused when nothing waits, and to whoever recorded it.
pub async fn approve_return(
    app: &App,
    actor: &Actor,
    request: Request<(PayoutId, Version)>,
) -> Answer<PayoutId> {
    const ACTION: Action = Action::ApprovePayoutReturn;
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, expected)
        .await?;
    let back = waiting(&work.tx, &payout)
        .await?
        .ok_or_else(|| nothing_waits(ACTION))?;
    let command = match back.outcome {
        ReturnOutcome::PayAgain => Command::PayAgain,
        ReturnOutcome::LessPaid => Command::TakeReturn,
    };
    let number = batch.map(|batch| batch.number);
    let state = decide(&mut work, (&project, &payout), number, (command, &back)).await?;
    // What happened since it was recorded counts too: claims may have used up the advance.
    let paid = paid(&work, &project, &payout).await?;
    check_return(&paid, &back)
        .map_err(|why| Refusal::of(why.code(), PayoutMachine::OBJECT, ACTION.into(), why.to_string()))?;
    let approved = Stamp {
        by: actor.person,
        at: work.now,
    };
    payouts::approve_return(&work.tx, &back, approved).await?;
    let returned = match back.outcome {
        ReturnOutcome::PayAgain => payout.returned,
        ReturnOutcome::LessPaid => payout
            .returned
            .checked_add(back.amount)
            .map_err(Failure::internal)?,
    };
    let payout = Payout {
        state,
        returned,
        ..payout
    };
    payouts::update(&work.tx, &payout).await?;
    if matches!(payout.source, Source::Advance { .. }) {
        // An open claim clears only what has been paid in advance.
        refresh_open(&mut work, ACTION.into(), &project, ("payout", id.into())).await?;
    }
    work.finish(id).await
}

fn nothing_waits(action: Action) -> Refusal {
    let why = talkoot_domain::payout::Why::NoReturn;
    Refusal::of(why.code(), PayoutMachine::OBJECT, action.into(), why.to_string())
}

/// Takes a record of money that came back away again, before a second person approved it.
///
/// # Errors
/// Refused when nothing waits.
pub async fn withdraw_return(
    app: &App,
    actor: &Actor,
    request: Request<(PayoutId, Version)>,
) -> Answer<PayoutId> {
    const ACTION: Action = Action::WithdrawPayoutReturn;
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, expected)
        .await?;
    let back = waiting(&work.tx, &payout)
        .await?
        .ok_or_else(|| nothing_waits(ACTION))?;
    let number = batch.map(|batch| batch.number);
    let state = decide(
        &mut work,
        (&project, &payout),
        number,
        (Command::WithdrawReturn, &back),
    )
    .await?;
    payouts::delete_return(&work.tx, &back).await?;
    payouts::update(&work.tx, &Payout { state, ..payout }).await?;
    work.finish(id).await
}

/// What came back of payouts that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn returns(app: &App, payouts: &[PayoutId]) -> Answer<Vec<Return>> {
    Ok(talkoot_storage::payouts::returns(app.store(), payouts).await?)
}
