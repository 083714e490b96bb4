//! Sessions of people in their browsers; only the hashes of their secrets are kept.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use talkoot_domain::{
    ids::{PersonId, SessionId},
    session::{Ended, Session},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::session::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// How exactly the last use is kept, so that not every request writes.
const USE: TimeDelta = TimeDelta::minutes(1);
/// So many open sessions of one person are shown.
const MOST: u64 = 100;

/// Who vouched for whom when a session was opened by a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// The provider.
    pub issuer: String,
    /// The provider's name for the person.
    pub subject: String,
    /// The provider's name for its own session, where it says one.
    pub session: Option<String>,
}

/// The session of this SHA-256.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn by_hash(db: &impl Access, hash: [u8; 32]) -> Result<Option<Session>, StorageError> {
    let row = Entity::find()
        .filter(Column::SecretHash.eq(hash.to_vec()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// One session.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: SessionId) -> Result<Option<Session>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(TryInto::try_into).transpose()
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: SessionId) -> Result<Option<Session>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Who vouched for the person of this session; nobody unless a provider did.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn voucher(db: &impl Access, id: SessionId) -> Result<Option<Voucher>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    Ok(row.and_then(|row| {
        Some(Voucher {
            issuer: row.issuer?,
            subject: row.subject?,
            session: row.provider_session,
        })
    }))
}

/// A person's sessions that are not over at this time, the newest first, at most a hundred; some may be idle.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_person(
    db: &impl Access,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, StorageError> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::EndedAt.is_null())
        .filter(Column::EndsAt.gt(now))
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The sessions for which a provider vouched and which were opened until this time, not ended yet: one session of the
/// provider, or all of a subject.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn vouched_for(
    tx: &Tx,
    issuer: &str,
    subject: Option<&str>,
    session: Option<&str>,
    until: DateTime<Utc>,
) -> Result<Vec<Session>, StorageError> {
    let mut rows = Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::EndedAt.is_null())
        .filter(Column::CreatedAt.lte(until));
    if subject.is_none() && session.is_none() {
        return Ok(Vec::new());
    }
    if let Some(subject) = subject {
        rows = rows.filter(Column::Subject.eq(subject));
    }
    if let Some(session) = session {
        rows = rows.filter(Column::ProviderSession.eq(session));
    }
    let rows = rows
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new session under the SHA-256 of its secret.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &Tx,
    session: &Session,
    hash: [u8; 32],
    voucher: Option<&Voucher>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(session.id.into()),
        person_id: Set(session.person.into()),
        secret_hash: Set(hash.to_vec()),
        opened_by: Set(Into::<&'static str>::into(session.opened_by).to_owned()),
        browser: Set(session.browser.clone()),
        created_at: Set(session.created_at),
        last_used_at: Set(session.last_used_at),
        ends_at: Set(session.ends_at),
        idle_seconds: Set(session.idle.num_seconds()),
        issuer: Set(voucher.map(|voucher| voucher.issuer.clone())),
        subject: Set(voucher.map(|voucher| voucher.subject.clone())),
        provider_session: Set(voucher.and_then(|voucher| voucher.session.clone())),
        ended_at: Set(None),
        ended_by: Set(None),
        ended_why: Set(None),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps that the session was ended.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx, id: SessionId, ended: Ended) -> Result<(), StorageError> {
    Entity::update_many()
        .set(ending(ended))
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Ends every session of a person that was not ended yet; says which.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &Tx, person: PersonId, ended: Ended) -> Result<Vec<SessionId>, StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::EndedAt.is_null())
        .filter(Column::EndsAt.gt(ended.at))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx.connection())
        .await?;
    Entity::update_many()
        .set(ending(ended))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

fn ending(ended: Ended) -> ActiveModel {
    ActiveModel {
        ended_at: Set(Some(ended.at)),
        ended_by: Set(ended.by.map(Into::into)),
        ended_why: Set(Some(Into::<&'static str>::into(ended.why).to_owned())),
        ..Default::default()
    }
}

/// Whether this use is worth keeping.
#[must_use]
pub fn is_news(session: &Session, now: DateTime<Utc>) -> bool {
    session.last_used_at + USE <= now
}

/// Keeps that something was done in the session now; the time never goes back.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx, id: SessionId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        last_used_at: Set(now),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::LastUsedAt.lt(now))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Session {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let ended = match (row.ended_at, row.ended_why.as_deref()) {
            (Some(at), Some(why)) => Some(Ended {
                at,
                by: row.ended_by.map(Into::into),
                why: code("session", row.id, "ended_why", why)?,
            }),
            (None, None) => None,
            _ => {
                let what = "ended at no time or for no reason";
                return Err(StorageError::inconsistent("session", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            person: row.person_id.into(),
            opened_by: code("session", row.id, "opened_by", &row.opened_by)?,
            browser: row.browser,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            ends_at: row.ends_at,
            idle: TimeDelta::seconds(row.idle_seconds),
            ended,
        })
    }
}
