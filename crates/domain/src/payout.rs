//! A payout (*avustuksen maksu*): the money of an approved claim on its way to the lead.

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
pub use state::{Confirmation, State, StateName};
pub use transition::{Facts, PayoutMachine};

use crate::{
    ids::{BankAccountId, ClaimId, PayoutId, ProjectId},
    money::Money,
    workflow::Stamp,
};

/// A payout with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Its identifier.
    pub id: PayoutId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// The claim that it pays.
    pub claim: ClaimId,
    /// What is paid; always more than nothing.
    pub amount: Money,
    /// Who created it, and when; may not approve it.
    pub created: Stamp,
    /// Where it stands.
    pub state: State,
}

/// The account version that a payout goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The account.
    pub account: BankAccountId,
    /// Who named it, and when; may not approve the payout.
    pub named: Stamp,
    /// Whether the account is still the one that is in force.
    pub in_force: bool,
}
