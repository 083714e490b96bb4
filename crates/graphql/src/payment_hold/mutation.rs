use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, payment_holds};
use talkoot_domain::ids::PaymentHoldId;

use super::{
    PaymentHoldObject,
    input::{LiftPaymentHoldInput, SetPaymentHoldInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a payment hold.
    PaymentHoldPayload { payment_hold: PaymentHoldObject }
);

type Payload = async_graphql::Result<PaymentHoldPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<PaymentHoldId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(PaymentHoldPayload::refused(refusals)),
    };
    let hold = payment_holds::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(PaymentHoldPayload::done(PaymentHoldObject(
        hold.ok_or_else(|| not_found("payment hold"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct PaymentHoldMutation;

#[Object]
impl PaymentHoldMutation {
    /// Holds the payments to a project: while the hold stands, no payout is created, approved or sent.
    /// Money that is with the bank already is confirmed all the same.
    async fn set_payment_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SetPaymentHoldInput,
    ) -> Payload {
        let body = payment_holds::SetPaymentHold {
            project: node::key(Kind::Project, &input.project_id)?,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, payment_holds::set(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Lets payments to the project go on; by another person than the one who set the hold.
    async fn lift_payment_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: LiftPaymentHoldInput,
    ) -> Payload {
        let body = payment_holds::LiftPaymentHold {
            id: node::key(Kind::PaymentHold, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, payment_holds::lift(app(ctx)?, actor(ctx)?, request).await).await
    }
}
