//! A grant call (*haku*): its parameters and its life.

mod categories;
mod command;
mod deviation_limits;
mod eligibility;
mod event;
mod exit_plan_from;
mod refusal;
mod state;
mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod transition;

pub use categories::{CategoryKind, CostCategory, FlatRate, Topic, WageAccounts};
pub use command::{Command, CommandName};
pub use deviation_limits::DeviationLimits;
pub use eligibility::{Eligibility, FaultyEligibility, WrongNumber};
pub use event::Event;
pub use exit_plan_from::ExitPlanFrom;
pub use refusal::Why;
pub use state::{State, StateName};
pub use terms::{FaultyTerms, IndirectCosts, Terms, Vat};
pub use transition::{CallMachine, Facts};

use chrono::NaiveDate;

use crate::ids::{CallId, OrganisationId, PersonId};

/// What a call says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The title as published.
    pub title: String,
    /// The first day on which applications are taken.
    pub opens_on: NaiveDate,
    /// The last day; applications are taken until 24:00 in Helsinki of the next working day.
    pub closes_on: NaiveDate,
    /// The rules that a grant from this call will follow.
    pub terms: Terms,
}

/// A call with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its identifier.
    pub id: CallId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The authority that grants.
    pub authority: OrganisationId,
    /// Who drafted it; may not publish it.
    pub drafted_by: PersonId,
    /// What it says.
    pub details: Details,
    /// Where it stands.
    pub state: State,
}
