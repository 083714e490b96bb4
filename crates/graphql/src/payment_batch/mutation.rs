use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, payment_batches};
use talkoot_domain::ids::PaymentBatchId;

use super::{
    PaymentBatchObject,
    input::{CancelPaymentBatchInput, CreatePaymentBatchInput, PaymentBatchStepInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a payment batch.
    PaymentBatchPayload { payment_batch: PaymentBatchObject }
);

type Payload = async_graphql::Result<PaymentBatchPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<PaymentBatchId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(PaymentBatchPayload::refused(refusals)),
    };
    let found = payment_batches::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(PaymentBatchPayload::done(PaymentBatchObject(
        found.ok_or_else(|| not_found("payment batch"))?,
    )))
}

fn step(input: PaymentBatchStepInput) -> async_graphql::Result<Request<(PaymentBatchId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::PaymentBatch, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct PaymentBatchMutation;

#[Object]
impl PaymentBatchMutation {
    /// Puts approved payouts of an authority together, to go to its bank as one file. A payout that cannot be
    /// paid so is named with the reason, and nothing is made then.
    async fn create_payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreatePaymentBatchInput,
    ) -> Payload {
        let payouts = input.payout_ids.iter().map(|id| node::key(Kind::Payout, id));
        let body = payment_batches::CreatePaymentBatch {
            authority: node::key(Kind::Organisation, &input.authority_id)?,
            payouts: payouts.collect::<async_graphql::Result<_>>()?,
            execution_date: input.execution_date,
            format: input.format.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            payment_batches::create(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Approves a batch; by another person than those who made it, created its payouts or pointed them to their
    /// accounts. Whoever approved the payouts may.
    async fn approve_payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PaymentBatchStepInput,
    ) -> Payload {
        payload(
            ctx,
            payment_batches::approve(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Dissolves a batch before its file is made: its payouts can be redirected, or go into another batch.
    async fn cancel_payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CancelPaymentBatchInput,
    ) -> Payload {
        let body = payment_batches::CancelPaymentBatch {
            id: node::key(Kind::PaymentBatch, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            payment_batches::cancel(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Has the payment file of an approved batch made, once: the bank gets it from you. The payouts count as
    /// sent from then on.
    async fn send_payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PaymentBatchStepInput,
    ) -> Payload {
        payload(
            ctx,
            payment_batches::send(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }
}
