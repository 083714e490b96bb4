use sea_orm::ActiveValue::Set;
use serde_json::json;
use talkoot_domain::{
    survey::{About, Asker, Closing, Details, ReminderDays, State, StateName, Survey},
    workflow::{Name as _, Stamp},
};

use super::{TABLE, about_columns};
use crate::{
    StorageError,
    entity::survey::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// Every column but the day of the next reminder, which is the clock's and ends with the last day to answer.
pub(super) fn columns(survey: &Survey) -> ActiveModel {
    let (call, project) = about_columns(survey.about);
    let asker: &'static str = survey.asker.into();
    let details = &survey.details;
    let (opened_by, opened_at) = stamp_columns(survey.state.opened());
    let (published_by, published_at) = stamp_columns(survey.state.published());
    let closed = survey.state.closed();
    let mut row = ActiveModel {
        id: Set(survey.id.into()),
        version: Set(survey.version),
        call_id: Set(call.map(Into::into)),
        project_id: Set(project.map(Into::into)),
        asker: Set(asker.to_owned()),
        owner_id: Set(survey.owner.into()),
        title: Set(details.title.clone()),
        language: Set(details.language.code().to_owned()),
        questions: Set(talkoot_forms::to_json(&details.questions)),
        closes_on: Set(details.closes_on),
        reminder_days: Set(json!(details.reminder_days.days())),
        fewest_answers: Set(i32::try_from(details.fewest_answers).unwrap_or(i32::MAX)),
        created_by: Set(survey.created.by.into()),
        created_at: Set(survey.created.at),
        state: Set(StateName::from(&survey.state).code().to_owned()),
        opened_by: Set(opened_by),
        opened_at: Set(opened_at),
        closed_by: Set(closed.and_then(|closed| closed.by).map(Into::into)),
        closed_at: Set(closed.map(|closed| closed.at)),
        published_by: Set(published_by),
        published_at: Set(published_at),
        ..Default::default()
    };
    if !matches!(survey.state, State::Open { .. }) {
        row.next_reminder_on = Set(None);
    }
    row
}

pub(super) fn survey(row: &Model) -> Result<Survey, StorageError> {
    let wrong = |what: String| StorageError::inconsistent(TABLE, row.id, what);
    let about = match (row.call_id, row.project_id) {
        (Some(call), None) => About::Call(call.into()),
        (None, Some(project)) => About::Project(project.into()),
        (Some(_), Some(_)) | (None, None) => {
            return Err(wrong("it is about neither a call nor a project".to_owned()));
        }
    };
    let days: Vec<u32> = serde_json::from_value(row.reminder_days.clone())
        .map_err(|fault| wrong(format!("reminder_days: {fault}")))?;
    let details = Details {
        title: row.title.clone(),
        language: code(TABLE, row.id, "language", &row.language)?,
        questions: talkoot_forms::from_json(&row.questions)
            .map_err(|fault| wrong(format!("questions: {fault}")))?,
        closes_on: row.closes_on,
        reminder_days: ReminderDays::new(days).map_err(|why| wrong(why.to_string()))?,
        fewest_answers: u32::try_from(row.fewest_answers)
            .map_err(|fault| wrong(format!("fewest_answers: {fault}")))?,
    };
    let asker: Asker = code(TABLE, row.id, "asker", &row.asker)?;
    let state = state(row)?;
    Ok(Survey {
        id: row.id.into(),
        version: row.version,
        about,
        asker,
        owner: row.owner_id.into(),
        details,
        created: Stamp {
            by: row.created_by.into(),
            at: row.created_at,
        },
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let opened = stamp(row.opened_by, row.opened_at);
    let published = stamp(row.published_by, row.published_at);
    let closed = row.closed_at.map(|at| Closing {
        by: row.closed_by.map(Into::into),
        at,
    });
    match (name, opened, closed, published) {
        (StateName::Draft, None, None, None) => Ok(State::Draft),
        (StateName::Open, Some(opened), None, None) => Ok(State::Open { opened }),
        (StateName::Closed, Some(opened), Some(closed), None) => Ok(State::Closed { opened, closed }),
        (StateName::Published, Some(opened), Some(closed), Some(published)) => Ok(State::Published {
            opened,
            closed,
            published,
        }),
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            Err(StorageError::inconsistent(TABLE, row.id, what))
        }
    }
}
