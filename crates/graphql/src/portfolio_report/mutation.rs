use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, portfolio_reports};
use talkoot_domain::ids::PortfolioReportId;

use super::{
    PortfolioReportObject,
    input::{
        ApprovePortfolioReportBySteeringInput, PortfolioReportStepInput, ReturnPortfolioReportInput,
        StartPortfolioReportInput, UpdatePortfolioReportInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a portfolio report.
    PortfolioReportPayload { portfolio_report: PortfolioReportObject }
);

type Payload = async_graphql::Result<PortfolioReportPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<PortfolioReportId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(PortfolioReportPayload::refused(refusals)),
    };
    let report = portfolio_reports::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let report = report.ok_or_else(|| not_found("portfolio report"))?;
    Ok(PortfolioReportPayload::done(PortfolioReportObject(report)))
}

fn step(input: &PortfolioReportStepInput) -> async_graphql::Result<Request<(PortfolioReportId, i64)>> {
    let body = (
        node::key(Kind::PortfolioReport, &input.id)?,
        input.expected_version,
    );
    Ok(Request {
        key: input.idempotency_key.clone(),
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct PortfolioReportMutation;

#[Object]
impl PortfolioReportMutation {
    /// Starts the report that an open obligation asks for, with the words of the last one that was submitted.
    async fn start_portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: StartPortfolioReportInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Obligation, &input.obligation_id)?,
        };
        payload(
            ctx,
            portfolio_reports::start(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Replaces what a report says and appends notes about risks; the steering group's approval falls.
    async fn update_portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdatePortfolioReportInput,
    ) -> Payload {
        let body = portfolio_reports::UpdatePortfolioReport {
            id: node::key(Kind::PortfolioReport, &input.id)?,
            expected_version: input.expected_version,
            content: input.content.try_into()?,
            new_risks: input
                .new_risks
                .unwrap_or_default()
                .into_iter()
                .map(TryInto::try_into)
                .collect::<Result<_, _>>()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            portfolio_reports::update(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Records that the steering group approved the report as it stands.
    async fn approve_portfolio_report_by_steering(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")]
        input: ApprovePortfolioReportBySteeringInput,
    ) -> Payload {
        let meeting = input.meeting_id.map(|id| node::key(Kind::SteeringMeeting, &id));
        let body = portfolio_reports::ApproveBySteering {
            id: node::key(Kind::PortfolioReport, &input.id)?,
            expected_version: input.expected_version,
            members: input.members,
            held_on: input.held_on,
            unanimous: input.unanimous,
            meeting: meeting.transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = portfolio_reports::approve_by_steering(app(ctx)?, actor(ctx)?, request).await;
        payload(ctx, answer).await
    }

    /// Hands the report to the authority, which settles its obligation.
    async fn submit_portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PortfolioReportStepInput,
    ) -> Payload {
        let answer = portfolio_reports::submit(app(ctx)?, actor(ctx)?, step(&input)?).await;
        payload(ctx, answer).await
    }

    /// Accepts a submitted report.
    async fn accept_portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: PortfolioReportStepInput,
    ) -> Payload {
        let answer = portfolio_reports::accept(app(ctx)?, actor(ctx)?, step(&input)?).await;
        payload(ctx, answer).await
    }

    /// Gives a submitted report back with questions; its obligation is open again.
    async fn return_portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnPortfolioReportInput,
    ) -> Payload {
        let body = portfolio_reports::ReturnReport {
            id: node::key(Kind::PortfolioReport, &input.id)?,
            expected_version: input.expected_version,
            questions: input.questions,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = portfolio_reports::give_back(app(ctx)?, actor(ctx)?, request).await;
        payload(ctx, answer).await
    }
}
