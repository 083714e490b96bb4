//! The tokens that people sign in with; only their hashes are kept.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use talkoot_domain::{
    access_token::AccessToken,
    ids::{AccessTokenId, OrganisationId, PersonId},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Page, StorageError, Tx,
    entity::access_token::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// How exactly the last use is kept, so that not every request writes.
const USE: TimeDelta = TimeDelta::minutes(10);

/// The token of this SHA-256.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn by_hash(db: &impl Access, hash: [u8; 32]) -> Result<Option<AccessToken>, StorageError> {
    let row = Entity::find()
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// One token.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: AccessTokenId) -> Result<Option<AccessToken>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(TryInto::try_into).transpose()
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: AccessTokenId) -> Result<Option<AccessToken>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The tokens of a person; where organisations are named, only those that are confined to one of them, or to none.
fn shown(person: PersonId, to: Option<&[OrganisationId]>) -> Condition {
    let rows = Condition::all().add(Column::PersonId.eq(Uuid::from(person)));
    let Some(organisations) = to else { return rows };
    let organisations = organisations.iter().map(|&id| Uuid::from(id));
    rows.add(
        Condition::any()
            .add(Column::OrganisationId.is_null())
            .add(Column::OrganisationId.is_in(organisations)),
    )
}

/// A page of a person's tokens, oldest first; where organisations are named, without those that are confined to others.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_person(
    db: &impl Access,
    person: PersonId,
    to: Option<&[OrganisationId]>,
    page: Page<AccessTokenId>,
) -> Result<Vec<AccessToken>, StorageError> {
    let mut rows = shown(person, to);
    if let Some(after) = page.after {
        rows = rows.add(Column::Id.gt(Uuid::from(after)));
    }
    let rows = Entity::find()
        .filter(rows)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many tokens a person has or had; where organisations are named, without those that are confined to others.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl Access,
    person: PersonId,
    to: Option<&[OrganisationId]>,
) -> Result<u64, StorageError> {
    let rows = Entity::find().filter(shown(person, to));
    Ok(rows.count(db.connection()).await?)
}

/// Stores a new token under its SHA-256.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, token: &AccessToken, hash: [u8; 32]) -> Result<(), StorageError> {
    let (confirmed_by, confirmed_at) = stamp_columns(token.confirmed);
    let (revoked_by, revoked_at) = stamp_columns(token.revoked);
    let row = ActiveModel {
        id: Set(token.id.into()),
        person_id: Set(token.person.into()),
        token_hash: Set(hash.to_vec()),
        label: Set(token.label.clone()),
        created_at: Set(token.created_at),
        expires_at: Set(token.expires_at),
        issued_by: Set(token.issued_by.map(Into::into)),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        revoked_by: Set(revoked_by),
        revoked_at: Set(revoked_at),
        last_used_at: Set(token.last_used_at),
        scope: Set(Into::<&'static str>::into(token.scope).to_owned()),
        organisation_id: Set(token.organisation.map(Into::into)),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps who confirmed and who revoked the token.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &Tx, token: &AccessToken) -> Result<(), StorageError> {
    let (confirmed_by, confirmed_at) = stamp_columns(token.confirmed);
    let (revoked_by, revoked_at) = stamp_columns(token.revoked);
    let row = ActiveModel {
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        revoked_by: Set(revoked_by),
        revoked_at: Set(revoked_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(token.id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes back every token of a person that is good and was not taken back yet; says which.
///
/// # Errors
/// When the database fails.
pub async fn revoke_all(
    tx: &Tx,
    person: PersonId,
    revoked: Stamp,
) -> Result<Vec<AccessTokenId>, StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(revoked.at))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx.connection())
        .await?;
    let (revoked_by, revoked_at) = stamp_columns(Some(revoked));
    let row = ActiveModel {
        revoked_by: Set(revoked_by),
        revoked_at: Set(revoked_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Whether this use is worth keeping.
#[must_use]
pub fn is_news(token: &AccessToken, now: DateTime<Utc>) -> bool {
    token.last_used_at.is_none_or(|last| last + USE <= now)
}

/// Keeps that the token was used now.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx, id: AccessTokenId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
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

/// Who and when, together or not at all.
fn pair(
    row: Uuid,
    what: &str,
    by: Option<Uuid>,
    at: Option<DateTime<Utc>>,
) -> Result<Option<Stamp>, StorageError> {
    if by.is_some() == at.is_some() {
        return Ok(stamp(by, at));
    }
    let what = format!("{what} by nobody or at no time");
    Err(StorageError::inconsistent("access_token", row, what))
}

impl TryFrom<Model> for AccessToken {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            person: row.person_id.into(),
            label: row.label,
            created_at: row.created_at,
            expires_at: row.expires_at,
            issued_by: row.issued_by.map(Into::into),
            confirmed: pair(row.id, "confirmed", row.confirmed_by, row.confirmed_at)?,
            revoked: pair(row.id, "revoked", row.revoked_by, row.revoked_at)?,
            last_used_at: row.last_used_at,
            scope: code("access_token", row.id, "scope", &row.scope)?,
            organisation: row.organisation_id.map(Into::into),
        })
    }
}
