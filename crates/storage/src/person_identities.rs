//! Whom a provider means by a subject, recorded at the first sign-in.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use talkoot_domain::ids::PersonId;
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::person_identity::{ActiveModel, Column, Entity},
    store::Connected,
};

/// Whom the provider means.
///
/// # Errors
/// When the database fails.
pub async fn person_of(
    db: &impl Access,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>, StorageError> {
    let row = Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::Subject.eq(subject))
        .one(db.connection())
        .await?;
    Ok(row.map(|row| row.person_id.into()))
}

/// Whether the provider has a name for this person already.
///
/// # Errors
/// When the database fails.
pub async fn is_tied(db: &impl Access, issuer: &str, person: PersonId) -> Result<bool, StorageError> {
    let row = Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .one(db.connection())
        .await?;
    Ok(row.is_some())
}

/// Records whom the provider means.
///
/// # Errors
/// [`StorageError::Taken`] when somebody did at the same moment.
pub async fn insert(
    tx: &Tx,
    id: Uuid,
    person: PersonId,
    (issuer, subject): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(id),
        person_id: Set(person.into()),
        issuer: Set(issuer.to_owned()),
        subject: Set(subject.to_owned()),
        created_at: Set(now),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
