//! Tries to sign in: at a provider, and with links that are sent by e-mail. Only hashes of their secrets are kept.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use talkoot_domain::ids::{PersonId, SignInAttemptId};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::sign_in_attempt::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// What a try to sign in waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// The provider sends the browser back.
    Provider,
    /// The link is opened that was sent to an address, which belongs to this person, if anybody. The SHA-256 is of the
    /// address and of the place from which it was asked for.
    Link([u8; 32], Option<PersonId>),
}

/// One try to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInAttempt {
    /// Its identifier.
    pub id: SignInAttemptId,
    /// What it waits for.
    pub waits: Waits,
    /// The SHA-256 of the cookie of the browser that began.
    pub browser_hash: [u8; 32],
    /// The page to go to afterwards.
    pub go_to: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// From when on it is no good.
    pub expires_at: DateTime<Utc>,
    /// When it was used, which is once.
    pub used_at: Option<DateTime<Utc>>,
}

/// Stores a new try, with the SHA-256 of its secret if that is known already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, attempt: &SignInAttempt, hash: Option<[u8; 32]>) -> Result<(), StorageError> {
    let (kind, address, person) = match attempt.waits {
        Waits::Provider => ("provider", None, None),
        Waits::Link(address, person) => ("link", Some(address), person),
    };
    let row = ActiveModel {
        id: Set(attempt.id.into()),
        kind: Set(kind.to_owned()),
        browser_hash: Set(attempt.browser_hash.to_vec()),
        secret_hash: Set(hash.map(Into::into)),
        address_hash: Set(address.map(Into::into)),
        person_id: Set(person.map(Into::into)),
        go_to: Set(attempt.go_to.clone()),
        created_at: Set(attempt.created_at),
        expires_at: Set(attempt.expires_at),
        used_at: Set(None),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// One try.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: SignInAttemptId) -> Result<Option<SignInAttempt>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(TryInto::try_into).transpose()
}

/// The try with this secret.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn by_hash(db: &impl Access, hash: [u8; 32]) -> Result<Option<SignInAttempt>, StorageError> {
    let row = Entity::find()
        .filter(Column::SecretHash.eq(hash.to_vec()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock_by_hash(tx: &Tx, hash: [u8; 32]) -> Result<Option<SignInAttempt>, StorageError> {
    let row = Entity::find()
        .filter(Column::SecretHash.eq(hash.to_vec()))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Gives a try its secret: the link that is about to be sent.
///
/// # Errors
/// When the database fails.
pub async fn set_secret(tx: &Tx, id: SignInAttemptId, hash: [u8; 32]) -> Result<(), StorageError> {
    let row = ActiveModel {
        secret_hash: Set(Some(hash.to_vec())),
        ..Default::default()
    };
    update(tx, id, row).await
}

/// Keeps that the try was used.
///
/// # Errors
/// When the database fails.
pub async fn set_used(tx: &Tx, id: SignInAttemptId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        used_at: Set(Some(now)),
        ..Default::default()
    };
    update(tx, id, row).await
}

async fn update(tx: &Tx, id: SignInAttemptId, row: ActiveModel) -> Result<(), StorageError> {
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// How many links were asked for since then, for this address from this place, and not used.
///
/// # Errors
/// When the database fails.
pub async fn count_since(
    db: &impl Access,
    address_hash: [u8; 32],
    since: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let rows = Entity::find()
        .filter(Column::AddressHash.eq(address_hash.to_vec()))
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::UsedAt.is_null());
    Ok(rows.count(db.connection()).await?)
}

/// How many links were asked for since then, for this person from anywhere, and not used.
///
/// # Errors
/// When the database fails.
pub async fn count_of_person_since(
    db: &impl Access,
    person: PersonId,
    since: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::CreatedAt.gt(since))
        // Follows from it, and is what the database finds by.
        .filter(Column::ExpiresAt.gt(since))
        .filter(Column::UsedAt.is_null());
    Ok(rows.count(db.connection()).await?)
}

/// Deletes the tries that were no good any more at this time, some at a time; says which.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, expired_by: DateTime<Utc>) -> Result<Vec<SignInAttemptId>, StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ExpiresAt.lt(expired_by))
        .limit(AT_ONCE)
        .into_tuple()
        .all(tx.connection())
        .await?;
    if !ids.is_empty() {
        let over = Column::Id.is_in(ids.iter().copied());
        Entity::delete_many().filter(over).exec(tx.connection()).await?;
    }
    Ok(ids.into_iter().map(Into::into).collect())
}

/// So many tries are forgotten at a time, by whoever asks next.
const AT_ONCE: u64 = 100;

fn hash(row: &Model, what: &str, bytes: &[u8]) -> Result<[u8; 32], StorageError> {
    let broken = || StorageError::inconsistent("sign_in_attempt", row.id, format!("{what} is no SHA-256"));
    bytes.try_into().map_err(|_| broken())
}

impl TryFrom<Model> for SignInAttempt {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let waits = match (row.kind.as_str(), &row.address_hash) {
            ("provider", None) => Waits::Provider,
            ("link", Some(address)) => {
                Waits::Link(hash(&row, "the address", address)?, row.person_id.map(Into::into))
            }
            _ => {
                let what = "it waits neither for a provider nor for a link";
                return Err(StorageError::inconsistent("sign_in_attempt", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            waits,
            browser_hash: hash(&row, "the browser", &row.browser_hash)?,
            go_to: row.go_to,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
        })
    }
}
