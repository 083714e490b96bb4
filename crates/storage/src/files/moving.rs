//! Contents brought to where they are to be kept, one at a time; whoever dies in the middle begins again.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement, Value};

use super::{
    contents::{Registered, delete_later, fetch, first_entry, inside, registered, whole, whole_inside},
    key::Key,
    place::{Fault, Place},
    sweeping::is_ours,
};
use crate::{StorageError, Store, Tx, store::Connected};

/// What became of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is there now; so many bytes, unpacked.
    There(i64),
    /// It was there.
    Before,
    /// It went meanwhile: no file has it any more.
    Gone,
}

/// Brings one content to where the settings say.
///
/// # Errors
/// [`StorageError::Lost`] when it is nowhere or altered, [`StorageError::Away`] when a place does not answer or is another
/// database's; it stays where it was.
pub async fn bring(store: &Store, sha256: [u8; 32], now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let Some(row) = registered(store, sha256).await? else {
        return Ok(Moved::Gone);
    };
    match (&row.key, store.places().keep()) {
        (None, None) => Ok(Moved::Before),
        (None, Some(place)) => out(store, place, &row, now).await,
        (Some(key), None) => {
            is_ours(store).await?;
            inward(store, key, &row, now).await
        }
        (Some(key), Some(place)) => {
            is_ours(store).await?;
            over(store, place, key, &row).await
        }
    }
}

/// From the database to a place.
async fn out(
    store: &Store,
    place: &Place,
    row: &Registered,
    now: DateTime<Utc>,
) -> Result<Moved, StorageError> {
    let Some(packed) = inside(store, row.sha256).await? else {
        return Ok(Moved::Gone);
    };
    whole_inside(&packed, row)?;
    let key = Key::new(&first_entry(store).await?, &row.sha256);
    place.put(&key, packed).await?;
    let tx = store.begin().await?;
    let new: [Value; 2] = [Vec::<u8>::new().into(), key.as_str().into()];
    let is_named = change(&tx, row, new, "object_key IS NULL", []).await?;
    if !is_named {
        delete_later(&tx, &key, now).await?;
    }
    tx.commit().await?;
    Ok(if is_named {
        Moved::There(row.size)
    } else {
        Moved::Gone
    })
}

/// From wherever it is to the database.
async fn inward(
    store: &Store,
    key: &Key,
    row: &Registered,
    now: DateTime<Utc>,
) -> Result<Moved, StorageError> {
    let (packed, _) = fetch(store.places(), row).await?;
    let tx = store.begin().await?;
    let new: [Value; 2] = [packed.into(), None::<String>.into()];
    let is_inside = change(&tx, row, new, "object_key = $4", [key.as_str().into()]).await?;
    if is_inside {
        delete_later(&tx, key, now).await?;
    }
    tx.commit().await?;
    if !is_inside {
        return Ok(Moved::Gone);
    }
    // At once, for whoever moves everything forgets the place afterwards; the job is for deaths in between.
    store.places().delete(key).await?;
    Ok(Moved::There(row.size))
}

/// From the place of before to the one of now, under its key: the row stays as it is.
async fn over(store: &Store, place: &Place, key: &Key, row: &Registered) -> Result<Moved, StorageError> {
    let Some(before) = store.places().before() else {
        return Ok(Moved::Before);
    };
    if !before.has(key).await? {
        return Ok(Moved::Before);
    }
    let is_there = match place.get(key, super::contents::largest(row.size)).await {
        Ok(packed) => whole(&packed, row).is_ok(),
        Err(Fault::Missing | Fault::TooLarge) => false,
        Err(Fault::Away(error)) => return Err(error),
    };
    if !is_there {
        let (packed, _) = fetch(store.places(), row).await?;
        place.put(key, packed).await?;
    }
    before.delete(key).await?;
    Ok(Moved::There(row.size))
}

/// Writes content and key of a row that is as it was.
async fn change<const N: usize>(
    tx: &Tx,
    row: &Registered,
    new: [Value; 2],
    as_it_was: &str,
    more: [Value; N],
) -> Result<bool, StorageError> {
    let connection = tx.connection();
    let sql =
        format!("UPDATE file_content SET content = $1, object_key = $2 WHERE sha256 = $3 AND {as_it_was}");
    let values = new.into_iter().chain([row.sha256.to_vec().into()]).chain(more);
    let backend = connection.get_database_backend();
    let done = connection
        .execute_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a content that was outside into the row of it, without looking for the object; for copies of a database that are
/// restored.
///
/// # Errors
/// When the database fails.
pub async fn put_inside(store: &Store, row: &Registered, packed: Vec<u8>) -> Result<(), StorageError> {
    let tx = store.begin().await?;
    let new: [Value; 2] = [packed.into(), None::<String>.into()];
    change(&tx, row, new, "object_key IS NOT NULL", []).await?;
    tx.commit().await
}

/// Puts a content that was outside under its key into the place where contents are kept now; for copies of a database that
/// are restored.
///
/// # Errors
/// [`StorageError::Away`] when the place does not take it, or there is none.
pub async fn put_outside(store: &Store, row: &Registered, packed: Vec<u8>) -> Result<(), StorageError> {
    match (&row.key, store.places().keep()) {
        (Some(key), Some(place)) => place.put(key, packed).await,
        (None, _) | (_, None) => Ok(()),
    }
}
