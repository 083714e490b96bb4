//! A whole call with real numbers: 52 applications of municipalities, 21 grants, about 450 000 euros (the programme
//! of 2017-18). Everything is drawn from a seed and done over HTTP, as people would; then what the server has is
//! compared with what was drawn, figure by figure.
//!
//! The municipalities and their codes are real; projects, people, points, amounts and decisions are invented.

mod applying;
mod deciding;
mod desk;
mod draw;
mod handling;
mod money;
mod municipalities;
mod opening;
mod outcome;
mod people;
mod plan;
mod reviewing;
mod texts;

pub use people::settle;

use std::time::Instant;

use self::{desk::Desk, outcome::Ending, plan::Plan};
use crate::{demo::Tokens, walkthrough::Client};

/// Which server, with whose sign-ins, and what is drawn.
#[derive(Clone, Debug)]
pub struct Options {
    /// The server's address.
    pub url: String,
    /// The sign-ins of its demonstration, with those of [`settle`].
    pub tokens: Tokens,
    /// The same number gives the same call.
    pub seed: u64,
}

/// Plays the call unless it is there already, prints its figures, and gives those that differ from what was drawn.
///
/// # Errors
/// When the server does not answer or refuses what must be accepted, and for a call that was interrupted.
pub async fn play(options: Options) -> anyhow::Result<Vec<String>> {
    let started = Instant::now();
    let client = Client::new(&options.url)?;
    let desk = Desk::new(client, options.tokens, Plan::draw(options.seed)?).await?;
    let call = match opening::find(&desk).await? {
        Some(call) => {
            println!("\"{}\" is there already; nothing is added", desk.title());
            call
        }
        None => from_the_beginning(&desk).await?,
    };
    Ending::read(&desk, &call).await?.tell(&desk, started.elapsed())
}

/// Plays the call; gives its global id.
async fn from_the_beginning(desk: &Desk) -> anyhow::Result<String> {
    println!("== {} ==", desk.title());
    let call = opening::open(desk).await?;
    let applied = applying::apply(desk, &call).await?;
    opening::close(desk, &call).await?;
    let handled = handling::hand_out(desk, &applied).await?;
    let reviewed = reviewing::review(desk, handled).await?;
    let evaluated = handling::evaluate(desk, &reviewed).await?;
    deciding::rank(desk, &call, &evaluated).await?;
    deciding::decide(desk, &call, &evaluated).await?;
    Ok(call)
}
