use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, change_parts};
use talkoot_domain::ids::ChangePartId;

use super::{
    ChangePartObject,
    input::content,
    part_input::{
        AcceptChangeOfDirectionInput, ChangePartStepInput, ProposeChangePartCancellationInput,
        ProposeChangePartInput, ReturnChangePartInput, TakeOverItemInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a part of a change request.
    ChangePartPayload { change_part: ChangePartObject }
);

type Payload = async_graphql::Result<ChangePartPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ChangePartId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ChangePartPayload::refused(refusals)),
    };
    let found = change_parts::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(ChangePartPayload::done(ChangePartObject(
        found.ok_or_else(|| not_found("part of a change request"))?,
    )))
}

fn step(input: ChangePartStepInput) -> async_graphql::Result<Request<(ChangePartId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::ChangePart, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct ChangePartMutation;

#[Object]
impl ChangePartMutation {
    /// Proposes what shall become of a part; a second person decides. A proposal before is replaced.
    async fn propose_change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeChangePartInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_parts::ProposeChangePart {
                id: node::key(Kind::ChangePart, &input.id)?,
                expected_version: input.expected_version,
                outcome: input.outcome.into(),
                content: input.content.map(content).transpose()?,
                effective_on: input.effective_on,
                reasoning: input.reasoning,
            },
        };
        payload(ctx, change_parts::propose(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Accepts a change of direction of an experiment as it was asked, as one officer; refused unless the call lets
    /// one officer do so.
    async fn accept_change_of_direction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AcceptChangeOfDirectionInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_parts::AcceptChangeOfDirection {
                id: node::key(Kind::ChangePart, &input.id)?,
                expected_version: input.expected_version,
                effective_on: input.effective_on,
                reasoning: input.reasoning,
            },
        };
        payload(
            ctx,
            change_parts::accept_change_of_direction(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Sends a proposal back to the officer.
    async fn return_change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnChangePartInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_parts::GiveBackChangePart {
                id: node::key(Kind::ChangePart, &input.id)?,
                expected_version: input.expected_version,
                reason: input.reason,
            },
        };
        payload(
            ctx,
            change_parts::give_back(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Decides a part as it was proposed, as the second person. What is accepted comes into force on its day:
    /// at once when that has come, nobody has to confirm it and no claim is being handled.
    async fn decide_change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ChangePartStepInput,
    ) -> Payload {
        payload(
            ctx,
            change_parts::decide(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Proposes that an accepted part that cannot come into force is cancelled; a second person decides so. A proposal
    /// before is replaced.
    async fn propose_change_part_cancellation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")]
        input: ProposeChangePartCancellationInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_parts::ProposeCancellation {
                id: node::key(Kind::ChangePart, &input.id)?,
                expected_version: input.expected_version,
                reason: input.reason,
            },
        };
        payload(
            ctx,
            change_parts::propose_cancellation(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Cancels an accepted part that cannot come into force, as the second person: it counts as rejected, and the lead
    /// is told why.
    async fn cancel_change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ChangePartStepInput,
    ) -> Payload {
        payload(
            ctx,
            change_parts::cancel(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Ticks an item of what is handed over to you with a duty in the project. With the last one the change comes into
    /// force, when its day has come.
    async fn take_over_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: TakeOverItemInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: change_parts::TakeOverItem {
                id: node::key(Kind::ChangePart, &input.id)?,
                expected_version: input.expected_version,
                number: input.number,
            },
        };
        payload(
            ctx,
            change_parts::take_over(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Confirms an accepted part on behalf of your organisation: the municipality that joins, or each lead
    /// and the authority when the lead changes.
    async fn confirm_change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ChangePartStepInput,
    ) -> Payload {
        payload(
            ctx,
            change_parts::confirm(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }
}
