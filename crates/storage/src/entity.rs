//! One file per table; private to this crate.

pub(crate) mod access_token;
pub(crate) mod application;
pub(crate) mod application_partner;
pub(crate) mod audit_entry;
pub(crate) mod budget_cell;
pub(crate) mod budget_version;
pub(crate) mod call;
pub(crate) mod commitment;
pub(crate) mod decision;
pub(crate) mod demo_clock;
pub(crate) mod file_content;
pub(crate) mod idempotency;
pub(crate) mod job;
pub(crate) mod log_head;
pub(crate) mod membership;
pub(crate) mod organisation;
pub(crate) mod outbox_event;
pub(crate) mod period;
pub(crate) mod person;
pub(crate) mod project;
pub(crate) mod project_partner;
pub(crate) mod reaction_cursor;
pub(crate) mod stored_file;
pub(crate) mod sub_area;
