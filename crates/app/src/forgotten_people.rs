//! Whoever has had no role for as long as decisions are explained is forgotten: name and address go, deeds stay.

use chrono::{Datelike, Months};
use serde_json::json;
use talkoot_domain::erasure::USUAL_YEARS;
use talkoot_storage::{forgotten, told_once};
use uuid::Uuid;

use crate::{Answer, App, Note, Subject};

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
    let mut work = app.begin_system("forgetPerson").await?;
    let months = Months::new(USUAL_YEARS.unsigned_abs() * 12);
    let Some(before) = work.now.checked_sub_months(months) else {
        return Ok(0);
    };
    let due = forgotten::without_role_since(&work.tx, before).await?;
    if due.is_empty() && !told_once::tell(&work.tx, &name, work.now).await? {
        return Ok(0);
    }
    for person in &due {
        forgotten::forget(&work.tx, *person).await?;
        let subject = Subject {
            id: Uuid::from(*person),
            project: None,
        };
        let note = Note::details(json!({ "rule": format!("no role for {USUAL_YEARS} years") }));
        work.record("person", subject, None, None, note);
    }
    work.close().await?;
    Ok(due.len() as u64)
}
