use async_graphql::{Context, Object};
use talkoot_app::{
    Request,
    cost_positions::{self, SetCostForecast},
};

use super::{CostForecastObject, input::SetCostForecastInput};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a forecast of costs.
    CostForecastPayload { cost_forecast: CostForecastObject }
);

#[derive(Debug, Default)]
pub(crate) struct CostForecastMutation;

#[Object]
impl CostForecastMutation {
    /// Says what a municipality will still spend in a sub-area. What is reported already comes from the cost reports; the
    /// forecast is kept as the cost at completion, and earlier ones stay on record.
    async fn set_cost_forecast(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SetCostForecastInput,
    ) -> async_graphql::Result<CostForecastPayload> {
        let body = SetCostForecast {
            project: node::key(Kind::Project, &input.project_id)?,
            partner: node::key(Kind::Organisation, &input.partner_id)?,
            sub_area: node::key(Kind::SubArea, &input.sub_area_id)?,
            expected_version: input.expected_version,
            remaining: input.remaining.map(|amount| amount.0),
            note: input.note,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let id = match refusals(cost_positions::set_forecast(app(ctx)?, actor(ctx)?, request).await)? {
            Ok(id) => id,
            Err(refusals) => return Ok(CostForecastPayload::refused(refusals)),
        };
        let found = cost_positions::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        let found = found.ok_or_else(|| not_found("cost forecast"))?;
        Ok(CostForecastPayload::done(CostForecastObject(found)))
    }
}
