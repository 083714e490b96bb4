use async_graphql::{Context, ID, Object};
use talkoot_app::cost_reports;

use super::{CostReportObject, line::CostLineObject};
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
