//! Obligations, reminders and portfolio reports: what is owed is asked for, once, of the right people.

mod contacts;
mod costs;
mod help;
mod ladder;
mod letters;
mod obligations;
mod poison;
mod portfolio;
mod portfolio_reports;
mod race;
mod statements;
