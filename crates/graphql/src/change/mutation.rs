use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, change_requests};
use talkoot_domain::ids::ChangeRequestId;

use super::{
    ChangeRequestObject,
    input::{
        ChangeRequestStepInput, CreateChangeRequestInput, UpdateChangeRequestInput,
        WithdrawChangeRequestInput, contents,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a change request.
    ChangeRequestPayload { change_request: ChangeRequestObject }
);

type Payload = async_graphql::Result<ChangeRequestPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ChangeRequestId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ChangeRequestPayload::refused(refusals)),
    };
    let found = change_requests::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(ChangeRequestPayload::done(ChangeRequestObject(
        found.ok_or_else(|| not_found("change request"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct ChangeRequestMutation;

#[Object]
impl ChangeRequestMutation {
    /// Begins a request to change a running grant.
    async fn create_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateChangeRequestInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_requests::CreateChangeRequest {
                project: node::key(Kind::Project, &input.project_id)?,
                reason: input.reason,
                parts: contents(input.parts)?,
            },
        };
        payload(
            ctx,
            change_requests::create(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Writes a request anew that is not submitted.
    async fn update_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdateChangeRequestInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_requests::UpdateChangeRequest {
                id: node::key(Kind::ChangeRequest, &input.id)?,
                expected_version: input.expected_version,
                reason: input.reason,
                parts: contents(input.parts)?,
            },
        };
        payload(
            ctx,
            change_requests::update(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Gives the request to the authority. A request that comes too late for the call is refused, or marked
    /// as late when the call takes such ones.
    async fn submit_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ChangeRequestStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::ChangeRequest, &input.id)?, input.expected_version),
        };
        payload(
            ctx,
            change_requests::submit(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes the request back, before a part of it is decided.
    async fn withdraw_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawChangeRequestInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_requests::WithdrawChangeRequest {
                id: node::key(Kind::ChangeRequest, &input.id)?,
                expected_version: input.expected_version,
                reason: input.reason,
            },
        };
        payload(
            ctx,
            change_requests::withdraw(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
