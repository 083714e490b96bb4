use async_graphql::{ID, InputObject};

use crate::{claim::CostLineReason, scalar::Money};

/// What is to remain accepted of a cost line.
#[derive(Debug, InputObject)]
pub(crate) struct CorrectedLineInput {
    /// The cost line; it is in an approved claim.
    pub(crate) cost_line_id: ID,
    /// What is to remain accepted of it: from 0.00 to what it claims, and not what is accepted now.
    pub(crate) remains: Money,
}

/// A finding on costs that were approved.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeCorrectionInput {
    /// The lines, all of one municipality, at most 1 000; or leave it out and set `reversesId`.
    pub(crate) lines: Option<Vec<CorrectedLineInput>>,
    /// The correction that is undone to the cent.
    pub(crate) reverses_id: Option<ID>,
    /// What was found, for statistics.
    pub(crate) reason_code: CostLineReason,
    /// What was found, in words that the municipality can understand and contest.
    pub(crate) reason: String,
    /// Chosen by you, new for each finding.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a correction that needs nothing but the correction itself.
#[derive(Debug, InputObject)]
pub(crate) struct CorrectionStepInput {
    /// The correction.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A correction that is not approved.
#[derive(Debug, InputObject)]
pub(crate) struct RejectCorrectionInput {
    /// The correction.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each rejection.
    pub(crate) idempotency_key: String,
    /// Why.
    pub(crate) reason: String,
}
