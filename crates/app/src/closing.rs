//! The end of a grant: its final balance, and the closing of the project.

mod close;
mod ending;

pub use close::close;
pub use ending::{Ending, ending_of};

pub(crate) use close::close_action;
pub(crate) use ending::{ending, is_settled, live_payout};
