//! Amendments: what the lead asks for while a grant runs, what two persons of the authority make of it,
//! and what changes for budgets, dates, partners and the lead.

pub mod budgets;
pub mod cancelled;
pub mod corrected;
pub mod deciding;
pub mod experiments;
pub mod extension;
pub mod help;
pub mod late;
pub mod lead;
pub mod letters;
pub mod partners;
pub mod persons;
pub mod plans;
pub mod refusals;
pub mod tampering;
pub mod traps;
