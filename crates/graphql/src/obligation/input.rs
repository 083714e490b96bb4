use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// Which obligations a list shows; what is left out does not narrow it.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ObligationFilter {
    /// Only in these states: `scheduled`, `open`, `overdue`, `submitted`, `accepted`, `waived`.
    pub(crate) states: Option<Vec<String>>,
    /// Only of these kinds: `portfolio_report`, `cost_report`, `interim_report`, `final_report`,
    /// `follow_up`, `supplement_request`, `recovery_hearing`, `recovery_payment`.
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

/// A statement handed in for an obligation without a form of its own: an interim, final or follow-up
/// report.
#[derive(Debug, InputObject)]
pub(crate) struct SubmitObligationInput {
    /// The obligation.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each time that you hand it in.
    pub(crate) idempotency_key: String,
    /// What was done and what came of it; at most 20 000 characters.
    pub(crate) statement: String,
    /// Files that belong to it, uploaded for the municipality that owes it; at most 20.
    pub(crate) file_ids: Option<Vec<ID>>,
}

/// A step in the life of an obligation that needs nothing but the obligation itself.
#[derive(Debug, InputObject)]
pub(crate) struct ObligationStepInput {
    /// The obligation.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// What was handed in, to be given back.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnObligationInput {
    /// The obligation.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each time that you give it back.
    pub(crate) idempotency_key: String,
    /// What the project must answer.
    pub(crate) questions: Vec<String>,
}
