//! The language of banks (ISO 20022): the payment file that goes out (`pain.001`), and what comes back
//! (`pain.002`: was it accepted; `camt.054`: was it booked).
//!
//! Pure: no IO, no clock, no database; domain types in and out. A file from a bank is not trusted: it is
//! read within limits, without document type and entities, and what is not as it must be is refused in
//! words for the officer who uploaded it.
#![warn(missing_docs)]

mod amount;
mod camt054;
mod credit_transfer;
mod date;
mod element;
mod feedback;
mod names;
mod pain001;
mod pain002;
mod reason;
mod refusal;
mod text;
mod xml;

pub use camt054::{AccountNotice, Detail, Direction, Entry, Notification};
pub use credit_transfer::{CreditTransfer, CreditTransfers, Party, WriteRefused};
pub use feedback::{Feedback, read};
pub use names::{batch_of, end_to_end_id, is_ours, message_id, payment_info_id, payout_of};
pub use pain001::{Version, write};
pub use pain002::{OriginalSums, Status, StatusReport, TransactionStatus, Verdict};
pub use reason::{Reason, in_words};
pub use refusal::Refused;
pub use xml::MOST_BYTES;
