//! Whoever has had no role for as long as decisions are explained is forgotten: name and address go, deeds stay.

use chrono::{Datelike, Months};
use serde_json::json;
use talkoot_domain::{erasure::USUAL_YEARS, ids::PersonId};
use talkoot_storage::{Tx, audit, forgotten, told_once};
use uuid::Uuid;

use crate::{Answer, App, Note, Subject, Work};

/// Forgets people who have had no role for [`USUAL_YEARS`], once a month, and notes in the log whose names were removed,
/// by their keys. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_due(app: &App) -> Answer<u64> {
    let today = app.today();
    let name = format!("forgotten_people:{}-{:02}", today.year(), today.month());
    if told_once::was(app.store(), &name).await? {
        return Ok(0);
    }
    let months = Months::new(USUAL_YEARS.unsigned_abs() * 12);
    let Some(before) = app.now().checked_sub_months(months) else {
        return Ok(0);
    };
    let mut done = 0;
    let mut after = PersonId::from(Uuid::nil());
    loop {
        let mut work = app.begin_system("forgetPerson").await?;
        let due = forgotten::without_role_since(&work.tx, before, after).await?;
        let Some(last) = due.last() else {
            if told_once::tell(&work.tx, &name, work.now).await? {
                work.close().await?;
            }
            return Ok(done);
        };
        after = *last;
        for person in due {
            done += u64::from(forget(&mut work, person).await?);
        }
        work.close().await?;
    }
}

/// Forgets one of them; whether that could be done.
async fn forget(work: &mut Work<'_>, person: PersonId) -> Answer<bool> {
    let mut touched = vec![("person", vec![Uuid::from(person)])];
    for kind in forgotten::OF_A_PERSON {
        touched.push((kind, forgotten::objects(&work.tx, person, kind).await?));
    }
    if let Some(entry) = disagreeing(&work.tx, &touched).await? {
        tracing::error!(%person, entry, "not forgotten: the audit log and what is stored do not agree, and removing would hide it");
        return Ok(false);
    }
    forgotten::forget(&work.tx, person, work.now).await?;
    vouch_anew(work, touched);
    Ok(true)
}

/// The first entry about one of these objects that does not agree with what is stored.
async fn disagreeing(tx: &Tx, touched: &[(&'static str, Vec<Uuid>)]) -> Answer<Option<i64>> {
    for (kind, ids) in touched {
        if let Some(entry) = audit::disagreeing(tx, kind, ids).await? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// An entry about each object, so that the log vouches for what is left of it.
fn vouch_anew(work: &mut Work<'_>, touched: Vec<(&'static str, Vec<Uuid>)>) {
    for (kind, ids) in touched {
        for id in ids {
            let subject = Subject { id, project: None };
            let note = Note::details(json!({ "rule": format!("no role for {USUAL_YEARS} years") }));
            work.record(kind, subject, None, None, note);
        }
    }
}
