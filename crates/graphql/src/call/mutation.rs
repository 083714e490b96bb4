use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, calls};
use talkoot_domain::{ids::CallId, use_period::UsePeriod};

use super::{
    CallObject,
    input::{CallStepInput, CopyCallInput, CreateCallInput, UpdateCallInput},
    review::{SetReviewCriteriaInput, rules},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a call.
    CallPayload { call: CallObject }
);

type Payload = async_graphql::Result<CallPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CallId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CallPayload::refused(refusals)),
    };
    let call = calls::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(CallPayload::done(CallObject(
        call.ok_or_else(|| not_found("call"))?,
    )))
}

fn step(input: &CallStepInput) -> async_graphql::Result<Request<(CallId, i64)>> {
    let body = (node::key(Kind::Call, &input.id)?, input.expected_version);
    Ok(Request {
        key: input.idempotency_key.clone(),
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct CallMutation;

#[Object]
impl CallMutation {
    /// Starts a call as a draft of your authority.
    async fn create_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateCallInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: input.content.into(),
        };
        payload(ctx, calls::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Starts a draft with the terms of an earlier call of your authority; only what is of its own time is told anew.
    async fn copy_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CopyCallInput,
    ) -> Payload {
        let body = calls::CopyCall {
            from: node::key(Kind::Call, &input.from_id)?,
            title: input.title,
            opens_on: input.opens_on,
            closes_on: input.closes_on,
            use_period: UsePeriod {
                first: input.use_period_first,
                last: input.use_period_last,
            },
            appropriation_expires_on: input.appropriation_expires_on,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, calls::copy(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Replaces what a draft says.
    async fn update_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdateCallInput,
    ) -> Payload {
        let body = calls::UpdateCall {
            id: node::key(Kind::Call, &input.id)?,
            expected_version: input.expected_version,
            details: input.content.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, calls::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Sets the criteria by which the applications to a draft of a call will be reviewed; after its publication they
    /// stay as they are.
    async fn set_review_criteria(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SetReviewCriteriaInput,
    ) -> Payload {
        let body = calls::SetReviewCriteria {
            id: node::key(Kind::Call, &input.id)?,
            expected_version: input.expected_version,
            rules: rules(input.criteria, input.blind),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            calls::set_review_criteria(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Opens a call to the public; by another person than the one who drafted it.
    async fn publish_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CallStepInput,
    ) -> Payload {
        payload(ctx, calls::publish(app(ctx)?, actor(ctx)?, step(&input)?).await).await
    }

    /// Declares every application of a closed call decided.
    async fn resolve_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CallStepInput,
    ) -> Payload {
        payload(ctx, calls::resolve(app(ctx)?, actor(ctx)?, step(&input)?).await).await
    }

    /// Puts a resolved call away.
    async fn archive_call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CallStepInput,
    ) -> Payload {
        payload(ctx, calls::archive(app(ctx)?, actor(ctx)?, step(&input)?).await).await
    }
}
