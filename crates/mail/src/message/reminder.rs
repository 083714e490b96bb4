//! A report or clearance is due, or late.

use super::Project;
use chrono::NaiveDate;

pub use talkoot_domain::{ladder::Audience, schedule::ObligationKind};

/// A report or clearance is due, or late (*muistutus*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// What is owed.
    pub obligation: ObligationKind,
    /// The project.
    pub project: Project,
    /// The municipality that owes it, by its name in the recipient's language.
    pub municipality: String,
    /// The period it covers, as text, when it covers one: `1.1.–30.6.2027`.
    pub period: Option<String>,
    /// The last day, in Finland.
    pub due: NaiveDate,
    /// Days from the due date to the day of sending: negative before, 0 on the day, positive late.
    pub days_past_due: i64,
    /// Why this recipient gets it.
    pub audience: Audience,
    /// Whether nobody is named to be the municipality's owner or the officer, so that this recipient
    /// stands in.
    pub vacant: bool,
    /// Whether this recipient is the deputy of the municipality's owner, who is missing.
    pub deputy: bool,
    /// Whether payments may be suspended (*valtionavustuslaki* 688/2001, 19 §); set from day +14. The
    /// officer is asked to consider it, everybody else is told.
    pub payment_hold_possible: bool,
    /// The page of the obligation.
    pub url: String,
}

/// Several reminders to one person at once: each with all that it says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderDigest {
    /// The projects they are about, in one name.
    pub project: Project,
    /// The reminders, the most urgent first.
    pub reminders: Vec<Reminder>,
    /// The page of the most urgent.
    pub url: String,
}

impl ReminderDigest {
    /// The reminders put together, the one that is due first at the top; nothing when there is none.
    #[must_use]
    pub fn of(mut reminders: Vec<Reminder>) -> Option<Self> {
        reminders.sort_by_key(|one| one.due);
        let url = reminders.first()?.url.clone();
        let project = Project::together(&reminders.iter().map(|one| &one.project));
        Some(Self {
            project,
            reminders,
            url,
        })
    }
}
