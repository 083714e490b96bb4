//! What happened, in the order of the commits, for reactions that follow later.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use talkoot_domain::ids::ProjectId;
use uuid::Uuid;

pub mod waiting;

use crate::{
    Access, StorageError, Tx,
    entity::{log_head, outbox_event, reaction_cursor},
    store::Connected,
};

pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent {
    /// What, for example `cost_report_submitted`.
    pub kind: &'static str,
    /// To which object.
    pub object: Uuid,
    /// In which project.
    pub project: Option<ProjectId>,
}

/// Something that happened, with its place in the order of commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: String,
    /// To which object.
    pub object: Uuid,
    /// In which project.
    pub project: Option<ProjectId>,
}

pub(crate) async fn head(db: &impl Access) -> Result<log_head::Model, StorageError> {
    let head = log_head::Entity::find_by_id(1).one(db.connection()).await?;
    head.ok_or_else(missing)
}

/// Waits until nobody else is about to write to the log; what they committed is seen from then on.
///
/// # Errors
/// When the database fails.
pub async fn wait_for_turn(tx: &Tx) -> Result<(), StorageError> {
    lock_head(tx).await.map(drop)
}

/// Locks the head until the commit, so that numbers are given in the order of commits.
pub(crate) async fn lock_head(tx: &Tx) -> Result<log_head::Model, StorageError> {
    log_head::Entity::find_by_id(1)
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .ok_or_else(missing)
}

/// The row is there from the migration on; a log without its head was tampered with and is not begun anew.
fn missing() -> StorageError {
    StorageError::inconsistent("log_head", 1, "is missing; run `talkoot doctor`")
}

pub(crate) async fn store_head(tx: &Tx, head: log_head::Model) -> Result<(), StorageError> {
    log_head::Entity::update(log_head::ActiveModel::from(head).reset_all())
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub(crate) async fn append(
    tx: &Tx,
    head: &mut log_head::Model,
    events: &[NewEvent],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    for event in events {
        head.outbox_seq += 1;
        let row = outbox_event::ActiveModel {
            seq: Set(head.outbox_seq),
            at: Set(now),
            kind: Set(event.kind.to_owned()),
            object_id: Set(event.object),
            project_id: Set(event.project.map(Into::into)),
        };
        outbox_event::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// The next events for a reaction, in order. On PostgreSQL the cursor stays locked until the
/// commit, so that two workers do not react to the same event.
///
/// # Errors
/// When the database fails.
pub async fn next(tx: &Tx, reaction: &str, first: u64) -> Result<Vec<Event>, StorageError> {
    let cursor = lock_cursor(tx, reaction).await?;
    let rows = outbox_event::Entity::find()
        .filter(outbox_event::Column::Seq.gt(cursor.seq))
        .order_by_asc(outbox_event::Column::Seq)
        .limit(first)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Locks a reaction until the commit: one worker at a time follows it.
pub(crate) async fn lock_cursor(tx: &Tx, reaction: &str) -> Result<reaction_cursor::Model, StorageError> {
    let start = reaction_cursor::ActiveModel {
        reaction: Set(reaction.to_owned()),
        seq: Set(0),
    };
    reaction_cursor::Entity::insert(start)
        .on_conflict(
            OnConflict::column(reaction_cursor::Column::Reaction)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    reaction_cursor::Entity::find_by_id(reaction)
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .ok_or_else(|| StorageError::inconsistent("reaction_cursor", reaction, "is missing"))
}

impl From<outbox_event::Model> for Event {
    fn from(row: outbox_event::Model) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            kind: row.kind,
            object: row.object_id,
            project: row.project_id.map(Into::into),
        }
    }
}

impl Event {
    /// What must stay in order with it: its project, or its object where there is none.
    #[must_use]
    pub fn lane(&self) -> Uuid {
        self.project.map_or(self.object, Into::into)
    }
}

/// Records that a reaction has dealt with everything up to this event.
///
/// # Errors
/// When the database fails.
pub async fn advance(tx: &Tx, reaction: &str, seq: i64) -> Result<(), StorageError> {
    let row = reaction_cursor::ActiveModel {
        reaction: Set(reaction.to_owned()),
        seq: Set(seq),
    };
    reaction_cursor::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// How many events a reaction has not dealt with.
///
/// # Errors
/// When the database fails.
pub async fn behind(db: &impl Access, reaction: &str) -> Result<i64, StorageError> {
    let cursor = reaction_cursor::Entity::find_by_id(reaction)
        .one(db.connection())
        .await?;
    Ok(head(db).await?.outbox_seq - cursor.map_or(0, |cursor| cursor.seq))
}
