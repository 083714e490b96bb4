use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::change_part::Outcome;

use super::input::ChangeContentInput;

/// What the authority makes of a part of a change request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ChangeOutcome {
    /// As asked.
    Accept,
    /// In another form than asked.
    AcceptWithChanges,
    /// Not.
    Reject,
}

impl From<ChangeOutcome> for Outcome {
    fn from(outcome: ChangeOutcome) -> Self {
        match outcome {
            ChangeOutcome::Accept => Self::Accept,
            ChangeOutcome::AcceptWithChanges => Self::AcceptWithChanges,
            ChangeOutcome::Reject => Self::Reject,
        }
    }
}

impl From<Outcome> for ChangeOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Accept => Self::Accept,
            Outcome::AcceptWithChanges => Self::AcceptWithChanges,
            Outcome::Reject => Self::Reject,
        }
    }
}

/// What an officer proposes about a part.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeChangePartInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Accept, accept with changes or reject.
    pub(crate) outcome: ChangeOutcome,
    /// What shall hold instead of what was asked; exactly for an acceptance with changes.
    pub(crate) content: Option<ChangeContentInput>,
    /// The day from which it holds; exactly for what is accepted.
    pub(crate) effective_on: Option<NaiveDate>,
    /// Why, in words for the lead municipality.
    pub(crate) reasoning: String,
    /// Chosen by you, new for each proposal.
    pub(crate) idempotency_key: String,
}

/// A change of direction that one officer accepts.
#[derive(Debug, InputObject)]
pub(crate) struct AcceptChangeOfDirectionInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The day from which it holds; not before the day that was asked.
    pub(crate) effective_on: NaiveDate,
    /// Why, in words for the lead municipality.
    pub(crate) reasoning: String,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A proposal to be sent back to the officer.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnChangePartInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// What the officer is to change.
    pub(crate) reason: String,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// An accepted part that cannot come into force.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeChangePartCancellationInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why it cannot come into force, for the lead municipality.
    pub(crate) reason: String,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// An item of what is handed over.
#[derive(Debug, InputObject)]
pub(crate) struct TakeOverItemInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The place of the item in the list, from 1.
    pub(crate) number: i32,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a part that needs nothing but the part itself.
#[derive(Debug, InputObject)]
pub(crate) struct ChangePartStepInput {
    /// The part.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}
