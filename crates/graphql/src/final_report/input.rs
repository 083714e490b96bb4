use async_graphql::{ID, InputObject};
use talkoot_domain::final_report::SectionQuestion;

use crate::application::FieldAnswerInput;

/// A final report to be begun.
#[derive(Debug, InputObject)]
pub(crate) struct StartFinalReportInput {
    /// The obligation that it settles: a final report, or an interim report.
    pub(super) obligation_id: ID,
    /// Chosen by you, new for each report.
    pub(super) idempotency_key: String,
}

/// Answers of one municipality to questions of a final report.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerFinalReportInput {
    /// The report.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each set of answers.
    pub(super) idempotency_key: String,
    /// Whose answers they are, for what is asked of each municipality; the lead's unless told.
    pub(super) partner_id: Option<ID>,
    /// The answers, at least one; other questions stay as they are.
    pub(super) answers: Vec<FieldAnswerInput>,
}

/// A question about a section of a final report.
#[derive(Debug, InputObject)]
pub(crate) struct FinalReportQuestionInput {
    /// The code of the section.
    section: String,
    /// What the project must answer.
    question: String,
}

impl From<FinalReportQuestionInput> for SectionQuestion {
    fn from(input: FinalReportQuestionInput) -> Self {
        Self {
            section: input.section,
            question: input.question,
        }
    }
}

/// A final report to be given back.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnFinalReportInput {
    /// The report.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each time that you give it back.
    pub(super) idempotency_key: String,
    /// What the project must answer, each about a section.
    pub(super) questions: Vec<FinalReportQuestionInput>,
}

/// A step in the life of a final report that needs nothing but the report itself.
#[derive(Debug, InputObject)]
pub(crate) struct FinalReportStepInput {
    /// The report.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}
