//! Deadlines that moved, and duties that were given up.

use super::{ObligationKind, Project};
use chrono::NaiveDate;

/// The authority gave more time for something that is owed (*lisäaika*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObligationExtended {
    /// What is owed.
    pub obligation: ObligationKind,
    /// The project.
    pub project: Project,
    /// Who owes it, by its name in the recipient's language.
    pub municipality: String,
    /// The period it covers, where it covers one.
    pub period: Option<String>,
    /// The last day from now on, in Finland.
    pub due: NaiveDate,
    /// Why, in the authority's words.
    pub reason: String,
    /// The page of the obligation.
    pub url: String,
}

/// The authority gave up something that was owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObligationWaived {
    /// What was owed.
    pub obligation: ObligationKind,
    /// The project.
    pub project: Project,
    /// Who owed it, by its name in the recipient's language.
    pub municipality: String,
    /// The period it covers, where it covers one.
    pub period: Option<String>,
    /// Why, in the authority's words.
    pub reason: String,
    /// The page of the obligation.
    pub url: String,
}
