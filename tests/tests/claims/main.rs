//! Claims: from the partners' accepted cost reports to money on the lead's account, and back from the
//! money to the row of a ledger.

mod advance;
mod beginnings;
mod chain;
mod holds;
mod last;
mod money;
mod paying;
mod reconciliation;
mod refusals;
mod reopening;
mod sampling;
mod setup;
mod statements;
mod tampering;
mod two_persons;
mod verification;
mod why;
