//! Obligations, reminders and portfolio reports: what is owed is asked for, once, of the right people.

mod help;
mod ladder;
mod letters;
mod obligations;
mod portfolio;
mod portfolio_reports;
