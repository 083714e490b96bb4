use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, call_corrections};
use talkoot_domain::ids::CallCorrectionId;

use super::{
    CallCorrectionObject,
    input::{CallCorrectionStepInput, ProposeCallCorrectionInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a correction of a call.
    CallCorrectionPayload { call_correction: CallCorrectionObject }
);

type Payload = async_graphql::Result<CallCorrectionPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CallCorrectionId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CallCorrectionPayload::refused(refusals)),
    };
    let correction = call_corrections::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(CallCorrectionPayload::done(CallCorrectionObject(
        correction.ok_or_else(|| not_found("call correction"))?,
    )))
}

fn step(input: CallCorrectionStepInput) -> async_graphql::Result<Request<(CallCorrectionId, i64)>> {
    let id = node::key(Kind::CallCorrection, &input.id)?;
    Ok(Request {
        key: input.idempotency_key,
        body: (id, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct CallCorrectionMutation;

#[Object]
impl CallCorrectionMutation {
    /// Proposes a correction of a published call that still takes applications. Nobody may lose time by it.
    async fn propose_call_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeCallCorrectionInput,
    ) -> Payload {
        let body = call_corrections::ProposeCallCorrection {
            call: node::key(Kind::Call, &input.call_id)?,
            expected_version: input.expected_version,
            after: input.content.into(),
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            call_corrections::propose(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Lets the call say what was proposed; by another person than the one who proposed it. Everybody who leads
    /// an application to the call is told.
    async fn publish_call_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CallCorrectionStepInput,
    ) -> Payload {
        let request = step(input)?;
        payload(
            ctx,
            call_corrections::publish(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes a proposed correction back.
    async fn withdraw_call_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CallCorrectionStepInput,
    ) -> Payload {
        let request = step(input)?;
        payload(
            ctx,
            call_corrections::withdraw(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
