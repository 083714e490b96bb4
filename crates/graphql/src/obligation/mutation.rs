use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, obligations};
use talkoot_domain::ids::ObligationId;

use super::{
    ObligationObject,
    input::{
        ExtendObligationInput, ObligationStepInput, ReturnObligationInput, SubmitObligationInput,
        WaiveObligationInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an obligation.
    ObligationPayload { obligation: ObligationObject }
);

type Payload = async_graphql::Result<ObligationPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ObligationId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ObligationPayload::refused(refusals)),
    };
    let obligation = obligations::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let obligation = obligation.ok_or_else(|| not_found("obligation"))?;
    Ok(ObligationPayload::done(ObligationObject(obligation)))
}

#[derive(Debug, Default)]
pub(crate) struct ObligationMutation;

#[Object]
impl ObligationMutation {
    /// Moves an obligation's deadline to a later day; reminders begin anew for it.
    async fn extend_obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ExtendObligationInput,
    ) -> Payload {
        let body = obligations::Extend {
            id: node::key(Kind::Obligation, &input.id)?,
            expected_version: input.expected_version,
            new_date: input.new_date,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, obligations::extend(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Hands in a statement with files for an obligation that has no form of its own; reminders stop.
    async fn submit_obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is handed in, under an idempotency key.")] input: SubmitObligationInput,
    ) -> Payload {
        let files = input.file_ids.unwrap_or_default();
        let files = files.iter().map(|id| node::key(Kind::File, id));
        let body = obligations::HandIn {
            id: node::key(Kind::Obligation, &input.id)?,
            expected_version: input.expected_version,
            statement: input.statement,
            files: files.collect::<async_graphql::Result<_>>()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, obligations::hand_in(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Accepts what was handed in; by another person than the one who did.
    async fn accept_obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which obligation, under an idempotency key.")] input: ObligationStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Obligation, &input.id)?, input.expected_version),
        };
        payload(ctx, obligations::accept(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives what was handed in back with questions; the lead is written to and the obligation is open
    /// again.
    async fn return_obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnObligationInput,
    ) -> Payload {
        let body = obligations::GiveBack {
            id: node::key(Kind::Obligation, &input.id)?,
            expected_version: input.expected_version,
            questions: input.questions,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, obligations::give_back(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives an obligation up; by another person than the one who extended it.
    async fn waive_obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WaiveObligationInput,
    ) -> Payload {
        let body = obligations::Waive {
            id: node::key(Kind::Obligation, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, obligations::waive(app(ctx)?, actor(ctx)?, request).await).await
    }
}
