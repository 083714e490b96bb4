use async_graphql::{ID, InputObject};

use super::verification::CostLineReason;
use crate::scalar::Money;

/// A claim to be put together.
#[derive(Debug, InputObject)]
pub(crate) struct DraftClaimInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The period: the one after the period of the claim before.
    pub(crate) period_id: ID,
    /// Whether it shall be the last claim of the project, which uses up the rest of the advance and after which
    /// none follows; no unless told. Only after the use period, with every cost report accepted.
    pub(crate) last: Option<bool>,
    /// Chosen by you, new for each claim that you want to draft.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a claim that needs nothing but the claim itself.
#[derive(Debug, InputObject)]
pub(crate) struct ClaimStepInput {
    /// The claim.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A claim to be handed to the authority.
#[derive(Debug, InputObject)]
pub(crate) struct SubmitClaimInput {
    /// The claim.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each submission.
    pub(crate) idempotency_key: String,
    /// The answer, when the authority asked questions.
    pub(crate) answer: Option<String>,
}

/// Questions about a claim.
#[derive(Debug, InputObject)]
pub(crate) struct RequestClaimSupplementInput {
    /// The claim.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each request.
    pub(crate) idempotency_key: String,
    /// What the lead municipality is to answer.
    pub(crate) questions: String,
}

/// A claim to be refused as a whole.
#[derive(Debug, InputObject)]
pub(crate) struct RejectClaimInput {
    /// The claim.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each rejection.
    pub(crate) idempotency_key: String,
    /// Why.
    pub(crate) reason: String,
}

/// Cost lines to be accepted in full.
#[derive(Debug, InputObject)]
pub(crate) struct AcceptCostLinesInput {
    /// The claim.
    pub(crate) claim_id: ID,
    /// The version of the claim that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each acceptance.
    pub(crate) idempotency_key: String,
    /// The lines, at most 1 000; or leave it out and set `allPending`.
    pub(crate) line_ids: Option<Vec<ID>>,
    /// All lines that nobody has verified.
    pub(crate) all_pending: Option<bool>,
}

/// A cost line to be accepted in part.
#[derive(Debug, InputObject)]
pub(crate) struct PartlyAcceptCostLineInput {
    /// The line.
    pub(crate) id: ID,
    /// The version of the line that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each decision.
    pub(crate) idempotency_key: String,
    /// How much is accepted: of the line's sign and nearer to 0.00.
    pub(crate) amount: Money,
    /// Why not all, for statistics.
    pub(crate) reason_code: CostLineReason,
    /// Why not all, in words for the partner.
    pub(crate) reason: String,
}

/// A cost line of which nothing is accepted.
#[derive(Debug, InputObject)]
pub(crate) struct DisallowCostLineInput {
    /// The line.
    pub(crate) id: ID,
    /// The version of the line that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each decision.
    pub(crate) idempotency_key: String,
    /// Why, for statistics.
    pub(crate) reason_code: CostLineReason,
    /// Why, in words for the partner.
    pub(crate) reason: String,
}

/// A decision about a cost line to be taken back.
#[derive(Debug, InputObject)]
pub(crate) struct ReopenCostLineInput {
    /// The line.
    pub(crate) id: ID,
    /// The version of the line that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(crate) idempotency_key: String,
}
