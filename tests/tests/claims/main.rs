//! Claims: from the partners' accepted cost reports to money on the lead's account, and back from the
//! money to the row of a ledger.

#[path = "../recoveries/life.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of recoveries; a few of its steps are needed here"
)]
mod life;

mod advance;
mod beginnings;
mod chain;
mod expired;
mod flat_rate;
mod holds;
mod last;
mod money;
mod order;
mod other_support;
mod pages;
mod paying;
mod reconciliation;
mod refusals;
mod reopening;
mod returned;
mod sampling;
mod setup;
mod shared;
mod statements;
#[expect(clippy::too_many_lines, reason = "tables and histories, a line per case")]
mod supplements;
mod tampering;
mod traps;
mod two_persons;
mod verification;
mod why;
