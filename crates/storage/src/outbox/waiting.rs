//! Events that a reaction could not deal with. They wait with those of the same project behind them, in
//! their order, while everybody else's go on.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Event, lock_cursor};
use crate::{
    Access, StorageError, Tx,
    entity::{
        outbox_event,
        waiting_event::{ActiveModel, Column, Entity, Model},
    },
    store::Connected,
};

/// An event that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who could not deal with it.
    pub reaction: String,
    /// Its place in the order of commits.
    pub seq: i64,
    /// The project, or the object where there is none.
    pub lane: Uuid,
    /// How often it was tried; 0 for what only waits behind another one.
    pub attempts: i32,
    /// When it is tried again; nothing once it was tried too often.
    pub try_at: Option<DateTime<Utc>>,
    /// What failed the last time.
    pub last_error: Option<String>,
}

/// The lanes in which something waits.
///
/// # Errors
/// When the database fails.
pub async fn lanes(db: &impl Access, reaction: &str) -> Result<Vec<Uuid>, StorageError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Lane)
        .distinct()
        .filter(Column::Reaction.eq(reaction))
        .into_tuple()
        .all(db.connection())
        .await?)
}

/// Lets an event wait.
///
/// # Errors
/// When the database fails.
pub async fn push(
    tx: &Tx,
    reaction: &str,
    event: &Event,
    failed: Option<(DateTime<Utc>, String)>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let attempts = i32::from(failed.is_some());
    let (try_at, last_error) = failed.map_or((now, None), |(at, error)| (at, Some(error)));
    insert(
        tx,
        Model {
            reaction: reaction.to_owned(),
            seq: event.seq,
            lane: event.lane(),
            attempts,
            try_at: Some(try_at),
            last_error,
        },
    )
    .await
}

/// Lets an event wait that only a newer version knows, in a lane of its own: nothing waits behind it.
///
/// # Errors
/// When the database fails.
pub async fn push_apart(
    tx: &Tx,
    reaction: &str,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    insert(
        tx,
        Model {
            reaction: reaction.to_owned(),
            seq: event.seq,
            lane: Uuid::from_u128(u128::from(event.seq.unsigned_abs())),
            attempts: 0,
            try_at: Some(now),
            last_error: None,
        },
    )
    .await
}

async fn insert(tx: &Tx, row: Model) -> Result<(), StorageError> {
    Entity::insert(ActiveModel::from(row).reset_all())
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The first event of a lane, with its row, behind the lock of the reaction.
///
/// # Errors
/// When the database fails.
pub async fn head(tx: &Tx, reaction: &str, lane: Uuid) -> Result<Option<(Waiting, Event)>, StorageError> {
    lock_cursor(tx, reaction).await?;
    let row = Entity::find()
        .filter(Column::Reaction.eq(reaction))
        .filter(Column::Lane.eq(lane))
        .order_by_asc(Column::Seq)
        .one(tx.connection())
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let event = outbox_event::Entity::find_by_id(row.seq)
        .one(tx.connection())
        .await?
        .ok_or_else(|| StorageError::inconsistent("waiting_event", row.seq, "its event does not exist"))?;
    Ok(Some((row.into(), event.into())))
}

/// An event has been dealt with.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, reaction: &str, seq: i64) -> Result<(), StorageError> {
    Entity::delete_by_id((reaction.to_owned(), seq))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// An event failed again; without a time it is not tried any more until a person asks for it.
///
/// # Errors
/// When the database fails.
pub async fn failed(
    tx: &Tx,
    waiting: &Waiting,
    try_at: Option<DateTime<Utc>>,
    error: &str,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        reaction: Set(waiting.reaction.clone()),
        seq: Set(waiting.seq),
        attempts: Set(waiting.attempts + 1),
        try_at: Set(try_at),
        last_error: Set(Some(error.to_owned())),
        ..Default::default()
    };
    Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Lets everything that was tried too often be tried again. Says how many events.
///
/// # Errors
/// When the database fails.
pub async fn resume(tx: &Tx, now: DateTime<Utc>) -> Result<u64, StorageError> {
    let row = ActiveModel {
        attempts: Set(0),
        try_at: Set(Some(now)),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::TryAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Everything that waits, in order, for the person on call.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Access) -> Result<Vec<Waiting>, StorageError> {
    let rows = Entity::find()
        .order_by_asc(Column::Reaction)
        .order_by_asc(Column::Seq)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

impl From<Model> for Waiting {
    fn from(row: Model) -> Self {
        Self {
            reaction: row.reaction,
            seq: row.seq,
            lane: row.lane,
            attempts: row.attempts,
            try_at: row.try_at,
            last_error: row.last_error,
        }
    }
}
