use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, rectifications};
use talkoot_domain::{
    ids::RectificationId,
    rectification::{Demand, Reply},
};

use super::{
    RectificationObject,
    input::{
        DraftRectificationInput, FileRectificationInput, RectificationStepInput, WithdrawRectificationInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a claim for correction.
    RectificationPayload { rectification: RectificationObject }
);

type Payload = async_graphql::Result<RectificationPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<RectificationId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(RectificationPayload::refused(refusals)),
    };
    let found = rectifications::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("rectification"))?;
    Ok(RectificationPayload::done(RectificationObject(found)))
}

#[derive(Debug, Default)]
pub(crate) struct RectificationMutation;

#[Object]
impl RectificationMutation {
    /// Claims a correction of a decision for the lead municipality (*oikaisuvaatimus*). A late claim is recorded, too.
    async fn file_rectification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: FileRectificationInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: rectifications::FileRectification {
                decision: node::key(Kind::Decision, &input.decision_id)?,
                expected_version: input.expected_version,
                demand: Demand {
                    change: input.change.trim().to_owned(),
                    grounds: input.grounds.trim().to_owned(),
                    received_on: input.received_on,
                },
            },
        };
        payload(ctx, rectifications::file(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Drafts the answer to a claim for correction, or drafts it anew.
    async fn draft_rectification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftRectificationInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: rectifications::DraftReply {
                id: node::key(Kind::Rectification, &input.id)?,
                expected_version: input.expected_version,
                reply: Reply {
                    outcome: input.outcome.into(),
                    reasoning: input.reasoning,
                },
            },
        };
        payload(ctx, rectifications::draft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Makes the drafted answer; by another person than those who drafted it. One that changes the decision sets it
    /// aside, and the application is to be decided anew.
    async fn decide_rectification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RectificationStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Rectification, &input.id)?, input.expected_version),
        };
        payload(ctx, rectifications::decide(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes a claim for correction back before it is answered.
    async fn withdraw_rectification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawRectificationInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: rectifications::WithdrawRectification {
                id: node::key(Kind::Rectification, &input.id)?,
                expected_version: input.expected_version,
                reason: input.reason,
            },
        };
        payload(
            ctx,
            rectifications::withdraw(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
