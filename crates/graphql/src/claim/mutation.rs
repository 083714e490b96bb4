use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, claims};
use talkoot_domain::ids::ClaimId;

use super::{
    ClaimObject,
    input::{
        AcceptCostLinesInput, ClaimStepInput, DraftClaimInput, RejectClaimInput, RequestClaimSupplementInput,
        SubmitClaimInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a claim.
    ClaimPayload { claim: ClaimObject }
);

type Payload = async_graphql::Result<ClaimPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ClaimId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ClaimPayload::refused(refusals)),
    };
    let claim = claims::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(ClaimPayload::done(ClaimObject(
        claim.ok_or_else(|| not_found("claim"))?,
    )))
}

fn step(input: ClaimStepInput) -> async_graphql::Result<Request<(ClaimId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::Claim, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct ClaimMutation;

#[Object]
impl ClaimMutation {
    /// Consolidates the accepted cost reports of the next period, and late ones of earlier periods, into
    /// a draft. A late or missing partner does not stop the others: its report comes with the next claim.
    async fn draft_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftClaimInput,
    ) -> Payload {
        let body = claims::DraftClaim {
            project: node::key(Kind::Project, &input.project_id)?,
            period: node::key(Kind::Period, &input.period_id)?,
            is_last: input.last.unwrap_or(false),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::draft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes into a draft the cost reports accepted since, and computes it anew.
    async fn recompute_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ClaimStepInput,
    ) -> Payload {
        payload(ctx, claims::recompute(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Hands the claim to the authority and locks its cost reports; also with the answer to questions.
    async fn submit_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SubmitClaimInput,
    ) -> Payload {
        let body = claims::SubmitClaim {
            id: node::key(Kind::Claim, &input.id)?,
            expected_version: input.expected_version,
            answer: input.answer,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::submit(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Sends the claim back with questions.
    async fn request_claim_supplement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RequestClaimSupplementInput,
    ) -> Payload {
        let body = claims::RequestClaimSupplement {
            id: node::key(Kind::Claim, &input.id)?,
            expected_version: input.expected_version,
            questions: input.questions,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            claims::request_supplement(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Accepts cost lines in full: those named, or all that nobody has verified.
    async fn accept_cost_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AcceptCostLinesInput,
    ) -> Payload {
        let which = match (input.line_ids, input.all_pending.unwrap_or(false)) {
            (None, true) => claims::WhichLines::AllPending,
            // Both at once is as unclear as none; an empty list is refused with words.
            (Some(_), true) | (None, false) => claims::WhichLines::These(Vec::new()),
            (Some(ids), false) => {
                let ids = ids.iter().map(|id| node::key(Kind::CostLine, id));
                claims::WhichLines::These(ids.collect::<async_graphql::Result<_>>()?)
            }
        };
        let body = claims::AcceptCostLines {
            claim: node::key(Kind::Claim, &input.claim_id)?,
            expected_version: input.expected_version,
            which,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::accept_lines(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Declares that every line of the claim is verified.
    async fn check_claim_content(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ClaimStepInput,
    ) -> Payload {
        payload(
            ctx,
            claims::check_content(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Approves the claim for payment; by another person than the one who checked its content.
    async fn approve_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ClaimStepInput,
    ) -> Payload {
        payload(ctx, claims::approve(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Rejects the claim as a whole; its cost reports can be returned, corrected and claimed again.
    async fn reject_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RejectClaimInput,
    ) -> Payload {
        let body = claims::RejectClaim {
            id: node::key(Kind::Claim, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, claims::reject(app(ctx)?, actor(ctx)?, request).await).await
    }
}
