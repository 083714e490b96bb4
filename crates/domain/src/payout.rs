//! A payout (*avustuksen maksu*): money of the grant on its way to the lead.

mod command;
mod event;
mod refusal;
mod set_off;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use set_off::{CannotSetOff, NOTHING_SENT, SetOff, Sides, agree};
pub use state::{Confirmation, State, StateName};
pub use transition::{Facts, PayoutMachine};

use crate::{
    ids::{BankAccountId, ClaimId, PayoutId, ProjectId},
    money::{Money, Overflow},
    workflow::Stamp,
};

/// What a payout pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What is payable for an approved claim.
    Claim(ClaimId),
    /// An instalment of the advance, by its place in the decision from 1.
    Advance {
        /// Which.
        instalment: i32,
    },
    /// What remains at the end, after the last claim, which this is.
    FinalBalance(ClaimId),
}

impl Source {
    /// The claim that it pays, or whose final balance it is; none for an advance.
    #[must_use]
    pub const fn claim(self) -> Option<ClaimId> {
        match self {
            Self::Claim(claim) | Self::FinalBalance(claim) => Some(claim),
            Self::Advance { .. } => None,
        }
    }
}

/// A payout with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Its identifier.
    pub id: PayoutId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// What is paid.
    pub source: Source,
    /// What is paid, EUR; always more than nothing. What is set off counts as paid.
    pub amount: Money,
    /// What of it pays recoveries instead of going to the bank, EUR; never more than what is paid.
    pub set_off: Money,
    /// Who created it, and when; may not approve it.
    pub created: Stamp,
    /// Where it stands.
    pub state: State,
}

impl Payout {
    /// What goes to the bank: what is paid less what is set off; never negative.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn to_bank(&self) -> Result<Money, Overflow> {
        Ok(self.amount.checked_sub(self.set_off)?.max(Money::ZERO))
    }
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
