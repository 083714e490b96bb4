//! Events that failed: tried again later, in their order, and in the end left for a person.

use talkoot_domain::catalogue;
use talkoot_storage::outbox::{self, waiting};
use uuid::Uuid;

use super::Reaction;
use crate::{Answer, App, Failure, worker::jobs::wait};

/// After so many tries, which take about a day, an event waits for a person: `talkoot doctor` names it,
/// `talkoot resend` lets it be tried again.
const MOST_ATTEMPTS: i32 = 30;

/// Takes the event at which a reaction stopped out of its way.
pub(super) async fn set_aside(app: &App, reaction: Reaction, seq: i64, failure: &Failure) -> Answer<()> {
    let name: &'static str = reaction.into();
    let error = failure.told();
    tracing::error!(
        reaction = name,
        seq,
        error,
        "a reaction failed; the event waits and others go on"
    );
    let work = app.begin_system(name).await?;
    let events = outbox::next(&work.tx, name, 1).await?;
    // Another worker may have been here meanwhile.
    let Some(event) = events.first().filter(|event| event.seq == seq) else {
        return Ok(());
    };
    let failed = Some((work.now + wait(1), error));
    waiting::push(&work.tx, name, event, failed, work.now).await?;
    outbox::advance(&work.tx, name, seq).await?;
    work.close().await
}

/// Tries what waits and is due, each project's events in their order. Says how many got through.
pub(super) async fn retry(app: &App, reaction: Reaction) -> Answer<u64> {
    let name: &'static str = reaction.into();
    let mut done = 0;
    for lane in waiting::lanes(app.store(), name).await? {
        while next(app, reaction, lane).await? {
            done += 1;
        }
    }
    Ok(done)
}

/// The first event of a lane, if it is due. Says whether it got through.
async fn next(app: &App, reaction: Reaction, lane: Uuid) -> Answer<bool> {
    let name: &'static str = reaction.into();
    let mut work = app.begin_system(name).await?;
    let Some((held, event)) = waiting::head(&work.tx, name, lane).await? else {
        return Ok(false);
    };
    if held.try_at.is_none_or(|at| at > work.now) || !catalogue::knows_event(&event.kind) {
        return Ok(false);
    }
    match reaction.react(&mut work, &event).await {
        Ok(()) => {
            waiting::remove(&work.tx, name, event.seq).await?;
            work.close().await?;
            Ok(true)
        }
        Err(failure) => {
            drop(work);
            let error = failure.told();
            tracing::error!(reaction = name, seq = event.seq, error, "a reaction failed again");
            let work = app.begin_system(name).await?;
            let tries = held.attempts + 1;
            let again = (tries < MOST_ATTEMPTS).then(|| work.now + wait(tries));
            waiting::failed(&work.tx, &held, again, &error).await?;
            work.close().await?;
            Ok(false)
        }
    }
}
