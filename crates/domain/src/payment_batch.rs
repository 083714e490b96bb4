//! A payment batch (*maksuaineisto*): approved payouts of an authority that go to its bank as one file.
//!
//! The file is made once, when the batch is sent, of exactly what a second person approved; it is never
//! made again (`domain.md` section 6, "Two persons"; issue 3, "no payment file is written twice").

mod command;
mod event;
mod fitness;
mod plan;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use fitness::{InOtherBatch, Unfit, UnfitLine, fit};
pub use plan::{MOST_LINES, PlanRefused, check_plan};
pub use refusal::Why;
pub use state::{PaymentFile, State, StateName, Written};
pub use transition::{Facts, PaymentBatchMachine};

use chrono::NaiveDate;

use crate::{
    identifiers::PaymentReference,
    ids::{BankAccountId, OrganisationId, PaymentBatchId, PayoutId, ProjectId},
    money::{Money, Overflow},
    policy::Standings,
    workflow::Stamp,
};

/// Which version of the payment message the authority's bank takes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
pub enum Format {
    /// `pain.001.001.09`, the version of today.
    #[default]
    #[strum(serialize = "pain.001.001.09")]
    V09,
    /// `pain.001.001.03`, the version before it.
    #[strum(serialize = "pain.001.001.03")]
    V03,
}

/// One payout in a batch, as it was put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the file, from 1.
    pub position: i32,
    /// What is paid.
    pub payout: PayoutId,
    /// The project of the payout.
    pub project: ProjectId,
    /// The account version that it goes to; the payout names the same while the batch lives.
    pub account: BankAccountId,
    /// How much, in cents of a euro; more than nothing.
    pub amount: Money,
    /// By which the payee knows the payment: the reference of its account, or one of the batch.
    pub reference: PaymentReference,
}

/// A batch with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentBatch {
    /// Its identifier; the names in the file are derived from it.
    pub id: PaymentBatchId,
    /// Counts the changes.
    pub version: i64,
    /// The authority that pays.
    pub authority: OrganisationId,
    /// Counts the batches of the authority, from 1.
    pub number: i32,
    /// The authority's own account, from which is paid.
    pub debtor: BankAccountId,
    /// The day on which the bank is to pay.
    pub execution_date: NaiveDate,
    /// Which message is written.
    pub format: Format,
    /// What is paid, in the order of the file.
    pub lines: Vec<Line>,
    /// Who made it, and when; does not approve it.
    pub created: Stamp,
    /// Where it stands.
    pub state: State,
}

impl PaymentBatch {
    /// To whom it belongs: to the authority alone.
    #[must_use]
    pub fn standings(&self) -> Standings {
        standings(self.authority)
    }

    /// What the payments come to; the control sum of the file.
    ///
    /// # Errors
    /// [`Overflow`] when they come to more than money can be.
    pub fn total(&self) -> Result<Money, Overflow> {
        Money::sum(self.lines.iter().map(|line| line.amount))
    }
}

/// To whom what concerns an authority's payments belongs.
#[must_use]
pub fn standings(authority: OrganisationId) -> Standings {
    Standings {
        authority: Some(authority),
        ..Standings::default()
    }
}
