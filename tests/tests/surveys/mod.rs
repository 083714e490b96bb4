//! Surveys: invitations under secret links, anonymous answers, reminders, and what was counted.

pub mod answering;
pub mod help;
pub mod life;
pub mod reminding;
pub mod tampering;
