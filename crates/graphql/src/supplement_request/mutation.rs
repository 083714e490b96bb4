use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, supplement_requests};
use talkoot_domain::{ids::SupplementRequestId, supplement_request::QuestionAnswer};

use super::{
    SupplementRequestObject,
    input::{
        AnswerSupplementRequestInput, OpenSupplementRequestInput, SupplementAnswerInput,
        SupplementQuestionInput, SupplementRequestStepInput, WithdrawSupplementRequestInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a supplement request.
    SupplementRequestPayload { supplement_request: SupplementRequestObject }
);

type Payload = async_graphql::Result<SupplementRequestPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<SupplementRequestId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(SupplementRequestPayload::refused(refusals)),
    };
    let found = supplement_requests::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("supplement request"))?;
    Ok(SupplementRequestPayload::done(SupplementRequestObject(found)))
}

fn question(input: SupplementQuestionInput) -> async_graphql::Result<supplement_requests::NewQuestion> {
    let line = input.cost_line_id.map(|id| node::key(Kind::CostLine, &id));
    Ok(supplement_requests::NewQuestion {
        text: input.text,
        line: line.transpose()?,
        category: input.category,
    })
}

fn answer(input: SupplementAnswerInput) -> async_graphql::Result<QuestionAnswer> {
    let files = input.file_ids.unwrap_or_default();
    let files = files.iter().map(|id| node::key(Kind::File, id));
    Ok(QuestionAnswer {
        text: input.text,
        files: files.collect::<async_graphql::Result<_>>()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct SupplementRequestMutation;

#[Object]
impl SupplementRequestMutation {
    /// Asks the lead municipality about a claim that is being checked. It owes an answer from then on and is
    /// reminded; the content of the claim is not checked before the answer is accepted or the request withdrawn.
    async fn open_supplement_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: OpenSupplementRequestInput,
    ) -> Payload {
        let questions = input.questions.into_iter().map(question);
        let follows = input.follows_id.map(|id| node::key(Kind::SupplementRequest, &id));
        let body = supplement_requests::OpenSupplementRequest {
            claim: node::key(Kind::Claim, &input.claim_id)?,
            expected_version: input.expected_version,
            questions: questions.collect::<async_graphql::Result<_>>()?,
            respond_by: input.respond_by,
            follows: follows.transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            supplement_requests::open(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Answers every question of a supplement request; reminders stop.
    async fn answer_supplement_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answers, under an idempotency key.")] input: AnswerSupplementRequestInput,
    ) -> Payload {
        let answers = input.answers.into_iter().map(answer);
        let body = supplement_requests::AnswerSupplementRequest {
            id: node::key(Kind::SupplementRequest, &input.id)?,
            expected_version: input.expected_version,
            answers: answers.collect::<async_graphql::Result<_>>()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            supplement_requests::answer(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Accepts the answer to a supplement request; by another person than the one who answered. To ask again, open
    /// another request with `followsId`.
    async fn accept_supplement_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which request, under an idempotency key.")] input: SupplementRequestStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (
                node::key(Kind::SupplementRequest, &input.id)?,
                input.expected_version,
            ),
        };
        payload(
            ctx,
            supplement_requests::accept(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes a supplement request back that is not answered; nothing is owed for it any more. By another person
    /// than the one who extended it.
    async fn withdraw_supplement_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which request and why, under an idempotency key.")]
        input: WithdrawSupplementRequestInput,
    ) -> Payload {
        let body = supplement_requests::WithdrawSupplementRequest {
            id: node::key(Kind::SupplementRequest, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            supplement_requests::withdraw(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
