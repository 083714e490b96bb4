//! Payments out: bank accounts, batches, the file to the bank and what the bank says.

mod accounts;
mod bank;
mod batches;
mod batching;
mod destination;
mod feedback;
mod race;
mod setup;
