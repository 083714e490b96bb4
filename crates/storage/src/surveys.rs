//! Surveys with who is invited to them, the mails to them, and what was answered.

mod answers;
mod invitations;
mod mails;
mod results;
mod row;

pub use answers::{
    Link, StoredAnswer, answer, change_answer, close, insert_answer, insert_link, link_of, replies,
};
pub use invitations::{Invitation, addresses, invitation, invite, mark_answered, participation, unanswered};
pub use mails::{MailState, SurveyMail, bounced, enqueue, finish, mail, refused};
pub use results::results;

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::ExprTrait as _,
};
use talkoot_domain::{
    ids::{CallId, ProjectId, SurveyId},
    survey::{About, Survey},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::survey::{ActiveModel, Column, Entity},
    projects,
    store::Connected,
};

const TABLE: &str = "survey";

/// A survey belongs to whoever asks; one of a project is seen by everybody who sees the project once it is open.
fn visible(scope: &Scope) -> Condition {
    if scope.organisations().is_none() {
        return Condition::all();
    }
    let of_projects = Column::ProjectId
        .in_subquery(projects::visible_ids(scope))
        .and(Column::State.ne("draft"));
    Condition::any()
        .add(scope.owns(&[Column::OwnerId]))
        .add(of_projects)
}

/// Of what surveys are wanted.
fn wanted(of: Option<About>) -> Condition {
    match of {
        None => Condition::all(),
        Some(About::Call(call)) => Condition::all().add(Column::CallId.eq(Uuid::from(call))),
        Some(About::Project(project)) => Condition::all().add(Column::ProjectId.eq(Uuid::from(project))),
    }
}

/// The survey, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: SurveyId) -> Result<Option<Survey>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?;
    row.as_ref().map(row::survey).transpose()
}

/// The same, locked until the commit: answers and the closing come one after the other.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, scope: &Scope, id: SurveyId) -> Result<Option<Survey>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.as_ref().map(row::survey).transpose()
}

/// A page of surveys, oldest first: of a call, of a project, or all that there are for this scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    of: Option<About>,
    page: Page<SurveyId>,
) -> Result<Vec<Survey>, StorageError> {
    read(db, Condition::all().add(visible(scope)).add(wanted(of)), page).await
}

/// How many there are of these.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, of: Option<About>) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(wanted(of))
        .count(db.connection())
        .await?)
}

/// A page of the published surveys, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn public(db: &impl Access, page: Page<SurveyId>) -> Result<Vec<Survey>, StorageError> {
    read(db, Condition::all().add(Column::State.eq("published")), page).await
}

/// How many surveys are published.
///
/// # Errors
/// When the database fails.
pub async fn count_public(db: &impl Access) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::State.eq("published"))
        .count(db.connection())
        .await?)
}

async fn read(
    db: &impl Access,
    condition: Condition,
    page: Page<SurveyId>,
) -> Result<Vec<Survey>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(condition)
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.iter().map(row::survey).collect()
}

/// The open surveys whose last day is before this one.
///
/// # Errors
/// When the database fails.
pub async fn ended_before(db: &impl Access, day: NaiveDate) -> Result<Vec<SurveyId>, StorageError> {
    let ended = Column::State.eq("open").and(Column::ClosesOn.lt(day));
    ids(db, Condition::all().add(ended)).await
}

/// The open surveys of which somebody may be reminded on this day.
///
/// # Errors
/// When the database fails.
pub async fn reminding_until(db: &impl Access, day: NaiveDate) -> Result<Vec<SurveyId>, StorageError> {
    let due = Column::State.eq("open").and(Column::NextReminderOn.lte(day));
    ids(db, Condition::all().add(due)).await
}

async fn ids(db: &impl Access, condition: Condition) -> Result<Vec<SurveyId>, StorageError> {
    let found: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(condition)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// The day of the next reminder of a survey that is open; none when there is none to come.
///
/// # Errors
/// When the database fails.
pub async fn next_reminder(db: &impl Access, id: SurveyId) -> Result<Option<NaiveDate>, StorageError> {
    let found: Option<Option<NaiveDate>> = Entity::find_by_id(Uuid::from(id))
        .select_only()
        .column(Column::NextReminderOn)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(found.flatten())
}

/// Sets the day of the next reminder, which the clock derives: it counts no version.
///
/// # Errors
/// When the database fails.
pub async fn set_next_reminder(tx: &Tx, id: SurveyId, day: Option<NaiveDate>) -> Result<(), StorageError> {
    let row = ActiveModel {
        next_reminder_on: Set(day),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Stores a new survey.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, survey: &Survey) -> Result<(), StorageError> {
    Entity::insert(row::columns(survey))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed survey; `survey.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, survey: &Survey) -> Result<(), StorageError> {
    let mut changed = row::columns(survey);
    changed.version = Set(survey.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(survey.id)))
        .filter(Column::Version.eq(survey.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// The keys of what a survey is about, for its row.
fn about_columns(about: About) -> (Option<CallId>, Option<ProjectId>) {
    match about {
        About::Call(call) => (Some(call), None),
        About::Project(project) => (None, Some(project)),
    }
}
