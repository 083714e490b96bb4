//! Requests to supplement applications, with what the applications said before and after.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use talkoot_domain::{
    application::{Line, SectionQuestion, SupplementRound},
    ids::ApplicationId,
    transfer::{DAYS_BEFORE, ReminderStep},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        application_supplement::{ActiveModel, Column, Entity, Model},
        application_supplement_form_section as form_section, application_supplement_question as question,
    },
    map::{code, stamp},
    store::Connected,
};

/// The requests to supplement these applications, oldest first; the caller has found the applications.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_applications(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<Vec<SupplementRound>, StorageError> {
    let ids = || applications.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ApplicationId.is_in(ids()))
        .order_by_asc(Column::ApplicationId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    let asked = question::Entity::find()
        .filter(question::Column::ApplicationId.is_in(ids()))
        .order_by_asc(question::Column::ApplicationId)
        .order_by_asc(question::Column::Number)
        .order_by_asc(question::Column::Place)
        .all(db.connection())
        .await?;
    let about = form_section::Entity::find()
        .filter(form_section::Column::ApplicationId.is_in(ids()))
        .all(db.connection())
        .await?;
    let mut about: HashMap<(Uuid, i32, i32), String> = about
        .into_iter()
        .map(|row| ((row.application_id, row.number, row.place), row.code))
        .collect();
    let mut of_round: HashMap<(Uuid, i32), Vec<SectionQuestion>> = HashMap::new();
    for row in asked {
        let one = SectionQuestion {
            section: code(
                "application_supplement_question",
                row.application_id,
                "section",
                &row.section,
            )?,
            form_section: about.remove(&(row.application_id, row.number, row.place)),
            question: row.question,
        };
        of_round
            .entry((row.application_id, row.number))
            .or_default()
            .push(one);
    }
    rows.into_iter()
        .map(|row| {
            let sections = of_round.remove(&(row.application_id, row.number));
            read(row, sections.unwrap_or_default())
        })
        .collect()
}

fn read(row: Model, sections: Vec<SectionQuestion>) -> Result<SupplementRound, StorageError> {
    let answered = match (stamp(row.answered_by, row.answered_at), &row.content_after) {
        (Some(answered), Some(after)) => Some((answered, from_text(row.application_id, after)?)),
        (None, None) => None,
        _ => {
            let what = "it is answered in part: who, when and what belong together";
            return Err(StorageError::inconsistent(
                "application_supplement",
                row.application_id,
                what,
            ));
        }
    };
    Ok(SupplementRound {
        before: from_text(row.application_id, &row.content_before)?,
        application: row.application_id.into(),
        number: row.number,
        asked: Stamp {
            by: row.asked_by.into(),
            at: row.asked_at,
        },
        questions: row.questions,
        sections,
        respond_by: row.respond_by,
        answered,
    })
}

fn to_text(lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| {
        let section: &'static str = line.section.into();
        serde_json::json!([section, line.field, line.text])
    });
    serde_json::Value::Array(lines.collect()).to_string()
}

fn from_text(row: Uuid, text: &str) -> Result<Vec<Line>, StorageError> {
    let lines: Vec<(String, String, String)> = serde_json::from_str(text).map_err(|fault| {
        let what = format!("what the application said cannot be read: {fault}");
        StorageError::inconsistent("application_supplement", row, what)
    })?;
    let lines = lines.into_iter().map(|(section, field, text)| {
        let section = code("application_supplement", row, "content", &section)?;
        Ok(Line { section, field, text })
    });
    lines.collect()
}

/// Stores a new request with its questions.
///
/// # Errors
/// [`StorageError::Taken`] when one is open already.
pub async fn insert(tx: &Tx, new: &SupplementRound) -> Result<(), StorageError> {
    let row = ActiveModel {
        application_id: Set(new.application.into()),
        number: Set(new.number),
        asked_by: Set(new.asked.by.into()),
        asked_at: Set(new.asked.at),
        questions: Set(new.questions.clone()),
        respond_by: Set(new.respond_by),
        content_before: Set(to_text(&new.before)),
        content_after: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    if new.sections.is_empty() {
        return Ok(());
    }
    let rows = new
        .sections
        .iter()
        .zip(1..)
        .map(|(one, place)| question::ActiveModel {
            application_id: Set(new.application.into()),
            number: Set(new.number),
            place: Set(place),
            section: Set(Into::<&'static str>::into(one.section).to_owned()),
            question: Set(one.question.trim().to_owned()),
        });
    question::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    let about = new.sections.iter().zip(1..).filter_map(|(one, place)| {
        Some(form_section::ActiveModel {
            application_id: Set(new.application.into()),
            number: Set(new.number),
            place: Set(place),
            code: Set(one.form_section.clone()?),
        })
    });
    let about: Vec<form_section::ActiveModel> = about.collect();
    if !about.is_empty() {
        form_section::Entity::insert_many(about)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// Records that the open request to an application is answered by what it says now; nothing when none is open, as
/// for one that was asked before requests were kept.
///
/// # Errors
/// When the database fails.
pub async fn answer(
    tx: &Tx,
    application: ApplicationId,
    answered: Stamp,
    after: &[Line],
) -> Result<(), StorageError> {
    let row = ActiveModel {
        content_after: Set(Some(to_text(after))),
        answered_by: Set(Some(answered.by.into())),
        answered_at: Set(Some(answered.at)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::ApplicationId.eq(Uuid::from(application)))
        .filter(Column::AnsweredAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// A request that somebody has to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToRemind {
    /// Of which application.
    pub application: ApplicationId,
    /// Its number.
    pub number: i32,
    /// The step whose time it is.
    pub step: ReminderStep,
}

const OPEN: &str = "SELECT one.application_id, one.number, one.respond_by FROM application_supplement AS one \
                    JOIN application ON application.id = one.application_id \
                    WHERE application.state = 'supplement_requested' AND one.answered_at IS NULL \
                    AND one.respond_by <= $1 \
                    AND NOT EXISTS (SELECT 1 FROM application_supplement_reminder AS said \
                    WHERE said.application_id = one.application_id AND said.number = one.number \
                    AND said.step = CASE WHEN one.respond_by < $2 THEN 'after' ELSE 'before' END) \
                    ORDER BY one.respond_by, one.application_id LIMIT 200";

/// Up to two hundred open requests about which something has to be said on a day and was not.
///
/// # Errors
/// When the database fails.
pub async fn to_remind(db: &impl Access, today: NaiveDate) -> Result<Vec<ToRemind>, StorageError> {
    let near = today.checked_add_days(DAYS_BEFORE).unwrap_or(today);
    let connection = db.connection();
    let values = [near.into(), today.into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), OPEN, values);
    let mut found = Vec::new();
    for row in connection.query_all_raw(statement).await? {
        let due: NaiveDate = row.try_get("", "respond_by")?;
        if let Some(step) = ReminderStep::of(due, today) {
            found.push(ToRemind {
                application: row.try_get::<Uuid>("", "application_id")?.into(),
                number: row.try_get("", "number")?,
                step,
            });
        }
    }
    Ok(found)
}

/// Records that it is said now; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn say(tx: &Tx, about: ToRemind, now: DateTime<Utc>) -> Result<bool, StorageError> {
    const SAY: &str = "INSERT INTO application_supplement_reminder (application_id, number, step, decided_at) \
                       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let db = tx.connection();
    let step: &'static str = about.step.into();
    let application: Uuid = about.application.into();
    let values = [application.into(), about.number.into(), step.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SAY, values);
    Ok(db.execute_raw(statement).await?.rows_affected() == 1)
}
