//! What a project and each of its partners are entitled to: pure functions over cumulative numbers.
//!
//! The rules are those of `domain.md` section 4. Only cumulative amounts are ever rounded, and what
//! a claim brings is a difference between two of them, so that no cent is lost or gained over time
//! and a cost and its reversal leave nothing behind. Every answer carries an [`Explanation`].

mod advance;
mod ceiling;
mod explanation;
mod final_balance;
mod grant;
mod split;

pub use advance::{Clearing, Settlement, clear_advance, settle};
pub use ceiling::{CategoryCost, WithinCeiling, ceiling};
pub use explanation::{Explanation, Input, Limit, Quantity, Rule};
pub use final_balance::{DE_MINIMIS, FinalBalance, FinalOutcome, final_balance};
pub use grant::{Cap, PublicSupport, claim_amount, eligible, grant_on, net_of_vat};
pub use split::{PartnerShare, SplitRefused, split, split_of_claim};

#[cfg(test)]
mod properties;
