//! Work to be done later, once.
//!
//! A job is enqueued in the transaction of whoever wants it and under a key that names the one
//! thing to be done. Several workers may take jobs at once; a worker that dies leaves a lock that
//! runs out, so jobs must look again at what they are about before they do anything.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Statement, TryInsertResult, Value,
    sea_query::{ExprTrait as _, LockBehavior, LockType, OnConflict},
};
use uuid::Uuid;

use crate::{
    Access, Engine, StorageError, Store, Tx,
    entity::job::{ActiveModel, Column, Entity},
    store::Connected,
};

/// How long a worker may take before another one may try.
const LEASE: Duration = Duration::minutes(5);

/// A job to be done.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Its identifier.
    pub id: Uuid,
    /// What kind of work.
    pub kind: &'a str,
    /// The one thing to be done.
    pub unique_key: String,
    /// What the work needs to know.
    pub payload: serde_json::Value,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// A job that this worker has taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its identifier.
    pub id: Uuid,
    /// What kind of work.
    pub kind: String,
    /// The one thing to be done.
    pub unique_key: String,
    /// What the work needs to know.
    pub payload: serde_json::Value,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// Enqueues a job; says whether it was new.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx, job: NewJob<'_>) -> Result<bool, StorageError> {
    let row = ActiveModel {
        id: Set(job.id),
        kind: Set(job.kind.to_owned()),
        unique_key: Set(job.unique_key),
        payload: Set(job.payload),
        state: Set("queued".to_owned()),
        run_at: Set(job.run_at),
        attempts: Set(0),
        locked_until: Set(None),
        last_error: Set(None),
        finished_at: Set(None),
    };
    let done = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::UniqueKey).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(matches!(done, TryInsertResult::Inserted(1)))
}

/// Takes the next job of these kinds that is due, or one whose worker has died. A job of a kind that only a newer
/// version knows waits for a worker of that version.
///
/// # Errors
/// When the database fails.
pub async fn take(
    store: &Store,
    kinds: &[&'static str],
    now: DateTime<Utc>,
) -> Result<Option<Job>, StorageError> {
    let skip = match store.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let known: Vec<String> = (3..).take(kinds.len()).map(|place| format!("${place}")).collect();
    // Named columns: a statement that is prepared with all of them fails once a newer version has added one.
    let sql = format!(
        "UPDATE job SET state = 'running', attempts = attempts + 1, locked_until = $1 \
         WHERE id = (SELECT id FROM job \
                     WHERE state IN ('queued', 'running') AND run_at <= $2 \
                       AND (state = 'queued' OR locked_until < $2) AND kind IN ({}) \
                     ORDER BY run_at, id LIMIT 1 {skip}) \
         RETURNING id, kind, unique_key, payload, attempts",
        known.join(", ")
    );
    let db = store.connection();
    let times: [Value; 2] = [(now + LEASE).into(), now.into()];
    let values: Vec<Value> = times
        .into_iter()
        .chain(kinds.iter().map(|&kind| kind.into()))
        .collect();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let Some(row) = db.query_one_raw(statement).await? else {
        return Ok(None);
    };
    Ok(Some(Job {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        unique_key: row.try_get("", "unique_key")?,
        payload: row.try_get("", "payload")?,
        attempts: row.try_get("", "attempts")?,
    }))
}

/// Takes the jobs under these keys beside the one that is taken already, as far as no other worker holds them: what
/// they are about is done by one worker only. They count no attempt.
///
/// # Errors
/// When the database fails.
pub async fn take_along(
    store: &Store,
    keys: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, String)>, StorageError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let deserted = Column::State.eq("running").and(Column::LockedUntil.lt(now));
    let mut free = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UniqueKey.is_in(keys))
        .filter(Column::State.eq("queued").or(deserted))
        .order_by_asc(Column::Id)
        .into_query();
    if store.engine() == Engine::Postgres {
        free.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let row = ActiveModel {
        state: Set("running".to_owned()),
        locked_until: Set(Some(now + LEASE)),
        ..Default::default()
    };
    let taken = Entity::update_many()
        .set(row)
        .filter(Column::Id.in_subquery(free))
        .exec_with_returning(store.connection())
        .await?;
    Ok(taken.into_iter().map(|row| (row.id, row.unique_key)).collect())
}

/// Gives back jobs that were taken along; each waits until then, as the job that carried them does.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &Tx, ids: &[Uuid], run_at: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set("queued".to_owned()),
        locked_until: Set(None),
        run_at: Set(run_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::State.eq("running"))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Marks a job done, in the transaction that did its work.
///
/// # Errors
/// When the database fails.
pub async fn done(tx: &Tx, id: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    finish(tx, id, "done", None, now).await
}

/// Parks a job: it stays to be seen, and is tried again when a person asks for it.
///
/// # Errors
/// When the database fails.
pub async fn dead(tx: &Tx, id: Uuid, error: &str, now: DateTime<Utc>) -> Result<(), StorageError> {
    finish(tx, id, "dead", Some(error), now).await
}

/// Deletes the jobs under these keys that are done: nobody asks for them any more.
///
/// # Errors
/// When the database fails.
pub async fn delete_done(tx: &Tx, keys: &[String]) -> Result<(), StorageError> {
    if keys.is_empty() {
        return Ok(());
    }
    Entity::delete_many()
        .filter(Column::UniqueKey.is_in(keys))
        .filter(Column::State.eq("done"))
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn finish(
    tx: &Tx,
    id: Uuid,
    state: &str,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set(state.to_owned()),
        locked_until: Set(None),
        finished_at: Set(Some(now)),
        last_error: Set(error.map(ToOwned::to_owned)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Puts a job back to be tried again later.
///
/// # Errors
/// When the database fails.
pub async fn retry(tx: &Tx, id: Uuid, error: &str, run_at: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set("queued".to_owned()),
        locked_until: Set(None),
        run_at: Set(run_at),
        last_error: Set(Some(error.to_owned())),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Puts a job back that has nothing to do before a later time.
///
/// # Errors
/// When the database fails.
pub async fn postpone(tx: &Tx, id: Uuid, run_at: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set("queued".to_owned()),
        locked_until: Set(None),
        run_at: Set(run_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Puts every job that was parked back into the queue, to be tried anew. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn resume_dead(tx: &Tx, now: DateTime<Utc>) -> Result<u64, StorageError> {
    let row = ActiveModel {
        state: Set("queued".to_owned()),
        run_at: Set(now),
        attempts: Set(0),
        finished_at: Set(None),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::State.eq("dead"))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// How many jobs are in this state.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, state: &str) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::State.eq(state))
        .count(db.connection())
        .await?)
}

/// The jobs that wait or run, as `kind unique_key`, for tests that leave nothing behind and for the
/// person on call.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(db: &impl Access) -> Result<Vec<String>, StorageError> {
    let rows = Entity::find()
        .filter(Column::State.is_in(["queued", "running"]))
        .order_by_asc(Column::RunAt)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| format!("{} {}", row.kind, row.unique_key))
        .collect())
}
