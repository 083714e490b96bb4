use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, reviews};
use talkoot_domain::ids::ReviewId;

use super::{
    ReviewObject,
    input::{AssignReviewerInput, ReviewReasonInput, ReviewStepInput, SaveReviewScoresInput, scores},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a review.
    ReviewPayload { review: ReviewObject }
);

type Payload = async_graphql::Result<ReviewPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ReviewId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ReviewPayload::refused(refusals)),
    };
    let found = reviews::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(ReviewPayload::done(ReviewObject(
        found.ok_or_else(|| not_found("review"))?,
    )))
}

fn reasoned(input: ReviewReasonInput) -> async_graphql::Result<Request<(ReviewId, i64, String)>> {
    let id = node::key(Kind::Review, &input.id)?;
    Ok(Request {
        key: input.idempotency_key,
        body: (id, input.expected_version, input.reason),
    })
}

#[derive(Debug, Default)]
pub(crate) struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Assigns a reviewer to an application. Who holds or held a role in a municipality that takes part is assigned
    /// as one with a conflict of interest, and scores nothing.
    async fn assign_reviewer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AssignReviewerInput,
    ) -> Payload {
        let body = reviews::AssignReviewer {
            application: node::key(Kind::Application, &input.application_id)?,
            expected_version: input.expected_version,
            person: node::key(Kind::Person, &input.person_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, reviews::assign(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes the assignment of a reviewer back, unless the review is submitted.
    async fn withdraw_reviewer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReviewReasonInput,
    ) -> Payload {
        let request = reasoned(input)?;
        payload(ctx, reviews::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Says that you, who were assigned, have a conflict of interest (*esteellisyys*). Your scores do not count then,
    /// and you read none.
    async fn declare_conflict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReviewReasonInput,
    ) -> Payload {
        let request = reasoned(input)?;
        payload(
            ctx,
            reviews::declare_conflict(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Replaces the scores of your review that are written so far.
    async fn save_review_scores(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SaveReviewScoresInput,
    ) -> Payload {
        let body = reviews::SaveScores {
            id: node::key(Kind::Review, &input.id)?,
            expected_version: input.expected_version,
            scores: scores(input.scores),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, reviews::save_scores(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Submits your review, with points and a reason for every criterion; it is not changed any more.
    async fn submit_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReviewStepInput,
    ) -> Payload {
        let id = node::key(Kind::Review, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version),
        };
        payload(ctx, reviews::submit(app(ctx)?, actor(ctx)?, request).await).await
    }
}
