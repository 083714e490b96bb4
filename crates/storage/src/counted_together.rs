//! Requests that several servers count together, by whoever asks. PostgreSQL only: a SQLite has one server.
//!
//! For each there is one number: until when it has asked ahead. A request moves it by the time that one takes at the
//! highest rate, and one that would move it out of the window is refused; so there is nothing to add up, and what is
//! in the past says nothing any more.

use sea_orm::{ConnectionTrait, Statement};

use crate::{StorageError, Store, store::Connected};

/// Whoever asks, as a hash: an address is personal data.
pub type Who = [u8; 32];

/// How often somebody may ask, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// What one request takes.
    pub each: i64,
    /// What may be asked ahead: all at once after a pause.
    pub window: i64,
}

/// Counts a request of somebody; gives how long to wait, in microseconds, when it is one too many.
///
/// # Errors
/// When the database fails.
pub async fn count(store: &Store, who: Who, pace: Pace, now: i64) -> Result<Option<i64>, StorageError> {
    const TAKE: &str = "INSERT INTO counted_together AS known (who, asked_until) VALUES ($1, $2 + $3) \
         ON CONFLICT (who) DO UPDATE SET asked_until = GREATEST(known.asked_until, $2) + $3 \
         WHERE GREATEST(known.asked_until, $2) + $3 <= $2 + $4 RETURNING asked_until";
    const LOOK: &str = "SELECT asked_until FROM counted_together WHERE who = $1";
    let db = store.connection();
    let backend = db.get_database_backend();
    let values = [
        who.to_vec().into(),
        now.into(),
        pace.each.into(),
        pace.window.into(),
    ];
    let taken = db
        .query_one_raw(Statement::from_sql_and_values(backend, TAKE, values))
        .await?;
    if taken.is_some() {
        return Ok(None);
    }
    let look = Statement::from_sql_and_values(backend, LOOK, [who.to_vec().into()]);
    let until: Option<i64> = match db.query_one_raw(look).await? {
        Some(row) => Some(row.try_get("", "asked_until")?),
        None => None,
    };
    Ok(until.map(|until| (until + pace.each - now - pace.window).max(1)))
}

/// Forgets those who may ask as if they never had.
///
/// # Errors
/// When the database fails.
pub async fn forget(store: &Store, now: i64) -> Result<(), StorageError> {
    const SQL: &str = "DELETE FROM counted_together WHERE asked_until < $1";
    let db = store.connection();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SQL, [now.into()]);
    db.execute_raw(statement).await?;
    Ok(())
}
