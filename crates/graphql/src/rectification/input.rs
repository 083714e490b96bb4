use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::rectification::Outcome;

/// A claim for correction to be made.
#[derive(Debug, InputObject)]
pub(crate) struct FileRectificationInput {
    /// The decision that is to be corrected.
    pub(super) decision_id: ID,
    /// The version of the decision that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each claim.
    pub(super) idempotency_key: String,
    /// How the decision shall be changed; at most 20 000 characters.
    pub(super) change: String,
    /// On which grounds; at most 20 000 characters.
    pub(super) grounds: String,
    /// The day on which the decision was received, when it came later than on the third day after it was sent; the
    /// authority judges whether that is shown.
    pub(super) received_on: Option<NaiveDate>,
}

/// An answer to a claim for correction, to be drafted.
#[derive(Debug, InputObject)]
pub(crate) struct DraftRectificationInput {
    /// The claim.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each draft.
    pub(super) idempotency_key: String,
    /// What the answer is.
    pub(super) outcome: RectificationOutcome,
    /// Why, for the lead municipality; at most 20 000 characters.
    pub(super) reasoning: String,
}

/// A step in the life of a claim that needs nothing but the claim itself.
#[derive(Debug, InputObject)]
pub(crate) struct RectificationStepInput {
    /// The claim.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// A claim to be taken back.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawRectificationInput {
    /// The claim.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each withdrawal.
    pub(super) idempotency_key: String,
    /// Why; it stays on record.
    pub(super) reason: String,
}

/// What the answer to a claim for correction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Outcome")]
pub(crate) enum RectificationOutcome {
    /// The decision stays as it is (*hylätään*).
    Unchanged,
    /// The decision is set aside; the application is decided anew (*hyväksytään*).
    Changed,
    /// Made too late, so that it is not examined (*jätetään tutkimatta*).
    DismissedAsLate,
}
