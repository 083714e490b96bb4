//! Payments out: bank accounts, batches, the file to the bank and what the bank says.

mod accounts;
mod destination;
mod setup;
