use talkoot_domain::{
    ids::{PaymentBatchId, PayoutId},
    payment_batch::{CommandName, PaymentBatch, PaymentBatchMachine},
    policy::{Action, Actor},
};
use talkoot_storage::{Page, Scope, payment_batches};

use super::{Filter, Membership, lines::facts};
use crate::{Answer, App, Availability, availability};

/// The batch, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PaymentBatchId) -> Answer<Option<PaymentBatch>> {
    Ok(payment_batches::find(app.store(), &Scope::of(actor), id).await?)
}

/// These batches, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[PaymentBatchId]) -> Answer<Vec<PaymentBatch>> {
    Ok(payment_batches::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of the batches that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page<PaymentBatchId>,
) -> Answer<Vec<PaymentBatch>> {
    Ok(payment_batches::list(app.store(), &Scope::of(actor), filter, page).await?)
}

/// How many such batches there are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(payment_batches::count(app.store(), &Scope::of(actor), filter).await?)
}

/// The batches that payouts which the person has found are in, cancelled ones left out.
///
/// # Errors
/// When the database fails.
pub async fn of_payouts(app: &App, payouts: &[PayoutId]) -> Answer<Vec<Membership>> {
    Ok(payment_batches::of_payouts(app.store(), payouts).await?)
}

/// What this person can do with the batch now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, batch: &PaymentBatch) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::ApprovePaymentBatch, CommandName::Approve),
        (Action::CancelPaymentBatch, CommandName::Cancel),
        (Action::SendPaymentBatch, CommandName::Send),
    ];
    let facts = facts(app.store(), app, batch, actor.person).await?;
    Ok(availability::<PaymentBatchMachine>(
        actor,
        &batch.standings(),
        &batch.state,
        &facts,
        &OFFERED,
    ))
}
