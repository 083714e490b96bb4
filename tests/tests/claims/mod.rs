//! Claims: from the partners' accepted cost reports to money on the lead's account, and back from the
//! money to the row of a ledger.

pub mod advance;
pub mod beginnings;
pub mod chain;
pub mod expired;
pub mod flat_rate;
pub mod holds;
pub mod last;
pub mod money;
pub mod order;
pub mod other_support;
pub mod pages;
pub mod paying;
pub mod reconciliation;
pub mod refusals;
pub mod reopening;
pub mod returned;
pub mod sampling;
pub mod setup;
pub mod shared;
pub mod statements;
#[expect(clippy::too_many_lines, reason = "tables and histories, a line per case")]
pub mod supplements;
pub mod tampering;
pub mod traps;
pub mod two_persons;
pub mod verification;
pub mod why;
