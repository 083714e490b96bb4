use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// A question about a claim.
#[derive(Debug, InputObject)]
pub(crate) struct SupplementQuestionInput {
    /// What the lead municipality is to answer; at most 4 000 characters.
    pub(crate) text: String,
    /// The cost line of the claim that it is about, where it is about one.
    pub(crate) cost_line_id: Option<ID>,
    /// The code of the cost category that it is about, where it is about one.
    pub(crate) category: Option<String>,
}

/// Questions to the lead municipality about a claim that is being checked.
#[derive(Debug, InputObject)]
pub(crate) struct OpenSupplementRequestInput {
    /// The claim.
    pub(crate) claim_id: ID,
    /// The version of the claim that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each request.
    pub(crate) idempotency_key: String,
    /// At least one question, at most 50.
    pub(crate) questions: Vec<SupplementQuestionInput>,
    /// The last day to answer, in Finland; it moves to the next working day when it is none.
    pub(crate) respond_by: NaiveDate,
    /// The answered request about the same claim that this one asks further about; it is dealt with then.
    pub(crate) follows_id: Option<ID>,
}

/// The answer to one question.
#[derive(Debug, InputObject)]
pub(crate) struct SupplementAnswerInput {
    /// The answer; at most 20 000 characters.
    pub(crate) text: String,
    /// Files that belong to it, uploaded for the lead municipality; at most 20.
    pub(crate) file_ids: Option<Vec<ID>>,
}

/// The answers to a supplement request.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerSupplementRequestInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each answer.
    pub(crate) idempotency_key: String,
    /// One answer for each question, in their order.
    pub(crate) answers: Vec<SupplementAnswerInput>,
}

/// A step in the life of a supplement request that needs nothing but the request itself.
#[derive(Debug, InputObject)]
pub(crate) struct SupplementRequestStepInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A supplement request to be taken back.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawSupplementRequestInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each withdrawal.
    pub(crate) idempotency_key: String,
    /// Why; it stays on record.
    pub(crate) reason: String,
}
