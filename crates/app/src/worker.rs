//! The work that nobody waits for: what the clock does, what follows from events, and jobs.
//!
//! Any number of workers may run over one database: events of one reaction are taken by one worker
//! at a time, a job by one worker at a time, and everything looks again before it acts.

mod jobs;
mod reactions;

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use strum::IntoEnumIterator;
use tokio::sync::watch;

use crate::{
    Answer, App, Failure, applications, calls, change_parts, files, forgotten_people, obligations, officers,
    portfolio, project_contacts, recoveries, reminders, surveys, transfers, unused_files,
};
pub use jobs::JobKind;
pub use reactions::Reaction;

/// How long a worker that has nothing to do waits.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the places of files are told how far the log has come.
const NOTED: Duration = Duration::from_secs(3600);

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

/// One round: what the clock does, what follows from events, then the jobs that are due. A phase that
/// fails does not keep the others from running.
///
/// # Errors
/// The first failure, after every phase has had its turn; what was done stays done.
pub async fn round(app: &App) -> Answer<Round> {
    let mut phases = Phases::default();
    let mut done = Round {
        timed: phases.ran("closing calls", calls::close_due(app).await),
        ..Round::default()
    };
    done.timed += phases.ran("calls that close soon", closing_soon(app).await);
    // Events first: what has been handed in is neither late nor reminded of.
    for reaction in Reaction::iter() {
        done.events += phases.ran(reaction.into(), reactions::follow(app, reaction).await);
    }
    // Whoever answers from today on is there before anybody is reminded.
    done.timed += phases.ran("people in charge", project_contacts::look_due(app).await);
    // What an amendment moves is neither opened nor missed nor reminded of at its old date.
    done.timed += phases.ran("amending", change_parts::enforce_due(app).await);
    done.timed += phases.ran("opening obligations", obligations::open_due(app).await);
    done.timed += phases.ran("missing deadlines", obligations::mark_overdue(app).await);
    done.timed += phases.ran("reminding", reminders::remind_due(app).await);
    done.timed += phases.ran("late recoveries", recoveries::mark_late_due(app).await);
    done.timed += phases.ran("reminding of shares", transfers::remind_due(app).await);
    done.timed += phases.ran("reminding of supplements", applications::remind_due(app).await);
    done.timed += phases.ran("what waits for officers", of_the_week(app).await);
    // Who could answer until yesterday is reminded no more.
    done.timed += phases.ran("closing surveys", surveys::close_due(app).await);
    done.timed += phases.ran("reminding of surveys", surveys::remind_due(app).await);
    done.timed += phases.ran("unused files", erase_unused(app).await);
    done.timed += phases.ran("people without a role", forget_people(app).await);
    done.timed += phases.ran("objects of files", sweep_files(app).await);
    done.jobs = phases.ran("jobs", jobs::run_due(app).await);
    match phases.failed {
        Some(failure) => Err(failure),
        None => Ok(done),
    }
}

/// On the heap, because the stack of a debug build holds the futures of all phases.
type Phase<'a> = Pin<Box<dyn Future<Output = Answer<u64>> + Send + 'a>>;

fn closing_soon(app: &App) -> Phase<'_> {
    Box::pin(calls::tell_of_closing(app))
}

fn of_the_week(app: &App) -> Phase<'_> {
    Box::pin(officers::tell_weekly(app))
}

fn erase_unused(app: &App) -> Phase<'_> {
    Box::pin(unused_files::erase_due(app))
}

fn sweep_files(app: &App) -> Phase<'_> {
    Box::pin(files::sweep_due(app))
}

fn forget_people(app: &App) -> Phase<'_> {
    Box::pin(forgotten_people::forget_due(app))
}

/// How the phases of a round went.
#[derive(Default)]
struct Phases {
    failed: Option<Failure>,
}

impl Phases {
    fn ran(&mut self, phase: &'static str, answer: Answer<u64>) -> u64 {
        answer.unwrap_or_else(|failure| {
            tracing::error!(
                phase,
                error = failure.told(),
                "a phase of the worker failed; it is tried again"
            );
            self.failed.get_or_insert(failure);
            0
        })
    }
}

/// Lets everything that was parked after too many tries be tried again: mails and events. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn resume(app: &App) -> Answer<u64> {
    let work = app.begin_system("resume").await?;
    let jobs = talkoot_storage::jobs::resume_dead(&work.tx, work.now).await?;
    let events = talkoot_storage::outbox::waiting::resume(&work.tx, work.now).await?;
    work.close().await?;
    Ok(jobs + events)
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
/// database, so nothing is lost by it. Each round is told: how it went, and how long it took.
pub async fn run(app: App, mut stop: watch::Receiver<bool>, tell: impl Fn(&Answer<Round>, Duration)) {
    if let Err(failure) = portfolio::keep_older(&app).await {
        tracing::error!(
            error = failure.told(),
            "older projects are not in the portfolio yet; the next start tries again"
        );
    }
    let mut is_told = false;
    let mut noted: Option<Instant> = None;
    loop {
        let begun = Instant::now();
        if let Ok(Some(fit)) = app.store().outgrown().await {
            if !is_told {
                tracing::error!("this worker does nothing more: the schema of the database is {fit}");
            }
            is_told = true;
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
            continue;
        }
        is_told = false;
        if noted.is_none_or(|then| then.elapsed() > NOTED) {
            files::note(&app).await;
            noted = Some(begun);
        }
        let done = round(&app).await;
        tell(&done, begun.elapsed());
        let idle = match done {
            Ok(done) => done.is_idle(),
            Err(failure) => {
                tracing::error!(
                    error = failure.told(),
                    "a round of the worker failed; it is tried again"
                );
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
