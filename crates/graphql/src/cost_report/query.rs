use async_graphql::{Context, ID, Object};
use talkoot_app::cost_reports;

use super::{
    CostReportObject,
    input::PreviewLedgerInput,
    line::CostLineObject,
    preview::{PreviewObject, preview},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct CostReportQuery;

#[Object]
impl CostReportQuery {
    /// The cost report with this id; nothing when it does not exist for you.
    async fn cost_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<CostReportObject>> {
        let id = node::key(Kind::CostReport, &id)?;
        Ok(cost_reports::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(CostReportObject))
    }

    /// What an import of a ledger file would bring, row by row, and for what it would be refused; nothing is
    /// stored. Confirm it with `importLedger`.
    #[graphql(complexity = "2000 + child_complexity")]
    async fn preview_ledger(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file, and how it would be imported.")] input: PreviewLedgerInput,
    ) -> async_graphql::Result<PreviewObject> {
        Box::pin(preview(ctx, input)).await
    }

    /// The cost line with this id; nothing when it does not exist for you.
    async fn cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<CostLineObject>> {
        let id = node::key(Kind::CostLine, &id)?;
        Ok(cost_reports::find_line(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(CostLineObject))
    }
}
