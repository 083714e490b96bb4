//! Whose scores a person reads.

use super::{Review, State};
use crate::ids::PersonId;

/// Who wants to read the scores of an application.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The person.
    pub person: PersonId,
    /// Whether the person holds or held a role in a municipality of the application.
    pub of_an_applicant: bool,
    /// Whether the call is reviewed blind.
    pub blind: bool,
}

/// Why the scores of a review are not shown to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Hidden {
    /// The reader has a conflict of interest about the application.
    Conflict,
    /// Scores of others are read when they are submitted, and count.
    NotSubmitted,
    /// The call is reviewed blind and not everybody has submitted.
    Blind,
}

impl Reader {
    /// Whether the person has a conflict of interest about the application whose reviews these all are.
    #[must_use]
    pub fn has_conflict(&self, reviews: &[Review]) -> bool {
        self.of_an_applicant
            || reviews
                .iter()
                .any(|one| one.reviewer == self.person && matches!(one.state, State::Conflicted { .. }))
    }

    /// Why the scores of one of an application's reviews are hidden; nothing when they may be read. One's own are
    /// never hidden.
    #[must_use]
    pub fn hidden(&self, review: &Review, all: &[Review]) -> Option<Hidden> {
        if review.reviewer == self.person {
            return None;
        }
        if self.has_conflict(all) {
            return Some(Hidden::Conflict);
        }
        if !matches!(review.state, State::Submitted { .. }) {
            return Some(Hidden::NotSubmitted);
        }
        (self.blind && is_awaited(all)).then_some(Hidden::Blind)
    }
}

/// Whether somebody has still to submit.
fn is_awaited(all: &[Review]) -> bool {
    all.iter().any(|one| matches!(one.state, State::Assigned))
}
