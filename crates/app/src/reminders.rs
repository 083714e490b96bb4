//! Reminders: derived from what is due and what has been said, so that nothing is lost when the
//! worker was down, nothing is said twice, and an extension simply changes what is due.

mod decide;
mod preview;
mod read;
pub(crate) mod recipients;

pub use decide::remind_due;
pub use preview::{ComingMail, Receives, coming};
pub use read::{Recipient, Reminded, of_obligations};
