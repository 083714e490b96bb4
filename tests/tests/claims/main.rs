//! Claims: from the partners' accepted cost reports to money on the lead's account, and back from the
//! money to the row of a ledger.

mod advance;
mod chain;
mod last;
mod money;
mod paying;
mod refusals;
mod setup;
mod verification;
mod why;
