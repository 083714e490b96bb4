use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, transfers};
use talkoot_domain::ids::TransferId;

use super::{
    TransferObject,
    input::{DisputeTransferInput, RecordTransferInput, TransferStepInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a transfer.
    TransferPayload { transfer: TransferObject }
);

type Payload = async_graphql::Result<TransferPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<TransferId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(TransferPayload::refused(refusals)),
    };
    let found = transfers::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(TransferPayload::done(TransferObject(
        found.ok_or_else(|| not_found("transfer"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct TransferMutation;

#[Object]
impl TransferMutation {
    /// Records that the lead municipality passed a partner's share on, also anew when the partner disputed it.
    async fn record_transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecordTransferInput,
    ) -> Payload {
        let body = transfers::RecordTransfer {
            id: node::key(Kind::Transfer, &input.id)?,
            expected_version: input.expected_version,
            paid_on: input.paid_on,
            reference: input.reference,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, transfers::record(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records for the partner that the money came; by another person than the one who recorded it for the lead.
    async fn confirm_transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: TransferStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Transfer, &input.id)?, input.expected_version),
        };
        payload(ctx, transfers::confirm(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records for the partner that the money did not come, or not as the lead recorded it, with the reason.
    async fn dispute_transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DisputeTransferInput,
    ) -> Payload {
        let body = transfers::DisputeTransfer {
            id: node::key(Kind::Transfer, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, transfers::dispute(app(ctx)?, actor(ctx)?, request).await).await
    }
}
