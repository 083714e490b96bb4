//! What a bank says about payments (*pankin palaute*), as an officer imported it: a status report
//! (`pain.002`) or a notification of bookings (`camt.054`), with what became of each payment in it.
//!
//! A status report acknowledges payments or fails them; only a booking confirms one. What does not agree
//! with what was sent changes nothing and waits for an officer.

mod command;
mod event;
mod judge;
mod outcome;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use judge::{Booking, Judged, booked, status};
pub use outcome::Outcome;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{BankFeedbackMachine, Facts};

use chrono::NaiveDate;

use crate::{
    ids::{BankFeedbackId, FileId, OrganisationId, PaymentBatchId, PayoutId},
    money::Money,
    workflow::Stamp,
};

/// Which message a bank sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Message {
    /// `pain.002`: whether it took the payments.
    Status,
    /// `camt.054`: what it has booked.
    Booked,
}

/// What a bank says of one payment, and what it led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its place in the message, from 1.
    pub position: i32,
    /// The name of the payment, as in the payment file.
    pub end_to_end_id: String,
    /// The payout that the name means, if it is one of this authority.
    pub payout: Option<PayoutId>,
    /// How much, in cents of a euro, where the bank says it.
    pub amount: Option<Money>,
    /// The bank's reference of the payment or its booking.
    pub bank_reference: Option<String>,
    /// From which day the money counts.
    pub value_date: Option<NaiveDate>,
    /// What it led to.
    pub outcome: Outcome,
    /// More about it, in words for the officer; empty when there is nothing to add.
    pub words: String,
}

/// A message of a bank as it was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankFeedback {
    /// Its identifier.
    pub id: BankFeedbackId,
    /// Counts the changes.
    pub version: i64,
    /// The authority whose payments it is about.
    pub authority: OrganisationId,
    /// The file as it was uploaded.
    pub file: FileId,
    /// The SHA-256 of its bytes: the same file again changes nothing.
    pub sha256: [u8; 32],
    /// Which message it is.
    pub message: Message,
    /// The name that the bank gave the message.
    pub message_id: String,
    /// The batch that a status report answers.
    pub batch: Option<PaymentBatchId>,
    /// What it says of payments made here, in the order of the message.
    pub items: Vec<Item>,
    /// How many payments it also names that were not made here: other traffic of the account.
    pub not_ours: i32,
    /// Who imported it, and when.
    pub imported: Stamp,
    /// Whether something of it waits for an officer.
    pub state: State,
}
