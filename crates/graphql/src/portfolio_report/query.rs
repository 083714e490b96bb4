use async_graphql::{Context, ID, Object};
use talkoot_app::portfolio_reports;

use super::PortfolioReportObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct PortfolioReportQuery;

#[Object]
impl PortfolioReportQuery {
    /// The portfolio report with this id; nothing when it does not exist for you.
    async fn portfolio_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<PortfolioReportObject>> {
        let id = node::key(Kind::PortfolioReport, &id)?;
        let report = portfolio_reports::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(report.map(PortfolioReportObject))
    }
}
