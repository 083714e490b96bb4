use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, claims, cost_reports};
use talkoot_domain::{cost_line_verification::Grounds, ids::CostLineId};

use super::input::{DisallowCostLineInput, PartlyAcceptCostLineInput, ReopenCostLineInput};
use crate::{
    context::{actor, app},
    cost_report::CostLineObject,
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a decision about a cost line.
    CostLinePayload { cost_line: CostLineObject }
);

type Payload = async_graphql::Result<CostLinePayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CostLineId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CostLinePayload::refused(refusals)),
    };
    let line = cost_reports::find_line(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(CostLinePayload::done(CostLineObject(
        line.ok_or_else(|| not_found("cost line"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct CostLineMutation;

#[Object]
impl CostLineMutation {
    /// Accepts a part of a cost line; the claim is computed anew.
    async fn partly_accept_cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PartlyAcceptCostLineInput,
    ) -> Payload {
        let body = claims::PartlyAcceptCostLine {
            id: node::key(Kind::CostLine, &input.id)?,
            expected_version: input.expected_version,
            amount: input.amount.0,
            grounds: Grounds {
                code: input.reason_code.into(),
                text: input.reason,
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::accept_partly(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Accepts nothing of a cost line; the claim is computed anew.
    async fn disallow_cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DisallowCostLineInput,
    ) -> Payload {
        let body = claims::DisallowCostLine {
            id: node::key(Kind::CostLine, &input.id)?,
            expected_version: input.expected_version,
            grounds: Grounds {
                code: input.reason_code.into(),
                text: input.reason,
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::disallow(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes a decision about a cost line back; the claim is computed anew.
    async fn reopen_cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReopenCostLineInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::CostLine, &input.id)?, input.expected_version),
        };
        payload(ctx, claims::reopen(app(ctx)?, actor(ctx)?, request).await).await
    }
}
