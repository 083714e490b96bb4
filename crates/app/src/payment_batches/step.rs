use std::fmt::Debug;

use talkoot_domain::{
    ids::PaymentBatchId,
    payment_batch::{Command, CommandName, PaymentBatch, PaymentBatchMachine},
    policy::{Action, Actor},
    workflow,
};
use talkoot_storage::{bank_accounts, payment_batches};

use super::{
    file,
    lines::{facts, payouts_of},
    locked, subject,
};
use crate::{Answer, App, Begun, Note, Request, Version, Work, payouts};

/// A batch to be dissolved.
#[derive(Clone, Debug)]
pub struct CancelPaymentBatch {
    /// Which.
    pub id: PaymentBatchId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Approves a batch, as the second person.
///
/// # Errors
/// Refused to whoever made it or prepared a payout of it, and when a payment cannot be made as it says.
pub async fn approve(
    app: &App,
    actor: &Actor,
    request: Request<(PaymentBatchId, Version)>,
) -> Answer<PaymentBatchId> {
    let asked = request.body;
    let Some((mut work, batch)) = begin(app, actor, Action::ApprovePaymentBatch, &request, asked).await?
    else {
        return Ok(asked.0);
    };
    hold_accounts(&work, &batch).await?;
    let facts = facts(&work.tx, app, &batch, actor.person).await?;
    let note = Note::details(serde_json::json!({ "payouts": batch.lines.len() }));
    let about = subject(&batch);
    let state =
        work.decide::<PaymentBatchMachine>(about, batch.state.clone(), Command::Approve, &facts, note)?;
    payment_batches::update(&work.tx, &PaymentBatch { state, ..batch }).await?;
    work.finish(asked.0).await
}

/// Dissolves a batch before its file is made; its payouts can go into another one.
///
/// # Errors
/// Refused without a reason, and once the file is made.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    request: Request<CancelPaymentBatch>,
) -> Answer<PaymentBatchId> {
    let asked = (request.body.id, request.body.expected_version);
    let Some((mut work, batch)) = begin(app, actor, Action::CancelPaymentBatch, &request, asked).await?
    else {
        return Ok(asked.0);
    };
    let reason = request.body.reason.trim().to_owned();
    let facts = facts(&work.tx, app, &batch, actor.person).await?;
    let note = Note::reason(&reason);
    let command = Command::Cancel { reason };
    let about = subject(&batch);
    let state = work.decide::<PaymentBatchMachine>(about, batch.state.clone(), command, &facts, note)?;
    payment_batches::update(&work.tx, &PaymentBatch { state, ..batch }).await?;
    payment_batches::release(&work.tx, asked.0).await?;
    work.finish(asked.0).await
}

/// Has the payment file of an approved batch made, once; its payouts are with the bank then.
///
/// # Errors
/// Refused before the approval, a second time, after the day of payment, and when a payment cannot be
/// made as it was approved.
pub async fn send(
    app: &App,
    actor: &Actor,
    request: Request<(PaymentBatchId, Version)>,
) -> Answer<PaymentBatchId> {
    let asked = request.body;
    let Some((mut work, batch)) = begin(app, actor, Action::SendPaymentBatch, &request, asked).await? else {
        return Ok(asked.0);
    };
    hold_accounts(&work, &batch).await?;
    let facts = facts(&work.tx, app, &batch, actor.person).await?;
    workflow::check::<PaymentBatchMachine>(&batch.state, CommandName::Send, &facts)?;
    let file = file::make(&mut work, &batch, actor.person).await?;
    let details = serde_json::json!({
        "payouts": batch.lines.len(),
        "file": file.id.to_string(),
        "sha256": hex::encode(file.sha256),
    });
    let about = subject(&batch);
    let command = Command::Send { file };
    let note = Note::details(details);
    let state = work.decide::<PaymentBatchMachine>(about, batch.state.clone(), command, &facts, note)?;
    for payout in payouts_of(&work.tx, &batch).await? {
        payouts::sent_with(&mut work, payout, &batch).await?;
    }
    payment_batches::update(&work.tx, &PaymentBatch { state, ..batch }).await?;
    work.finish(asked.0).await
}

/// Keeps the accounts that are paid to and from as they are until the commit.
async fn hold_accounts(work: &Work<'_>, batch: &PaymentBatch) -> Answer<()> {
    let mut accounts: Vec<_> = batch.lines.iter().map(|line| line.account).collect();
    accounts.push(batch.debtor);
    bank_accounts::hold_in_force(&work.tx, &accounts).await?;
    Ok(())
}

/// The command and its batch behind the locks; nothing when it was carried out before.
async fn begin<'a, T: Debug>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (PaymentBatchId, Version),
) -> Answer<Option<(Work<'a>, PaymentBatch)>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(_) => return Ok(None),
    };
    let batch = locked(&work, id).await?;
    work.permit(&batch.standings())?;
    work.same_version("payment_batch", batch.id.into(), batch.version, expected)
        .await?;
    Ok(Some((work, batch)))
}
