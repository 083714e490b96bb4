use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::SurveyId,
    survey::{State, Step},
};
use talkoot_storage::surveys as storage;

use super::{OBJECT, mail, subject};
use crate::{Answer, App, Note};

/// Reminds those who have not answered, on the days that a survey names: each step once, of several that were missed
/// the latest only, and nobody who was invited after the day of the step. Says how many surveys were dealt with.
///
/// # Errors
/// When the database fails.
pub async fn remind_due(app: &App) -> Answer<u64> {
    let mut dealt_with = 0;
    for id in storage::reminding_until(app.store(), app.today()).await? {
        dealt_with += u64::from(remind(app, id).await?);
    }
    Ok(dealt_with)
}

async fn remind(app: &App, id: SurveyId) -> Answer<bool> {
    let mut work = app.begin_system("remindOfSurvey").await?;
    let today = calendar::helsinki_date(work.now);
    let survey = storage::lock(&work.tx, &work.scope, id).await?;
    let survey = work.found(OBJECT, survey)?;
    let due = storage::next_reminder(&work.tx, id).await?;
    if due.is_none_or(|day| day > today) || !matches!(survey.state, State::Open { .. }) {
        // Somebody was faster.
        return Ok(false);
    }
    if let Some((days, day)) = survey.details.due_step(today) {
        let silent = storage::unanswered(&work.tx, id, Some(day)).await?;
        let written = mail::enqueue(&work, id, Step::Reminder(days), &silent).await?;
        let note = Note::details(json!({ "daysBefore": days, "people": written }));
        work.record(OBJECT, subject(&survey), None, None, note);
    }
    storage::set_next_reminder(&work.tx, id, survey.details.next_reminder(today)).await?;
    work.close().await?;
    Ok(true)
}
