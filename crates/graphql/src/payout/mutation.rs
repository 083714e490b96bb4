use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, payouts};
use talkoot_domain::ids::PayoutId;

use super::{
    PayoutObject,
    input::{
        ConfirmPayoutInput, CreateAdvancePayoutInput, CreateFinalPayoutInput, CreatePayoutInput,
        FailPayoutInput, PayoutStepInput, ProposeSetOffInput, WithdrawSetOffInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a payout.
    PayoutPayload { payout: PayoutObject }
);

type Payload = async_graphql::Result<PayoutPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<PayoutId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(PayoutPayload::refused(refusals)),
    };
    let payout = payouts::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(PayoutPayload::done(PayoutObject(
        payout.ok_or_else(|| not_found("payout"))?,
    )))
}

fn step(input: PayoutStepInput) -> async_graphql::Result<Request<(PayoutId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::Payout, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct PayoutMutation;

#[Object]
impl PayoutMutation {
    /// Creates the payout of what is payable for an approved claim. Nothing payable, no payout: what is
    /// owed is set off against the next claim.
    async fn create_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreatePayoutInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Claim, &input.claim_id)?, input.expected_version),
        };
        payload(ctx, payouts::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Creates the payout of an instalment of the advance that the decision grants.
    async fn create_advance_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateAdvancePayoutInput,
    ) -> Payload {
        let body = payouts::OrderInstalment {
            project: node::key(Kind::Project, &input.project_id)?,
            expected_version: input.expected_version,
            instalment: input.instalment,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            payouts::create_of_advance(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Creates the payout of what remains at the end of a grant, after the last claim is paid: of what a
    /// correction gave back since.
    async fn create_final_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateFinalPayoutInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (
                node::key(Kind::Project, &input.project_id)?,
                input.expected_version,
            ),
        };
        payload(ctx, payouts::create_final(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Approves a payout with what is set off against it; by another person than those who created it and
    /// proposed the set-off. When all of it is set off, it is confirmed with its approval.
    async fn approve_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PayoutStepInput,
    ) -> Payload {
        payload(ctx, payouts::approve(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Points a payout that is not sent to the lead's account in force, when another account took the place of
    /// the one that it names. An approval falls: a second person approves it anew.
    async fn redirect_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PayoutStepInput,
    ) -> Payload {
        payload(ctx, payouts::redirect(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Proposes that a decided recovery of the same project and municipality is paid by a payout that is not
    /// sent; the rest goes to the bank. An approval falls: whoever approves the payout approves the set-off.
    /// It is booked on the recovery on the day of the payout, and undone when the payout fails.
    async fn propose_set_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeSetOffInput,
    ) -> Payload {
        let body = payouts::ProposeSetOff {
            payout: node::key(Kind::Payout, &input.payout_id)?,
            expected_version: input.expected_version,
            recovery: node::key(Kind::Recovery, &input.recovery_id)?,
            amount: input.amount.map(|amount| amount.0),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            payouts::propose_set_off(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Gives up what was to be set off against a payout that is not sent. An approval falls.
    async fn withdraw_set_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawSetOffInput,
    ) -> Payload {
        let body = payouts::WithdrawSetOff {
            payout: node::key(Kind::Payout, &input.payout_id)?,
            expected_version: input.expected_version,
            recovery: node::key(Kind::Recovery, &input.recovery_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            payouts::withdraw_set_off(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Records that a payout went to the bank.
    async fn send_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PayoutStepInput,
    ) -> Payload {
        payload(ctx, payouts::send(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Records that the money arrived; the claim is paid then, or an open claim clears the advance.
    async fn confirm_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ConfirmPayoutInput,
    ) -> Payload {
        let body = payouts::ConfirmPayout {
            id: node::key(Kind::Payout, &input.id)?,
            expected_version: input.expected_version,
            bank_reference: input.bank_reference,
            value_date: input.value_date,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, payouts::confirm(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records that the bank could not pay; another payout can be created then.
    async fn fail_payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: FailPayoutInput,
    ) -> Payload {
        let body = payouts::FailPayout {
            id: node::key(Kind::Payout, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, payouts::fail(app(ctx)?, actor(ctx)?, request).await).await
    }
}
