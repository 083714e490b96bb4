//! Claims for correction of decisions.

use super::Project;
use chrono::NaiveDate;
pub use talkoot_domain::rectification::Outcome as RectificationOutcome;

/// A claim for correction (*oikaisuvaatimus*) has arrived: a task for the officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationReceived {
    /// The project, with the number of the decision.
    pub project: Project,
    /// The municipality that claims.
    pub lead_municipality: String,
    /// The day it arrived, in Finland.
    pub received: NaiveDate,
    /// The last day to claim.
    pub claim_until: NaiveDate,
    /// Whether it came after that day.
    pub late: bool,
    /// The page of the claim.
    pub url: String,
}

/// A claim for correction has been answered: to the lead municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationDecided {
    /// The project, with the number of the decision.
    pub project: Project,
    /// What the answer is.
    pub outcome: RectificationOutcome,
    /// The reasons, in the authority's words.
    pub reasons: Vec<String>,
    /// The day of the answer, in Finland.
    pub decided: NaiveDate,
    /// The page of the claim.
    pub url: String,
}
