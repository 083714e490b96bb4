//! Who answers for a project by name, from which day to which: an owner and its deputy in each municipality,
//! the project manager in the lead, an officer of the authority.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId},
    tenure::Tenure,
};
use uuid::Uuid;

pub use talkoot_domain::tenure::Duty;

use crate::{
    Access, StorageError, Tx,
    entity::project_contact::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// Somebody who is named, for some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The row.
    pub id: Uuid,
    /// The project.
    pub project: ProjectId,
    /// The municipality or the authority.
    pub organisation: OrganisationId,
    /// For what.
    pub duty: Duty,
    /// Who, and on which days.
    pub tenure: Tenure,
    /// Who named them.
    pub named_by: PersonId,
    /// When.
    pub named_at: DateTime<Utc>,
    /// The day on which the clock looks whether somebody must be told of a beginning or of a vacancy.
    pub look_on: Option<NaiveDate>,
}

/// Those named for these projects, for days gone by and to come, by first day; whether they still hold a role is
/// for the caller to ask.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Contact>, StorageError> {
    let ids = projects.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(ids))
        .filter(Column::TakenBackAt.is_null())
        .order_by_asc(Column::FirstDay)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The rows whose day to be looked at has come, with their projects, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn looking_until(
    db: &impl Access,
    today: NaiveDate,
) -> Result<Vec<(Uuid, ProjectId)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::LookOn.lte(today))
        .order_by_asc(Column::LookOn)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.project_id.into()))
        .collect())
}

/// Names somebody; what gives way is changed with [`shorten`] and [`take_back`]. The caller holds the lock of the
/// project.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, contact: &Contact) -> Result<(), StorageError> {
    let duty: &'static str = contact.duty.into();
    let row = ActiveModel {
        id: Set(contact.id),
        project_id: Set(contact.project.into()),
        organisation_id: Set(contact.organisation.into()),
        duty: Set(duty.to_owned()),
        person_id: Set(contact.tenure.person.into()),
        named_by: Set(contact.named_by.into()),
        named_at: Set(contact.named_at),
        first_day: Set(contact.tenure.first),
        last_day: Set(contact.tenure.last),
        taken_back_at: Set(None),
        look_on: Set(contact.look_on),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Ends somebody's days earlier; the clock looks on the day after.
///
/// # Errors
/// When the database fails.
pub async fn shorten(tx: &Tx, id: Uuid, last: NaiveDate) -> Result<(), StorageError> {
    let row = ActiveModel {
        last_day: Set(Some(last)),
        look_on: Set(last.succ_opt()),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// What somebody was named for does not come about, or not any more.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &Tx, id: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        taken_back_at: Set(Some(now)),
        look_on: Set(None),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// The next day on which the clock looks at a row; nothing when there is none.
///
/// # Errors
/// When the database fails.
pub async fn look_next(tx: &Tx, id: Uuid, on: Option<NaiveDate>) -> Result<(), StorageError> {
    let row = ActiveModel {
        look_on: Set(on),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// The clock looks today at everything for which somebody is named in an organisation: a role of theirs ended.
///
/// # Errors
/// When the database fails.
pub async fn look_at_person(
    tx: &Tx,
    person: PersonId,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        look_on: Set(Some(today)),
        ..Default::default()
    };
    let goes_on = Condition::any()
        .add(Column::LastDay.is_null())
        .add(Column::LastDay.gte(today));
    Entity::update_many()
        .set(row)
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(Column::TakenBackAt.is_null())
        .filter(Column::FirstDay.lte(today))
        .filter(goes_on)
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn change(tx: &Tx, id: Uuid, row: ActiveModel) -> Result<(), StorageError> {
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Contact {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            project: row.project_id.into(),
            organisation: row.organisation_id.into(),
            duty: code("project_contact", row.id, "duty", &row.duty)?,
            tenure: Tenure {
                person: row.person_id.into(),
                first: row.first_day,
                last: row.last_day,
            },
            named_by: row.named_by.into(),
            named_at: row.named_at,
            look_on: row.look_on,
        })
    }
}
