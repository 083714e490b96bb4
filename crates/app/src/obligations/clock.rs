use talkoot_domain::{
    ids::{ObligationId, PersonId},
    obligation::{Command, State},
};
use talkoot_storage::obligations;
use uuid::Uuid;

use super::{apply, locked};
use crate::{Answer, App, Note};

/// Opens the obligations whose first day has come, all of them. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn open_due(app: &App) -> Answer<u64> {
    let mut done = 0;
    loop {
        let mut opened = 0;
        for id in obligations::opening_until(app.store(), app.today()).await? {
            opened += by_the_clock(app, id, "openObligation", &Command::Open).await;
        }
        done += opened;
        if opened == 0 {
            return Ok(done);
        }
    }
}

/// Finds out which open obligations were not met in time, all of them. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn mark_overdue(app: &App) -> Answer<u64> {
    let mut done = 0;
    loop {
        let mut marked = 0;
        for id in obligations::ending_before(app.store(), app.today()).await? {
            marked += by_the_clock(app, id, "markObligationOverdue", &Command::MarkOverdue).await;
        }
        done += marked;
        if marked == 0 {
            return Ok(done);
        }
    }
}

/// One obligation in a transaction of its own: one that fails does not keep the others waiting.
async fn by_the_clock(app: &App, id: ObligationId, action: &'static str, command: &Command) -> u64 {
    match change(app, id, action, command).await {
        Ok(changed) => u64::from(changed),
        Err(failure) => {
            tracing::error!(obligation = %id, action, error = failure.told(), "the clock could not do this; it tries again");
            0
        }
    }
}

async fn change(app: &App, id: ObligationId, action: &'static str, command: &Command) -> Answer<bool> {
    let mut work = app.begin_system(action).await?;
    let (project, obligation) = locked(&work, id).await?;
    let awaited = match command {
        Command::Open => matches!(obligation.state, State::Scheduled),
        _ => matches!(obligation.state, State::Open { .. }) && work.now >= obligation.ends_at(),
    };
    if !awaited {
        // Somebody was faster.
        return Ok(false);
    }
    let nobody = PersonId::from(Uuid::nil());
    apply(
        &mut work,
        &project,
        obligation,
        command.clone(),
        nobody,
        Note::none(),
    )
    .await?;
    work.close().await?;
    Ok(true)
}
