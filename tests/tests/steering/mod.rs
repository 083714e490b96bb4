//! Meetings of the steering group: the agenda out of what is open, decisions that are never edited, minutes that
//! another person approves.

pub mod help;
pub mod meetings;
