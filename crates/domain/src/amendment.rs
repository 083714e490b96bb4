//! What an amendment (*muutospäätös*) of a running grant changes, as pure rules: a budget, the use
//! period, who takes part, who leads.
//!
//! An amendment is asked for in a [change request](crate::change_request) whose
//! [parts](crate::change_part) are decided apart.

pub mod budget;
mod content;
pub mod extension;
pub mod hand_over;
pub mod withdrawal;

pub use content::{CellChange, Content, Freed, PartKind, RecordedCash};
