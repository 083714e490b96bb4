use async_graphql::{ID, InputObject};
use talkoot_domain::review::GivenScore;

/// A reviewer for an application.
#[derive(Debug, InputObject)]
pub(crate) struct AssignReviewerInput {
    /// The application.
    pub(super) application_id: ID,
    /// The version of the application that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each assignment.
    pub(super) idempotency_key: String,
    /// Who reviews it: somebody with the role of reviewer or officer in the authority.
    pub(super) person_id: ID,
}

/// The points for one criterion.
#[derive(Debug, InputObject)]
pub(crate) struct ReviewScoreInput {
    /// The code of the criterion.
    criterion: String,
    /// The points, from 0 to the criterion's scale.
    points: u16,
    /// Why so many; may be left out until the review is submitted.
    reason: Option<String>,
}

pub(super) fn scores(given: Vec<ReviewScoreInput>) -> Vec<GivenScore> {
    let scores = given.into_iter().map(|score| GivenScore {
        criterion: score.criterion,
        points: score.points,
        reason: score.reason.unwrap_or_default().trim().to_owned(),
    });
    scores.collect()
}

/// The scores of a review that are written so far.
#[derive(Debug, InputObject)]
pub(crate) struct SaveReviewScoresInput {
    /// The review.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
    /// All of them; they replace those that were there.
    pub(super) scores: Vec<ReviewScoreInput>,
}

/// A step in the life of a review that needs nothing but the review itself.
#[derive(Debug, InputObject)]
pub(crate) struct ReviewStepInput {
    /// The review.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// A step in the life of a review that needs a reason.
#[derive(Debug, InputObject)]
pub(crate) struct ReviewReasonInput {
    /// The review.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
    /// Why; it is recorded.
    pub(super) reason: String,
}
