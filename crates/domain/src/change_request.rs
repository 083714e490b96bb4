//! A change request (*muutoshakemus*): asked for by the lead while a grant runs, in parts that are
//! decided apart.

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
pub use state::{State, StateName};
pub use transition::{ChangeRequestMachine, Facts};

use crate::{
    ids::{ChangeRequestId, OrganisationId, PersonId, ProjectId},
    use_period::UsePeriod,
};

/// What happens to a request that comes after the last day for it; a parameter of the call.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum LateRequests {
    /// It is refused. The default.
    #[default]
    Refuse,
    /// It is taken and marked as late.
    Mark,
}

/// Until when changes can be asked for; a parameter of the call (`domain.md` section 2: at least 30
/// days before the use period ends).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestRules {
    /// Days between the request and the end of the use period.
    pub days_before_end: u16,
    /// What becomes of a later one.
    pub late: LateRequests,
    /// Whether one officer accepts a change of direction of an experiment; else two persons decide, as about
    /// everything.
    pub one_officer: bool,
}

impl Default for RequestRules {
    fn default() -> Self {
        Self {
            days_before_end: 30,
            late: LateRequests::Refuse,
            one_officer: false,
        }
    }
}

impl RequestRules {
    /// Whether a request of this day is late for a use period.
    #[must_use]
    pub fn is_late(&self, use_period: UsePeriod, day: NaiveDate) -> bool {
        use_period.last.signed_duration_since(day).num_days() < i64::from(self.days_before_end)
    }
}

/// A request with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRequest {
    /// Its identifier.
    pub id: ChangeRequestId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// Its place among the requests of the project, from 1.
    pub number: i32,
    /// The lead municipality that asks; it stays when the lead changes.
    pub lead: OrganisationId,
    /// Everybody who wrote or submitted it: none of them decides about it.
    pub requesters: Vec<PersonId>,
    /// Why the changes are needed.
    pub reason: String,
    /// Where it stands.
    pub state: State,
}

impl ChangeRequest {
    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
