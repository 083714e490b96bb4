use talkoot_domain::{
    call::{Call, CallMachine, Command},
    ids::PersonId,
};
use talkoot_storage::calls;
use uuid::Uuid;

use super::facts;
use crate::{Answer, App, Note, Subject};

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
