//! The walk: one joint grant from call to payout and to what is left of it a year after its end, through a running
//! server, as a client would.
//!
//! It knows the server only by HTTP. Every figure that comes back is compared with what it must be,
//! and a difference makes the walk fail.

mod accounts;
mod applying;
mod asking;
mod banking;
mod claiming;
pub(crate) mod client;
mod clock;
mod costs;
mod deciding;
mod effects;
mod ending;
pub(crate) mod expectation;
mod figures;
mod forms;
mod ledgers;
mod paying;
mod reporting;
mod steering;
mod walk;

pub(crate) use client::Client;
pub(crate) use figures::euros;
pub use walk::{Ending, Options, walk};
pub(crate) use walk::{step, text};

use std::time::Duration;

/// Waits until a demonstration that is still being loaded is there in whole.
///
/// # Errors
/// When there is no demonstration at this address, or it is not loaded after five minutes.
pub async fn until_loaded(url: &str) -> anyhow::Result<()> {
    const PAUSE: Duration = Duration::from_millis(500);
    let client = client::Client::new(url)?;
    for asked in 0..600 {
        if client.is_loaded().await? {
            return Ok(());
        }
        if asked == 0 {
            println!("the demonstration is still being loaded; waiting for it");
        }
        tokio::time::sleep(PAUSE).await;
    }
    anyhow::bail!("the demonstration is not loaded after five minutes; look at what `make demo` says")
}
