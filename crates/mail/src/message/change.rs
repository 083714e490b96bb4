//! Changes of a running grant.

use super::Project;
use chrono::NaiveDate;
pub use talkoot_domain::amendment::PartKind;
use talkoot_domain::{change_part::Outcome, money::Money};

/// A change request (*muutoshakemus*) has arrived: a receipt to the lead, a task for the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRequestReceived {
    /// The project.
    pub project: Project,
    /// The request's number within the project, from 1.
    pub number: u32,
    /// The municipality that asks.
    pub lead_municipality: String,
    /// What is asked, part by part.
    pub parts: Vec<PartKind>,
    /// Whether it came after the last day for requests.
    pub late: bool,
    /// The day it arrived, in Finland.
    pub received: NaiveDate,
    /// Whether the reader is to handle it.
    pub to_authority: bool,
    /// The page of the request.
    pub url: String,
}

/// A part of a change request has been decided (*muutospäätös*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDecided {
    /// The project.
    pub project: Project,
    /// The request's number within the project, from 1.
    pub number: u32,
    /// What was asked.
    pub kind: PartKind,
    /// What was decided.
    pub outcome: Outcome,
    /// The reasons, in the authority's words.
    pub reasons: Vec<String>,
    /// The day from which it holds; absent for a rejection.
    pub effective_on: Option<NaiveDate>,
    /// The page of the request.
    pub url: String,
}

/// What is to be confirmed before it comes into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// Another municipality takes the lead.
    LeadChange {
        /// The lead until then.
        old_lead: String,
        /// The lead from then on.
        new_lead: String,
        /// The last day on which the old lead leads.
        cut_off: NaiveDate,
        /// What the old lead pays to the new one; negative when the new one owes it.
        hand_over: Money,
    },
    /// The reader takes a duty over, with what is handed over.
    HandOver {
        /// In which municipality.
        municipality: String,
        /// What is handed over, item by item.
        items: Vec<String>,
    },
    /// A municipality joins.
    Joining {
        /// Which.
        municipality: String,
        /// The first day on which it takes part.
        first_day: NaiveDate,
    },
}

/// Somebody is asked to confirm a decided change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeConfirmationRequested {
    /// The project.
    pub project: Project,
    /// What is to be confirmed.
    pub what: Confirmed,
    /// The page of the change.
    pub url: String,
}

/// The lead municipality has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadChanged {
    /// The project.
    pub project: Project,
    /// Who led until then, by its name in the recipient's language.
    pub old_lead: String,
    /// Who leads now.
    pub new_lead: String,
    /// The last day of the one before, in Finland.
    pub cut_off: NaiveDate,
    /// The page of the change.
    pub url: String,
}

/// A partner has left the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerLeft {
    /// The project.
    pub project: Project,
    /// Which municipality.
    pub municipality: String,
    /// The last day on which it took part.
    pub last_day: NaiveDate,
    /// The reference of its own decision.
    pub certificate: String,
    /// What of the grant it keeps.
    pub entitled: Money,
    /// What it pays back to the lead municipality.
    pub returns: Money,
    /// The page of the change.
    pub url: String,
}
