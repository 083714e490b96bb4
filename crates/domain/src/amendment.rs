//! What an amendment (*muutospäätös*) of a running grant changes, as pure rules: a budget, the use
//! period, who takes part, who leads, what the project is for and when.
//!
//! An amendment is asked for in a [change request](crate::change_request) whose
//! [parts](crate::change_part) are decided apart.

pub mod budget;
mod content;
pub mod early_stop;
pub mod extension;
pub mod hand_over;
pub mod plan;
pub mod withdrawal;

pub use content::{
    AreaDays, CellChange, Content, Duty, Freed, HandOverItem, HandOverKind, PartKind, RecordedCash,
};
