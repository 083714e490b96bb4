use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, final_reports};
use talkoot_domain::ids::FinalReportId;

use super::{
    FinalReportObject,
    input::{AnswerFinalReportInput, FinalReportStepInput, ReturnFinalReportInput, StartFinalReportInput},
};
use crate::{
    application::read_answer,
    context::{actor, app},
    form::GraphNames,
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a final report.
    FinalReportPayload { final_report: FinalReportObject }
);

type Payload = async_graphql::Result<FinalReportPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<FinalReportId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(FinalReportPayload::refused(refusals)),
    };
    let found = final_reports::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("final report"))?;
    Ok(FinalReportPayload::done(FinalReportObject(found)))
}

fn step(input: FinalReportStepInput) -> async_graphql::Result<Request<(FinalReportId, i64)>> {
    Ok(Request {
        body: (node::key(Kind::FinalReport, &input.id)?, input.expected_version),
        key: input.idempotency_key,
    })
}

#[derive(Debug, Default)]
pub(crate) struct FinalReportMutation;

#[Object]
impl FinalReportMutation {
    /// Begins the report that an obligation asks for, which may be before it opens, in the versions of the authority's forms that are in use now:
    /// `digitek-final-report` with `evaluation-questions` where it has them, or `interim-report`.
    async fn start_final_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: StartFinalReportInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Obligation, &input.obligation_id)?,
        };
        payload(ctx, final_reports::start(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Answers questions of a final report: the lead for what is asked once, every municipality for what is asked of each.
    async fn answer_final_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AnswerFinalReportInput,
    ) -> Payload {
        let partner = input.partner_id.map(|id| node::key(Kind::Organisation, &id));
        let body = final_reports::AnswerFinalReport {
            id: node::key(Kind::FinalReport, &input.id)?,
            expected_version: input.expected_version,
            partner: partner.transpose()?,
            answers: input.answers.into_iter().map(read_answer).collect(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = final_reports::answer(app(ctx)?, actor(ctx)?, request, &GraphNames).await;
        payload(ctx, answer).await
    }

    /// Hands a final report to the authority, which settles its obligation; what the system knows is kept with it.
    async fn submit_final_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: FinalReportStepInput,
    ) -> Payload {
        let answer = final_reports::submit(app(ctx)?, actor(ctx)?, step(input)?).await;
        payload(ctx, answer).await
    }

    /// Accepts a submitted final report; by another person than the one who handed it in.
    async fn accept_final_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: FinalReportStepInput,
    ) -> Payload {
        let answer = final_reports::accept(app(ctx)?, actor(ctx)?, step(input)?).await;
        payload(ctx, answer).await
    }

    /// Gives a submitted final report back with questions about its sections; its obligation is open again.
    async fn return_final_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnFinalReportInput,
    ) -> Payload {
        let body = final_reports::ReturnFinalReport {
            id: node::key(Kind::FinalReport, &input.id)?,
            expected_version: input.expected_version,
            questions: input.questions.into_iter().map(Into::into).collect(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = final_reports::give_back(app(ctx)?, actor(ctx)?, request).await;
        payload(ctx, answer).await
    }
}
