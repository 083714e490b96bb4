use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// A milestone to be planned.
#[derive(Debug, InputObject)]
pub(crate) struct AddMilestoneInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The sub-area; the whole project unless told.
    pub(crate) sub_area_id: Option<ID>,
    /// What is reached by it.
    pub(crate) name: String,
    /// The day on which it is to be reached; it is never changed afterwards.
    pub(crate) baseline: NaiveDate,
    /// Chosen by you, new for each milestone.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a milestone that needs nothing but the milestone itself.
#[derive(Debug, InputObject)]
pub(crate) struct MilestoneStepInput {
    /// The milestone.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(crate) idempotency_key: String,
}

/// A milestone that is foreseen on another day.
#[derive(Debug, InputObject)]
pub(crate) struct MoveMilestoneInput {
    /// The milestone.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The day; after the baseline the milestone is delayed.
    pub(crate) forecast: NaiveDate,
    /// Why; it stays readable.
    pub(crate) reason: String,
    /// Chosen by you, new for each change.
    pub(crate) idempotency_key: String,
}

/// A milestone that is reached.
#[derive(Debug, InputObject)]
pub(crate) struct CompleteMilestoneInput {
    /// The milestone.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The day on which it was reached, today or before.
    pub(crate) reached_on: NaiveDate,
    /// Chosen by you, new for each completion.
    pub(crate) idempotency_key: String,
}

/// A milestone that is given up.
#[derive(Debug, InputObject)]
pub(crate) struct DropMilestoneInput {
    /// The milestone.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why; it stays readable.
    pub(crate) reason: String,
    /// Chosen by you, new for each time.
    pub(crate) idempotency_key: String,
}
