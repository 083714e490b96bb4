//! Payments out: bank accounts, batches, the file to the bank and what the bank says.

#[path = "../claims/setup.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of claims; a few of its steps are needed here"
)]
mod claiming;

mod accounts;
mod bank;
mod batches;
mod batching;
mod destination;
mod due_shares;
mod feedback;
mod letters;
mod race;
mod setup;
mod transfers;
