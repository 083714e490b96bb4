//! The verification of a cost line (*asiatarkastus*): what the authority accepts of it, and why not more.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{Grounds, ReasonCode, State, StateName};
pub use transition::{CostLineVerificationMachine, Facts};

use crate::{
    ids::{ClaimId, CostLineId, CostReportId, OrganisationId, ProjectId},
    money::Money,
};

/// A cost line as the authority looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The line.
    pub line: CostLineId,
    /// Counts the changes of the line.
    pub version: i64,
    /// The report it stands in.
    pub report: CostReportId,
    /// The municipality that spent it.
    pub partner: OrganisationId,
    /// The project.
    pub project: ProjectId,
    /// The claim that holds it; none before it is claimed and after that claim was rejected.
    pub claim: Option<ClaimId>,
    /// What the partner claims; credits are negative.
    pub amount: Money,
    /// Where it stands.
    pub state: State,
}

impl Verification {
    /// What counts towards the grant: what was accepted, and as long as nothing is decided, what is
    /// claimed.
    #[must_use]
    pub const fn counted(&self) -> Money {
        match &self.state {
            State::Pending | State::Accepted { .. } => self.amount,
            State::Partly { amount, .. } => *amount,
            State::Disallowed { .. } => Money::ZERO,
        }
    }
}
