use async_graphql::{ID, InputObject};

use crate::call::CallContent;

/// A correction of a published call.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeCallCorrectionInput {
    /// The call.
    pub(crate) call_id: ID,
    /// The version of the call that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each correction.
    pub(crate) idempotency_key: String,
    /// All that the call shall say; what is left out has its default, not what the call says now.
    pub(crate) content: CallContent,
    /// Why; applicants read it.
    pub(crate) reason: String,
}

/// A step in the life of a correction.
#[derive(Debug, InputObject)]
pub(crate) struct CallCorrectionStepInput {
    /// The correction.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}
