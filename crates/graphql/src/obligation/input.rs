use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// Which obligations a list shows; what is left out does not narrow it.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ObligationFilter {
    /// Only in these states: `scheduled`, `open`, `overdue`, `submitted`, `accepted`, `waived`.
    pub(crate) states: Option<Vec<String>>,
    /// Only of these kinds: `portfolio_report`, `cost_report`, `interim_report`, `final_report`,
    /// `follow_up`.
    pub(crate) kinds: Option<Vec<String>>,
}

/// A later deadline for an obligation.
#[derive(Debug, InputObject)]
pub(crate) struct ExtendObligationInput {
    /// The obligation.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each extension that you want to grant.
    pub(crate) idempotency_key: String,
    /// The new date; it moves to the next working day when it is none.
    pub(crate) new_date: NaiveDate,
    /// Why; it stays on record.
    pub(crate) reason: String,
}

/// An obligation that need not be met.
#[derive(Debug, InputObject)]
pub(crate) struct WaiveObligationInput {
    /// The obligation.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each waiver that you want to grant.
    pub(crate) idempotency_key: String,
    /// Why; it stays on record.
    pub(crate) reason: String,
}
