use async_graphql::{ID, InputObject};

use crate::scalar::Money;

/// What a municipality will still spend in a sub-area.
#[derive(Debug, InputObject)]
pub(crate) struct SetCostForecastInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The municipality.
    pub(crate) partner_id: ID,
    /// The sub-area.
    pub(crate) sub_area_id: ID,
    /// The number of the forecast in force that you have read; 0 when there was none.
    pub(crate) expected_version: i64,
    /// What will still be spent beside what is reported now, 0.00 or more. Left out it takes the forecast back: the
    /// budget is the forecast again.
    pub(crate) remaining: Option<Money>,
    /// On what it rests.
    pub(crate) note: String,
    /// Chosen by you, new for each forecast.
    pub(crate) idempotency_key: String,
}
