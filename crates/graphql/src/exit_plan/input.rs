use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

use crate::application::FieldAnswerInput;

/// An exit plan to be begun.
#[derive(Debug, InputObject)]
pub(crate) struct StartExitPlanInput {
    /// The project.
    pub(crate) project_id: ID,
    /// Chosen by you, new for each plan.
    pub(crate) idempotency_key: String,
}

/// Answers to questions of an exit plan.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerExitPlanInput {
    /// The plan.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each set of answers.
    pub(crate) idempotency_key: String,
    /// The answers, at least one; other questions stay as they are.
    pub(crate) answers: Vec<FieldAnswerInput>,
}

/// The steering group's approval of an exit plan.
#[derive(Debug, InputObject)]
pub(crate) struct ApproveExitPlanBySteeringInput {
    /// The plan.
    pub(crate) id: ID,
    /// The version that the steering group has seen.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each approval that you want to record.
    pub(crate) idempotency_key: String,
    /// Who was present, by name.
    pub(crate) members: Vec<String>,
    /// The day of the meeting.
    pub(crate) held_on: NaiveDate,
    /// Whether nobody was against it.
    pub(crate) unanimous: bool,
    /// The meeting on record in which it was: one of the project that was held on that day.
    pub(crate) meeting_id: Option<ID>,
}

/// What was seen since an exit plan was approved.
#[derive(Debug, InputObject)]
pub(crate) struct NoteExitPlanInput {
    /// The plan.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each note.
    pub(crate) idempotency_key: String,
    /// What was seen; it stays as it is written.
    pub(crate) note: String,
    /// The day on which it was seen, since the approval.
    pub(crate) seen_on: NaiveDate,
}

/// The end of the follow-up of an exit plan.
#[derive(Debug, InputObject)]
pub(crate) struct CloseExitPlanInput {
    /// The plan.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each plan that you want to close.
    pub(crate) idempotency_key: String,
    /// What became of the results.
    pub(crate) outcome: String,
}

/// A step in the life of an exit plan that needs nothing but the plan itself.
#[derive(Debug, InputObject)]
pub(crate) struct ExitPlanStepInput {
    /// The plan.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(crate) idempotency_key: String,
}
