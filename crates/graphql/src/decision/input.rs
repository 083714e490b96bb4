use async_graphql::{ID, InputObject};

use crate::scalar::{Money, Percent};

/// A new decision about an evaluated application.
#[derive(Debug, InputObject)]
pub(crate) struct DraftDecisionInput {
    /// The application.
    pub(super) application_id: ID,
    /// The version of the application that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each decision that you want to draft.
    pub(super) idempotency_key: String,
    /// Whether a grant is awarded.
    pub(super) awarded: bool,
    /// At most so much is paid; required when a grant is awarded, left out otherwise.
    pub(super) award: Option<Money>,
    /// The share of the accepted costs that is paid, in per cent; the call's rate unless told.
    pub(super) rate: Option<Percent>,
    /// Why it is decided so.
    pub(super) reasoning: String,
}

/// New content for a drafted decision.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateDecisionInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// Whether a grant is awarded.
    pub(super) awarded: bool,
    /// At most so much is paid; required when a grant is awarded, left out otherwise.
    pub(super) award: Option<Money>,
    /// The share of the accepted costs that is paid, in per cent; the call's rate unless told.
    pub(super) rate: Option<Percent>,
    /// Why it is decided so.
    pub(super) reasoning: String,
}

/// A step in the life of a decision that needs nothing but the decision itself.
#[derive(Debug, InputObject)]
pub(crate) struct DecisionStepInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// The refusal of a grant.
#[derive(Debug, InputObject)]
pub(crate) struct RefuseDecisionInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each refusal.
    pub(super) idempotency_key: String,
    /// Why the grant is refused.
    pub(super) reason: String,
}
