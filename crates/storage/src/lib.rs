//! Rows to domain and back, on SQLite and PostgreSQL alike.
//!
//! SeaORM's entities do not leave this crate. Every finder of tenant data takes a [`Scope`], so a
//! row of somebody else does not exist; every update names the version it was read at.

mod advance;
mod commits;
mod entity;
mod error;
mod map;
mod plan;
mod scope;
mod store;
mod terms;

pub mod access_tokens;
pub mod account_mappings;
pub mod agreements;
pub mod amendments;
pub mod application_checks;
pub mod application_handlers;
pub mod application_supplements;
pub mod applications;
pub mod audit;
pub mod backup;
pub mod balances;
pub mod bank_accounts;
pub mod bank_feedback;
pub mod benefits;
pub mod calendar_feeds;
pub mod call_corrections;
pub mod call_forms;
pub mod calls;
pub mod change_parts;
pub mod change_requests;
pub mod claims;
pub mod commitments;
pub mod corrections;
pub mod cost_forecasts;
pub mod cost_line_remarks;
pub mod cost_line_verification;
pub mod cost_lines;
pub mod cost_reports;
pub mod cost_sums;
pub mod counted_together;
pub mod decision_letters;
pub mod decisions;
pub mod demo_clock;
pub mod erasures;
pub mod exit_plans;
pub mod files;
pub mod final_reports;
pub mod forgotten;
pub mod form_answers;
pub mod forms;
pub mod hands;
pub mod idempotency;
pub mod indicators;
pub mod jobs;
pub mod ledger_imports;
pub mod ledger_profiles;
pub mod mail_settings;
pub mod mails;
pub mod milestones;
pub mod obligations;
pub mod organisations;
pub mod other_support;
pub mod outbox;
pub mod passkeys;
pub mod payment_batches;
pub mod payment_holds;
pub mod payouts;
pub mod people;
pub mod person_identities;
pub mod personal;
pub mod portfolio;
pub mod portfolio_reports;
pub mod portfolio_views;
pub mod programmes;
pub mod project_contacts;
pub mod project_results;
pub mod projects;
pub mod pseudonym_keys;
pub mod rankings;
pub mod recoveries;
pub mod rectifications;
pub mod reference_rates;
pub mod reminders;
pub mod review_rules;
pub mod reviews;
pub mod risks;
pub mod samples;
pub mod schema;
pub mod sessions;
pub mod sign_in_attempts;
pub mod steering_meetings;
pub mod supplement_requests;
pub mod surveys;
pub mod told_once;
pub mod transfers;
pub mod unreachable;
pub mod waiting;

pub use commits::{Edge, watch_commits};
pub use error::{DatabaseFault, StorageError};
pub use scope::Scope;
pub use store::{Access, Engine, Store, Tx, create_database};

/// One page of a list, in the order of the ids, which are ordered by time.
#[derive(Clone, Copy, Debug)]
pub struct Page<I> {
    /// Only rows after this one.
    pub after: Option<I>,
    /// At most this many.
    pub first: u64,
}
