//! Payments out: bank accounts, batches, the file to the bank and what the bank says.

pub mod accounts;
pub mod bank;
pub mod batches;
pub mod batching;
pub mod destination;
pub mod due_shares;
pub mod feedback;
pub mod letters;
pub mod race;
pub mod setup;
pub mod transfers;
