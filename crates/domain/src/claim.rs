//! A payment claim (*maksatushakemus*): the partners' costs consolidated by the lead, verified by the
//! authority, and what they entitle to.

mod chain;
mod command;
pub mod consolidation;
mod event;
mod figures;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use chain::{Asked, End, Link, check_last, check_next, due_period};
pub use command::{Command, CommandName};
pub use event::Event;
pub use figures::Figures;
pub use refusal::Why;
pub use state::{State, StateName, in_words};
pub use transition::{ClaimMachine, Facts, Sums};

use crate::{
    ids::{ClaimId, OrganisationId, PeriodId, ProjectId},
    workflow::Stamp,
};

/// Questions of the authority that the lead has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// Who asked, and when.
    pub asked: Stamp,
    /// What was asked.
    pub questions: String,
    /// What was answered.
    pub answer: String,
}

/// A claim with its figures and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its identifier.
    pub id: ClaimId,
    /// Counts the changes, those of its figures included.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// Its place among the claims of the project, from 1, rejected ones included.
    pub number: i32,
    /// The period it is for; it may also hold late reports of earlier periods.
    pub period: PeriodId,
    /// Whether it is the last claim of the project: it uses up the rest of the advance, and no claim
    /// follows it.
    pub is_last: bool,
    /// The lead municipality that claims; it stays when the lead changes later.
    pub lead: OrganisationId,
    /// Who drafted it, and when.
    pub drafted: Stamp,
    /// What it comes to.
    pub figures: Figures,
    /// The last questions that were answered.
    pub answered: Option<Supplement>,
    /// Where it stands.
    pub state: State,
}

impl Claim {
    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
