//! The walk: one joint grant from call to payout, through a running server, as a client would.
//!
//! It knows the server only by HTTP. Every figure that comes back is compared with what it must be,
//! and a difference makes the walk fail.

mod accounts;
mod applying;
mod claiming;
mod client;
mod clock;
mod costs;
mod deciding;
mod expectation;
mod figures;
mod ledgers;
mod paying;
mod reporting;
mod walk;

pub use walk::{Ending, Options, walk};
