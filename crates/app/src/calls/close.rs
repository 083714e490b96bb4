use talkoot_domain::{
    calendar::HolidayCalendar,
    call::{Call, CallMachine, Command},
    ids::PersonId,
};
use talkoot_storage::{Scope, calls, told_once};
use uuid::Uuid;

use super::facts;
use crate::{Answer, App, Note, Subject, letters};

/// Tells those whose application is not submitted that a call closes on the next day, once for each closing day.
///
/// # Errors
/// When the database fails.
pub async fn tell_of_closing(app: &App) -> Answer<u64> {
    let mut told = 0;
    let tomorrow = app.today().succ_opt().unwrap_or(app.today());
    for id in calls::closing_until(app.store(), tomorrow).await? {
        let Some(call) = calls::find(app.store(), &Scope::system(), id).await? else {
            continue;
        };
        let closes = HolidayCalendar::Finland.roll(call.details.closes_on);
        let name = format!("call_closing:{id}:{closes}");
        let is_near = closes <= tomorrow && app.now() < call.details.closing_time();
        if !is_near || told_once::was(app.store(), &name).await? {
            continue;
        }
        let mut work = app.begin_system("tellOfClosingCall").await?;
        if told_once::tell(&work.tx, &name, work.now).await? {
            letters::write_before_closing(&mut work, &call).await?;
            work.close().await?;
            told += 1;
        }
    }
    Ok(told)
}

/// Closes every call whose time has ended; done by the clock. Says how many.
///
/// # Errors
/// When the database fails; the calls closed before stay closed.
pub async fn close_due(app: &App) -> Answer<u64> {
    let mut closed = 0;
    for id in calls::closing_until(app.store(), app.today()).await? {
        let mut work = app.begin_system("closeCall").await?;
        let Some(call) = calls::find(&work.tx, &work.scope, id).await? else {
            continue;
        };
        // Nobody acts here, so nobody's identity can satisfy a rule of two persons.
        let facts = facts(&work.tx, &call, PersonId::from(Uuid::nil()), work.now).await?;
        if work.now < call.details.closing_time() {
            continue;
        }
        let subject = Subject {
            id: id.into(),
            project: None,
        };
        let state = work.decide::<CallMachine>(subject, call.state, Command::Close, &facts, Note::none())?;
        calls::update(
            &work.tx,
            &Call {
                state,
                details: call.details,
                ..call
            },
        )
        .await?;
        work.finish(id).await?;
        closed += 1;
    }
    Ok(closed)
}
