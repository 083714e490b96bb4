//! Corrections and recoveries.

use super::Project;
use chrono::NaiveDate;
use talkoot_domain::money::Money;

/// Somebody found something in costs that had been approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionProposed {
    /// The project.
    pub project: Project,
    /// The number of the correction within the project, from 1.
    pub number: u32,
    /// The municipality whose costs these are.
    pub municipality: String,
    /// By how much the accepted costs would change; negative when less would be accepted.
    pub change: Money,
    /// What was found, in the words of whoever found it.
    pub reason: String,
    /// The page of the correction.
    pub url: String,
}

/// Money may be recovered: the lead municipality is heard first (*kuuleminen*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryNotice {
    /// The project.
    pub project: Project,
    /// What may be recovered, without interest.
    pub principal: Money,
    /// Why, in the officer's words.
    pub reason: String,
    /// The last day to answer.
    pub respond_by: NaiveDate,
    /// The page of the recovery.
    pub url: String,
}

/// A recovery was decided (*takaisinperintäpäätös*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryDecided {
    /// The project.
    pub project: Project,
    /// What is recovered, without interest.
    pub principal: Money,
    /// Interest until the due date.
    pub interest: Money,
    /// Both together.
    pub total: Money,
    /// The last day to pay.
    pub due: NaiveDate,
    /// Why, in the words of the decision.
    pub reason: String,
    /// The page of the recovery.
    pub url: String,
}

/// A recovery was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryLate {
    /// The project.
    pub project: Project,
    /// What is unpaid, without late interest.
    pub open: Money,
    /// The day that has passed.
    pub due: NaiveDate,
    /// The page of the recovery.
    pub url: String,
}
