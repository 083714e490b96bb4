//! The use cases: one file each, one transaction each.
//!
//! `begin -> load within the actor's scope -> may this actor do this? -> the domain decides ->
//! save where version = n -> audit entry and event -> commit`. What follows from an event
//! (obligations, letters) is a reaction, run by the worker.

mod actions;
mod app;
mod changes;
mod clock;
pub mod failure;
mod ids;
mod letters;
mod mail;
pub mod mail_settings;
mod reading;
mod request;
mod reticent;
mod work;

pub mod agreements;
pub mod applications;
pub mod bank_accounts;
pub mod bank_feedback;
pub mod benefits;
pub mod bounces;
pub mod calendar_feeds;
pub mod call_corrections;
pub mod calls;
pub mod change_parts;
pub mod change_requests;
pub mod claims;
pub mod closing;
pub mod corrections;
pub mod cost_positions;
pub mod cost_reports;
pub mod decisions;
pub mod erasures;
pub mod exit_plans;
pub mod files;
pub mod final_reports;
pub mod forgotten_people;
pub mod forms;
pub mod identity;
pub mod indicators;
pub mod ledgers;
pub mod milestones;
pub mod obligations;
pub mod officers;
pub mod other_support;
pub mod payment_batches;
pub mod payment_holds;
pub mod payouts;
pub mod portfolio;
pub mod portfolio_reports;
pub mod portfolio_views;
pub mod programmes;
pub mod project_contacts;
pub mod project_results;
pub mod projects;
pub mod public;
pub mod rankings;
pub mod reconciliation;
pub mod recoveries;
pub mod rectifications;
pub mod reference_rates;
pub mod reminders;
pub mod reviews;
pub mod risks;
pub mod steering_meetings;
pub mod supplement_requests;
pub mod surveys;
pub mod transfers;
pub mod unreachable;
pub mod unused_files;
pub mod why;
pub mod work_queue;
pub mod worker;

/// The target of the spans that may leave as traces: their names and attributes are words of ours.
pub const TRACED: &str = "talkoot::trace";

pub use actions::{Availability, availability};
pub use app::App;
pub use clock::{Clock, ManualClock, ShiftedClock, SystemClock};
pub use failure::{Answer, Failure, told};
pub use mail::MailSettings;
pub use request::{Request, Version};
pub use talkoot_storage::{Engine, Page, Scope, StorageError, Store};
pub use work::{Begun, Note, Subject, Work};
