//! A recovery (*takaisinperintä*, *återkrav*): money that goes back to the authority by a decision of its
//! own (act 688/2001, 20-28 §), with interest, unless a claim nets it.

mod account;
mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use account::{Account, CannotAccount, Entry, EntryKind, Standing};
pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{Decided, LegalBasis, Proposal, State, StateName};
pub use transition::{Facts, RecoveryMachine};

use chrono::NaiveDate;

use crate::{
    ids::{CorrectionId, OrganisationId, ProjectId, RecoveryId},
    money::Money,
    workflow::Stamp,
};

/// Why money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// An approved correction that no claim nets.
    Correction(CorrectionId),
    /// What the project owes after its last approved claim; that claim's receivable is taken over.
    Carried,
}

/// What the lead municipality answered in the hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Who answered, and when.
    pub answered: Stamp,
    /// What.
    pub text: String,
}

/// A less that two persons agree on: mitigation, set-off, write-off or a waiver of a trifle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relief {
    /// Which kind.
    pub kind: EntryKind,
    /// How much.
    pub amount: Money,
    /// Why; for a set-off against which payout.
    pub reason: String,
    /// Who proposed it, and when; does not approve it.
    pub proposed: Stamp,
}

/// A recovery with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Its identifier.
    pub id: RecoveryId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// Its place among the recoveries of the project, from 1.
    pub number: i32,
    /// Who repays: the lead municipality of the time.
    pub debtor: OrganisationId,
    /// Why money goes back.
    pub basis: Basis,
    /// The number of the last approved claim when it was opened; the next claim leaves its money alone.
    pub after_claim: i32,
    /// What goes back, without interest, EUR.
    pub principal: Money,
    /// The day on which the money had been paid; interest runs from the day after.
    pub paid_on: NaiveDate,
    /// The day of the finding, from which the authority has about two calendar years (28 §).
    pub found_on: NaiveDate,
    /// Why, as the notice says.
    pub reason: String,
    /// Who opened it, and when; does not decide it.
    pub opened: Stamp,
    /// The last day of the hearing.
    pub respond_by: NaiveDate,
    /// The lead municipality's answer.
    pub answer: Option<Answered>,
    /// What has been proposed in the debtor's favour and not been decided.
    pub relief: Option<Relief>,
    /// Receipts and what two persons agreed on, in the order of their days.
    pub entries: Vec<Entry>,
    /// Where it stands.
    pub state: State,
}

impl Recovery {
    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }

    /// Principal, interest and what was paid of them, as an account.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        Account {
            principal: self.principal,
            paid_on: self.paid_on,
            due: self.state.decided().map(|decided| decided.proposal.due),
            entries: &self.entries,
        }
    }
}
