//! What devices are asked to sign, each once. Only hashes are kept.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use talkoot_domain::ids::PersonId;
use uuid::Uuid;

use crate::{
    StorageError, Tx,
    entity::passkey_challenge::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// One thing to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its key.
    pub id: Uuid,
    /// The SHA-256 of the cookie of the browser that asked.
    pub browser_hash: [u8; 32],
    /// Who adds a passkey; nobody while somebody signs in.
    pub person: Option<PersonId>,
    /// The page to go to afterwards.
    pub go_to: String,
    /// From when on it is no good.
    pub expires_at: DateTime<Utc>,
    /// When it was answered, which is once.
    pub used_at: Option<DateTime<Utc>>,
}

/// Stores one under its SHA-256.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, challenge: &Challenge, hash: [u8; 32]) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(challenge.id),
        challenge_hash: Set(hash.to_vec()),
        browser_hash: Set(challenge.browser_hash.to_vec()),
        person_id: Set(challenge.person.map(Into::into)),
        go_to: Set(challenge.go_to.clone()),
        expires_at: Set(challenge.expires_at),
        used_at: Set(None),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The one of this SHA-256, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, hash: [u8; 32]) -> Result<Option<Challenge>, StorageError> {
    let row = Entity::find()
        .filter(Column::ChallengeHash.eq(hash.to_vec()))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Keeps that it was answered.
///
/// # Errors
/// When the database fails.
pub async fn set_used(tx: &Tx, id: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        used_at: Set(Some(now)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Deletes those that were no good any more at this time, some at a time.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, expired_by: DateTime<Utc>) -> Result<(), StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ExpiresAt.lt(expired_by))
        .limit(AT_ONCE)
        .into_tuple()
        .all(tx.connection())
        .await?;
    if !ids.is_empty() {
        let over = Column::Id.is_in(ids);
        Entity::delete_many().filter(over).exec(tx.connection()).await?;
    }
    Ok(())
}

/// So many are forgotten at a time, by whoever asks next.
const AT_ONCE: u64 = 100;

impl TryFrom<Model> for Challenge {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let broken = |_| StorageError::inconsistent("passkey_challenge", row.id, "the browser is no SHA-256");
        let browser_hash = row.browser_hash.as_slice().try_into().map_err(broken)?;
        Ok(Self {
            id: row.id,
            browser_hash,
            person: row.person_id.map(Into::into),
            go_to: row.go_to,
            expires_at: row.expires_at,
            used_at: row.used_at,
        })
    }
}
