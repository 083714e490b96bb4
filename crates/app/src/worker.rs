//! The work that nobody waits for: what the clock does, what follows from events, and jobs.
//!
//! Any number of workers may run over one database: events of one reaction are taken by one worker
//! at a time, a job by one worker at a time, and everything looks again before it acts.

mod jobs;
mod reactions;

use std::time::Duration;

use tokio::sync::watch;

use crate::{Answer, App, calls, obligations, recoveries, reminders};
pub use jobs::JobKind;
pub use reactions::Reaction;

/// How long a worker that has nothing to do waits.
const PAUSE: Duration = Duration::from_millis(500);

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Things that the clock did.
    pub timed: u64,
    /// Events that were reacted to.
    pub events: u64,
    /// Jobs that were run.
    pub jobs: u64,
}

impl Round {
    const fn is_idle(self) -> bool {
        self.timed == 0 && self.events == 0 && self.jobs == 0
    }
}

/// One round: what the clock does, what follows from events, then the jobs that are due.
///
/// # Errors
/// When the database fails; what was done before stays done.
pub async fn round(app: &App) -> Answer<Round> {
    let closed = calls::close_due(app).await?;
    let events = reactions::react_to_all(app).await?;
    // Events first: what has been handed in is neither late nor reminded of.
    let opened = obligations::open_due(app).await?;
    let missed = obligations::mark_overdue(app).await?;
    let reminded = reminders::remind_due(app).await?;
    let late = recoveries::mark_late_due(app).await?;
    let timed = closed + opened + missed + reminded + late;
    let jobs = jobs::run_due(app).await?;
    Ok(Round { timed, events, jobs })
}

/// Rounds until there is nothing left to do now.
///
/// # Errors
/// When the database fails.
pub async fn run_until_idle(app: &App) -> Answer<Round> {
    let mut total = Round::default();
    loop {
        let done = round(app).await?;
        if done.is_idle() {
            return Ok(total);
        }
        total.timed += done.timed;
        total.events += done.events;
        total.jobs += done.jobs;
    }
}

/// Rounds until told to stop. A failing round is logged and tried again: the work is kept in the
/// database, so nothing is lost by it.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let idle = match round(&app).await {
            Ok(done) => done.is_idle(),
            Err(failure) => {
                tracing::error!(error = ?failure, "a round of the worker failed; it is tried again");
                true
            }
        };
        if *stop.borrow() {
            return;
        }
        if idle {
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }
}
