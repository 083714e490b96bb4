//! Obligations, reminders and portfolio reports: what is owed is asked for, once, of the right people.

pub mod ahead;
pub mod as_of;
pub mod contacts;
pub mod costs;
pub mod help;
pub mod ladder;
pub mod letters;
pub mod ministry;
pub mod obligations;
pub mod poison;
pub mod portfolio;
pub mod portfolio_reports;
pub mod programmes;
pub mod race;
pub mod statements;
pub mod views;
