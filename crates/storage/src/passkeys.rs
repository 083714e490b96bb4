//! Passkeys, and the challenges that their devices are asked to sign.

pub mod challenges;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use talkoot_domain::{
    ids::{PasskeyId, PersonId},
    passkey::Passkey,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::passkey::{ActiveModel, Column, Entity, Model},
    map::{stamp, stamp_columns},
    store::Connected,
};

/// The passkey that its device calls so, also one that was removed.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn by_credential(db: &impl Access, credential: &[u8]) -> Result<Option<Passkey>, StorageError> {
    let row = Entity::find()
        .filter(Column::Credential.eq(credential.to_vec()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// One passkey, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: PasskeyId) -> Result<Option<Passkey>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// One passkey.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: PasskeyId) -> Result<Option<Passkey>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(TryInto::try_into).transpose()
}

/// The passkeys that a person has now, the oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_person(db: &impl Access, person: PersonId) -> Result<Vec<Passkey>, StorageError> {
    let rows = held_by(person).all(db.connection()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

fn held_by(person: PersonId) -> Select<Entity> {
    Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Id)
}

/// Stores a new passkey.
///
/// # Errors
/// [`StorageError::Taken`] when its device has called another one so.
pub async fn insert(tx: &Tx, passkey: &Passkey) -> Result<(), StorageError> {
    let (removed_by, removed_at) = stamp_columns(passkey.removed);
    let row = ActiveModel {
        id: Set(passkey.id.into()),
        person_id: Set(passkey.person.into()),
        credential: Set(passkey.credential.clone()),
        public_key: Set(passkey.public_key.clone()),
        name: Set(passkey.name.clone()),
        created_at: Set(passkey.created_at),
        sign_count: Set(passkey.sign_count.into()),
        last_used_at: Set(passkey.last_used_at),
        removed_at: Set(removed_at),
        removed_by: Set(removed_by),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps that the passkey signed in now, and how often it has signed.
///
/// # Errors
/// When the database fails.
pub async fn used(tx: &Tx, id: PasskeyId, sign_count: u32, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        sign_count: Set(sign_count.into()),
        last_used_at: Set(Some(now)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes these passkeys away.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, ids: &[PasskeyId], removed: Stamp) -> Result<(), StorageError> {
    let (removed_by, removed_at) = stamp_columns(Some(removed));
    let row = ActiveModel {
        removed_by: Set(removed_by),
        removed_at: Set(removed_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(Column::RemovedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes away every passkey that a person has now; says which.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn remove_all(tx: &Tx, person: PersonId, removed: Stamp) -> Result<Vec<PasskeyId>, StorageError> {
    let ids: Vec<Uuid> = held_by(person)
        .select_only()
        .column(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx.connection())
        .await?;
    let ids: Vec<PasskeyId> = ids.into_iter().map(Into::into).collect();
    remove(tx, &ids, removed).await?;
    Ok(ids)
}

impl TryFrom<Model> for Passkey {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        if row.removed_by.is_some() != row.removed_at.is_some() {
            let what = "removed by nobody or at no time";
            return Err(StorageError::inconsistent("passkey", row.id, what));
        }
        let sign_count = u32::try_from(row.sign_count)
            .map_err(|_| StorageError::inconsistent("passkey", row.id, "sign_count is no count"))?;
        Ok(Self {
            id: row.id.into(),
            person: row.person_id.into(),
            credential: row.credential,
            public_key: row.public_key,
            name: row.name,
            created_at: row.created_at,
            sign_count,
            last_used_at: row.last_used_at,
            removed: stamp(row.removed_by, row.removed_at),
        })
    }
}
