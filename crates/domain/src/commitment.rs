//! A partner's commitment (*sitoumus*) to an application: nobody is put into a project that it has
//! not itself agreed to.

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
pub use state::{State, StateName};
pub use transition::{CommitmentMachine, Facts};

use crate::ids::{ApplicationId, CommitmentId, OrganisationId};

/// One partner's commitment with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Its identifier.
    pub id: CommitmentId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// To what.
    pub application: ApplicationId,
    /// By whom.
    pub partner: OrganisationId,
    /// Where it stands.
    pub state: State,
}
