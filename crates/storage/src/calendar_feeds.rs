//! Calendars under secret links; of the links only hashes are kept.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use talkoot_domain::{
    calendar_feed::{CalendarFeed, FeedOf},
    ids::{CalendarFeedId, PersonId},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::calendar_feed::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// The calendar of this SHA-256.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn by_hash(db: &impl Access, hash: [u8; 32]) -> Result<Option<CalendarFeed>, StorageError> {
    let row = Entity::find()
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// A person's own calendar.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    person: PersonId,
    id: CalendarFeedId,
) -> Result<Option<CalendarFeed>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(
    tx: &Tx,
    person: PersonId,
    id: CalendarFeedId,
) -> Result<Option<CalendarFeed>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// A person's calendars that were not revoked, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_person(db: &impl Access, person: PersonId) -> Result<Vec<CalendarFeed>, StorageError> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::RevokedAt.is_null())
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new calendar under the SHA-256 of its link.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, feed: &CalendarFeed, hash: [u8; 32]) -> Result<(), StorageError> {
    let (subject, project, organisation) = match feed.of {
        FeedOf::Project(project) => ("project", Some(project), None),
        FeedOf::Municipality(of) => ("municipality", None, Some(of)),
        FeedOf::Officer(of) => ("officer", None, Some(of)),
    };
    let row = ActiveModel {
        id: Set(feed.id.into()),
        version: Set(feed.version),
        person_id: Set(feed.person.into()),
        subject: Set(subject.to_owned()),
        project_id: Set(project.map(Into::into)),
        organisation_id: Set(organisation.map(Into::into)),
        token_hash: Set(hash.to_vec()),
        created_at: Set(feed.created_at),
        renewed_at: Set(feed.renewed_at),
        revoked_at: Set(feed.revoked_at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps what became of a calendar, and its new link where there is one; counts its version.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was faster.
pub async fn update(tx: &Tx, feed: &CalendarFeed, hash: Option<[u8; 32]>) -> Result<(), StorageError> {
    let mut row = ActiveModel {
        version: Set(feed.version + 1),
        renewed_at: Set(feed.renewed_at),
        revoked_at: Set(feed.revoked_at),
        ..Default::default()
    };
    if let Some(hash) = hash {
        row.token_hash = Set(hash.to_vec());
    }
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(feed.id)))
        .filter(Column::Version.eq(feed.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "calendar_feed")
}

impl TryFrom<Model> for CalendarFeed {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let of = match (row.subject.as_str(), row.project_id, row.organisation_id) {
            ("project", Some(project), None) => FeedOf::Project(project.into()),
            ("municipality", None, Some(of)) => FeedOf::Municipality(of.into()),
            ("officer", None, Some(of)) => FeedOf::Officer(of.into()),
            _ => {
                let what = "it shows neither a project, a municipality nor the grants of an officer";
                return Err(StorageError::inconsistent("calendar_feed", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            person: row.person_id.into(),
            of,
            created_at: row.created_at,
            renewed_at: row.renewed_at,
            revoked_at: row.revoked_at,
        })
    }
}
