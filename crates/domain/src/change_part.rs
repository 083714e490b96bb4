//! A part of a change request: proposed by an officer, decided by a second person, confirmed by whom it
//! binds, in force from a day.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

use chrono::NaiveDate;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{Made, State, StateName};
pub use transition::{ChangePartMachine, Confirmations, Facts, HandingOver, Hindrance};

use crate::{
    amendment::{Content, PartKind},
    ids::{BudgetVersionId, ChangePartId, ChangeRequestId, OrganisationId, ProjectId},
    workflow::Stamp,
};

/// What the authority makes of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// As asked.
    Accept,
    /// In another form than asked.
    AcceptWithChanges,
    /// Not.
    Reject,
}

/// What an officer proposes and a second person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Accept, accept with changes or reject.
    pub outcome: Outcome,
    /// What shall hold instead of what was asked; exactly for an acceptance with changes.
    pub content: Option<Content>,
    /// The day from which it holds; exactly for what is accepted.
    pub effective_on: Option<NaiveDate>,
    /// Why, in words for the lead (*perustelut*).
    pub reasoning: String,
}

/// Who has to confirm a decided part before it comes into force.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// The lead that hands over.
    OldLead,
    /// The lead that takes over.
    NewLead,
    /// The authority.
    Authority,
    /// The municipality that joins.
    Partner,
}

impl Side {
    /// Who confirms a part of this kind.
    #[must_use]
    pub const fn of(kind: PartKind) -> &'static [Self] {
        match kind {
            PartKind::BudgetShift
            | PartKind::Extension
            | PartKind::PartnerLeaving
            | PartKind::ScopeChange
            | PartKind::Timetable
            | PartKind::PersonInCharge
            | PartKind::ReportDeadline
            | PartKind::ChangeOfDirection
            | PartKind::EarlyStop => &[],
            PartKind::PartnerJoining => &[Self::Partner],
            PartKind::LeadChange => &[Self::OldLead, Self::NewLead, Self::Authority],
        }
    }
}

/// A confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// For whom.
    pub side: Side,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Who, and when.
    pub given: Stamp,
}

/// That an item of what is handed over was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// Its place in the list, from 1.
    pub number: i32,
    /// By whom, and when.
    pub taken: Stamp,
}

/// That an accepted part shall not come into force after all, because it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// Why, in words for the lead.
    pub reason: String,
    /// Who proposed it, and when.
    pub proposed: Stamp,
    /// Who cancelled it, and when; not the one who proposed it.
    pub approved: Option<Stamp>,
}

/// A part with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePart {
    /// Its identifier.
    pub id: ChangePartId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The request it belongs to.
    pub request: ChangeRequestId,
    /// The project.
    pub project: ProjectId,
    /// Its place in the request, from 1.
    pub number: i32,
    /// What was asked.
    pub asked: Content,
    /// The version of the budget that the proposal would bring, when it changes the budget.
    pub budget: Option<BudgetVersionId>,
    /// Why a second person sent the last proposal back.
    pub returned: Option<String>,
    /// What keeps it from coming into force, as found the last time.
    pub hindrance: Option<String>,
    /// That it was accepted and is not to come into force, once somebody proposed so.
    pub cancellation: Option<Cancellation>,
    /// Where it stands.
    pub state: State,
}

impl ChangePart {
    /// What holds when it is in force: what was proposed with changes, else what was asked.
    #[must_use]
    pub fn content(&self) -> &Content {
        self.state
            .proposal()
            .and_then(|proposal| proposal.content.as_ref())
            .unwrap_or(&self.asked)
    }

    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
