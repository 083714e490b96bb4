use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, cost_reports};
use talkoot_domain::ids::CostReportId;

use super::{
    CostReportObject,
    allocation::{AllocateCostLineInput, EvidenceInput, ResetCostLineAllocationInput},
    input::{
        ClassifyCostLinesInput, CostReportStepInput, ImportLedgerInput, OpenCostReportsInput,
        ReopenCostReportInput, ReturnCostReportInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a cost report.
    CostReportPayload { cost_report: CostReportObject }
);

payload!(
    /// What became of the opening of cost reports.
    OpenCostReportsPayload { cost_reports: Vec<CostReportObject> }
);

type Payload = async_graphql::Result<CostReportPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CostReportId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CostReportPayload::refused(refusals)),
    };
    let report = cost_reports::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(CostReportPayload::done(CostReportObject(
        report.ok_or_else(|| not_found("cost report"))?,
    )))
}

fn step(input: &CostReportStepInput) -> async_graphql::Result<Request<(CostReportId, i64)>> {
    let body = (node::key(Kind::CostReport, &input.id)?, input.expected_version);
    Ok(Request {
        key: input.idempotency_key.clone(),
        body,
    })
}

fn evidence(input: &EvidenceInput) -> async_graphql::Result<Request<cost_reports::EvidenceOfLine>> {
    Ok(Request {
        key: input.idempotency_key.clone(),
        body: input.try_into()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct CostReportMutation;

#[Object]
impl CostReportMutation {
    /// Opens the cost report of a period for every partner that has none yet.
    async fn open_cost_reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: OpenCostReportsInput,
    ) -> async_graphql::Result<OpenCostReportsPayload> {
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let request = Request {
            key: input.idempotency_key,
            body: cost_reports::OpenCostReports {
                project: node::key(Kind::Project, &input.project_id)?,
                period: node::key(Kind::Period, &input.period_id)?,
            },
        };
        let period = match refusals(cost_reports::open(app, actor, request).await)? {
            Ok(period) => period,
            Err(refusals) => return Ok(OpenCostReportsPayload::refused(refusals)),
        };
        let reports = cost_reports::of_period(app, actor, period).await.map_err(error)?;
        Ok(OpenCostReportsPayload::done(
            reports.into_iter().map(CostReportObject).collect(),
        ))
    }

    /// Imports a ledger file into a cost report, as it was previewed or in one step. A file with one row in error
    /// is refused as a whole; an import before is superseded and kept as history, and what was set by hand about
    /// lines that the new file has unchanged stays.
    #[graphql(complexity = "500 + child_complexity")]
    async fn import_ledger(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ImportLedgerInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key.clone(),
            body: input.try_into()?,
        };
        payload(
            ctx,
            Box::pin(cost_reports::import(app(ctx)?, actor(ctx)?, request)).await,
        )
        .await
    }

    /// Sets category or sub-area of cost lines of the import in force.
    async fn classify_cost_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ClassifyCostLinesInput,
    ) -> Payload {
        let body = cost_reports::ClassifyCostLines {
            report: node::key(Kind::CostReport, &input.cost_report_id)?,
            expected_version: input.expected_version,
            items: input
                .items
                .into_iter()
                .map(TryInto::try_into)
                .collect::<Result<_, _>>()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, cost_reports::classify(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Shares a cost line with other work of the municipality, or splits it over sub-areas, in place of what
    /// held for it before. Each part is verified on its own.
    async fn allocate_cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AllocateCostLineInput,
    ) -> Payload {
        let key = input.idempotency_key.clone();
        let body = cost_reports::AllocateCostLine {
            report: node::key(Kind::CostReport, &input.cost_report_id)?,
            expected_version: input.expected_version,
            line: node::key(Kind::CostLine, &input.cost_line_id)?,
            allocation: input.try_into()?,
        };
        payload(
            ctx,
            cost_reports::allocate(app(ctx)?, actor(ctx)?, Request { key, body }).await,
        )
        .await
    }

    /// Claims a shared or split cost line in whole and in one piece again.
    async fn reset_cost_line_allocation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ResetCostLineAllocationInput,
    ) -> Payload {
        let body = cost_reports::ResetCostLine {
            report: node::key(Kind::CostReport, &input.cost_report_id)?,
            expected_version: input.expected_version,
            line: node::key(Kind::CostLine, &input.cost_line_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, cost_reports::reset(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Attaches an evidence file to a cost line. Whoever checks the costs can read the file from then on.
    async fn attach_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EvidenceInput,
    ) -> Payload {
        let request = evidence(&input)?;
        payload(ctx, cost_reports::attach(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes an evidence file off a cost line; the file itself is kept.
    async fn detach_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EvidenceInput,
    ) -> Payload {
        let request = evidence(&input)?;
        payload(ctx, cost_reports::detach(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Hands a cost report to the lead municipality; by another person than those who prepared it.
    async fn submit_cost_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CostReportStepInput,
    ) -> Payload {
        payload(
            ctx,
            cost_reports::submit(app(ctx)?, actor(ctx)?, step(&input)?).await,
        )
        .await
    }

    /// Gives a cost report back to its partner, who corrects it and submits it again.
    async fn return_cost_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnCostReportInput,
    ) -> Payload {
        let body = cost_reports::ReturnCostReport {
            id: node::key(Kind::CostReport, &input.id)?,
            expected_version: input.expected_version,
            reasons: input.reasons,
            lines: input
                .lines
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
            cost_reports::give_back(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes a cost report out of a claim that is back with the lead with questions, and gives it back to its
    /// partner. Only the latest report of a partner is reopened; what is wrong in an approved claim is corrected.
    async fn reopen_cost_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReopenCostReportInput,
    ) -> Payload {
        let body = cost_reports::ReopenCostReport {
            id: node::key(Kind::CostReport, &input.id)?,
            expected_version: input.expected_version,
            reasons: input.reasons,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, cost_reports::reopen(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Accepts a cost report into the project's claim.
    async fn accept_cost_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CostReportStepInput,
    ) -> Payload {
        payload(
            ctx,
            cost_reports::accept(app(ctx)?, actor(ctx)?, step(&input)?).await,
        )
        .await
    }
}
