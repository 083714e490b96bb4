//! Amendments: what the lead asks for while a grant runs, what two persons of the authority make of it,
//! and what changes for budgets, dates, partners and the lead.

mod budgets;
mod cancelled;
mod corrected;
mod deciding;
mod extension;
mod help;
mod lead;
mod letters;
mod partners;
mod refusals;
#[path = "../claims/setup.rs"]
#[expect(dead_code, reason = "shared with the tests of claims, which use more of it")]
mod setup;
mod tampering;
mod traps;
