//! A review (*arviointi*) of an application by one reviewer: assigned by an officer, scored by criteria with a
//! reason for each score, submitted and not changed any more.
//!
//! Whoever has a conflict of interest (*esteellisyys*, administrative procedure act 434/2003, 27-28 §) neither scores
//! nor reads what others scored. One conflict is found without anybody declaring it: a role, now or before, in a
//! municipality that takes part.

mod command;
mod event;
mod refusal;
mod sight;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use sight::{Hidden, Reader};
pub use state::{State, StateName};
pub use transition::{Facts, ReviewMachine};

use crate::{
    ids::{ApplicationId, CallId, OrganisationId, PersonId, ReviewId},
    policy::Standings,
    review_rules::ReviewRules,
    workflow::Stamp,
};

/// How long a reason may be, in characters.
const LONGEST_REASON: usize = 10_000;

/// The points that a reviewer gives for one criterion, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenScore {
    /// The code of the criterion.
    pub criterion: String,
    /// The points, from 0 to the criterion's scale.
    pub points: u16,
    /// Why so many; may be empty until the review is submitted.
    pub reason: String,
}

/// One reviewer's part in an application, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its identifier.
    pub id: ReviewId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// What is reviewed.
    pub application: ApplicationId,
    /// The call whose criteria hold.
    pub call: CallId,
    /// The authority for which it is done.
    pub authority: OrganisationId,
    /// Who reviews.
    pub reviewer: PersonId,
    /// Who assigned the reviewer, and when.
    pub assigned: Stamp,
    /// What is scored so far, by the code of the criterion.
    pub scores: Vec<GivenScore>,
    /// Where it stands.
    pub state: State,
}

impl Review {
    /// To whom it belongs.
    #[must_use]
    pub fn standings(&self) -> Standings {
        Standings {
            authority: Some(self.authority),
            ..Standings::default()
        }
    }

    /// The points in the order of the criteria, once it is submitted and complete: what counts for the ranking.
    #[must_use]
    pub fn counted(&self, rules: &ReviewRules) -> Option<Vec<u16>> {
        if !matches!(self.state, State::Submitted { .. }) {
            return None;
        }
        let points = |code: &str| {
            let mut scores = self.scores.iter();
            scores.find(|one| one.criterion == code).map(|one| one.points)
        };
        rules.criteria.iter().map(|one| points(&one.code)).collect()
    }
}

/// Whether scores can be saved: each for a criterion of the call, once, within its scale.
///
/// # Errors
/// The first fault, with its place.
pub fn check_scores(scores: &[GivenScore], rules: &ReviewRules) -> Result<(), Why> {
    for (place, score) in scores.iter().enumerate() {
        let Some(criterion) = rules.criterion(&score.criterion) else {
            let code = score.criterion.clone();
            return Err(Why::UnknownCriterion { place, code });
        };
        let mut before = scores.iter().take(place);
        if before.any(|earlier| earlier.criterion == score.criterion) {
            let code = score.criterion.clone();
            return Err(Why::ScoredTwice { place, code });
        }
        if score.points > criterion.scale {
            return Err(Why::OffTheScale {
                place,
                points: score.points,
                scale: criterion.scale,
            });
        }
        if score.reason.chars().count() > LONGEST_REASON {
            return Err(Why::ReasonTooLong {
                place,
                most: LONGEST_REASON,
            });
        }
    }
    Ok(())
}

/// The criteria without points or without a reason.
fn lacking(scores: &[GivenScore], rules: &ReviewRules) -> Vec<String> {
    let is_done = |code: &str| {
        let mut scores = scores.iter();
        scores.any(|one| one.criterion == code && !one.reason.trim().is_empty())
    };
    let criteria = rules.criteria.iter().filter(|one| !is_done(&one.code));
    criteria.map(|one| one.code.clone()).collect()
}
