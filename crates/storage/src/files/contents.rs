//! Contents: packed, kept inside or outside before a transaction names them, and read back whole.

use std::io::{Read as _, Write as _};

use chrono::{DateTime, Utc};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::OnConflict,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{key::Key, place::Fault, places::Places};
use crate::{
    Access, StorageError, Store, Tx, audit,
    entity::file_content::{ActiveModel, Column, Entity},
    jobs::{self, NewJob},
    store::Connected,
};

/// The job that deletes an object which no row names any more.
pub const DELETE_OBJECT: &str = "delete_file_object";
/// The job that brings a content to the place where contents are kept.
pub const MOVE_CONTENT: &str = "move_file_content";

/// A content may have moved while it was looked for.
const TRIES: usize = 3;

/// A content to be registered by a transaction.
#[derive(Clone, Debug)]
pub struct Packed {
    sha256: [u8; 32],
    size: i64,
    /// Packed; empty when it is outside already.
    content: Vec<u8>,
    object: Option<Key>,
    /// Whether it belongs outside and is brought there after the commit.
    is_bound: bool,
}

impl Packed {
    /// The SHA-256 of the content.
    #[must_use]
    pub const fn sha256(&self) -> [u8; 32] {
        self.sha256
    }
}

/// A content as it is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Its bytes, unpacked.
    pub size: i64,
    /// The key of the object that it is outside.
    pub key: Option<Key>,
}

/// Packs a content to be kept in the database, for whoever is in a transaction already; where contents are kept outside, a job
/// brings it there after the commit.
///
/// # Errors
/// When it cannot be packed.
pub fn hold(store: &Store, content: &[u8]) -> Result<Packed, StorageError> {
    let broken =
        |what: std::io::Error| StorageError::inconsistent("file_content", "a new one", what.to_string());
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).map_err(broken)?;
    Ok(Packed {
        sha256: Sha256::digest(content).into(),
        size: i64::try_from(content.len()).unwrap_or(i64::MAX),
        content: packed.finish().map_err(broken)?,
        object: None,
        is_bound: store.places().keep().is_some(),
    })
}

/// Packs a content and brings it to where contents are kept, outside of any transaction. What is never registered after that is
/// deleted when it is a day old.
///
/// # Errors
/// [`StorageError::Away`] when the place does not take it.
pub async fn keep(store: &Store, content: &[u8]) -> Result<Packed, StorageError> {
    let mut packed = hold(store, content)?;
    let Some(place) = store.places().keep() else {
        return Ok(packed);
    };
    if registered(store, packed.sha256).await?.is_some() {
        // It stays where it is; should it go in this very moment, it is kept in the database for now.
        return Ok(packed);
    }
    let key = Key::new(&first_entry(store).await?, &packed.sha256);
    place.put(&key, std::mem::take(&mut packed.content)).await?;
    packed.object = Some(key);
    Ok(packed)
}

/// What tells this installation from others.
pub(super) async fn first_entry(store: &Store) -> Result<Vec<u8>, StorageError> {
    let hash = audit::entry_hash(store, 1).await?;
    hash.ok_or_else(|| StorageError::inconsistent("audit_entry", 1, "is missing"))
}

/// Registers a content for a file. What turns out to be one too many is deleted after the commit.
pub(super) async fn register(tx: &Tx, packed: &Packed, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = ActiveModel {
        sha256: Set(packed.sha256.to_vec()),
        size: Set(packed.size),
        content: Set(packed.content.clone()),
        object_key: Set(packed.object.as_ref().map(ToString::to_string)),
    };
    let done = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Sha256).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    let is_new = matches!(done, TryInsertResult::Inserted(1));
    match &packed.object {
        Some(surplus) if !is_new => delete_later(tx, surplus, now).await,
        None if is_new && packed.is_bound => move_later(tx, packed.sha256, now).await,
        Some(_) | None => Ok(()),
    }
}

/// Has an object deleted after the commit, once and whatever dies meanwhile.
pub(super) async fn delete_later(tx: &Tx, key: &Key, now: DateTime<Utc>) -> Result<(), StorageError> {
    later(tx, DELETE_OBJECT, key.as_str(), now).await
}

async fn move_later(tx: &Tx, sha256: [u8; 32], now: DateTime<Utc>) -> Result<(), StorageError> {
    later(tx, MOVE_CONTENT, &hex::encode(sha256), now).await
}

async fn later(tx: &Tx, kind: &str, what: &str, run_at: DateTime<Utc>) -> Result<(), StorageError> {
    let unique_key = format!("{kind}:{what}");
    // The same content may have come and gone before.
    jobs::delete_done(tx, std::slice::from_ref(&unique_key)).await?;
    let job = NewJob {
        id: Uuid::new_v4(),
        kind,
        unique_key,
        payload: serde_json::json!({ "what": what }),
        run_at,
    };
    jobs::enqueue(tx, job).await.map(drop)
}

/// What is registered under a hash.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn registered(db: &impl Access, sha256: [u8; 32]) -> Result<Option<Registered>, StorageError> {
    let row: Option<(Vec<u8>, i64, Option<String>)> = Entity::find_by_id(sha256.to_vec())
        .select_only()
        .columns([Column::Sha256, Column::Size, Column::ObjectKey])
        .into_tuple()
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// What is registered behind a hash, so many at a time, in the order of the hashes; only what is outside on demand.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn after(
    db: &impl Access,
    sha256: Option<[u8; 32]>,
    most: u64,
    only_outside: bool,
) -> Result<Vec<Registered>, StorageError> {
    let mut found = Entity::find()
        .select_only()
        .columns([Column::Sha256, Column::Size, Column::ObjectKey])
        .order_by_asc(Column::Sha256)
        .limit(most);
    if let Some(sha256) = sha256 {
        found = found.filter(Column::Sha256.gt(sha256.to_vec()));
    }
    if only_outside {
        found = found.filter(Column::ObjectKey.is_not_null());
    }
    let rows: Vec<(Vec<u8>, i64, Option<String>)> = found.into_tuple().all(db.connection()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<(Vec<u8>, i64, Option<String>)> for Registered {
    type Error = StorageError;

    fn try_from((sha256, size, key): (Vec<u8>, i64, Option<String>)) -> Result<Self, StorageError> {
        let row = hex::encode(&sha256);
        let wrong = |what: &str| StorageError::inconsistent("file_content", &row, what);
        let sha256: [u8; 32] = sha256
            .try_into()
            .map_err(|_| wrong("the hash has not 32 bytes"))?;
        let key = match key {
            None => None,
            Some(text) => {
                let key = Key::parse(&text).filter(|key| key.sha256() == Some(sha256));
                Some(key.ok_or_else(|| wrong("names an object that is not its own"))?)
            }
        };
        Ok(Self { sha256, size, key })
    }
}

/// The packed content of a row that is inside; nothing when it is outside or gone meanwhile.
pub(super) async fn inside(db: &impl Access, sha256: [u8; 32]) -> Result<Option<Vec<u8>>, StorageError> {
    let packed: Option<Vec<u8>> = Entity::find_by_id(sha256.to_vec())
        .select_only()
        .column(Column::Content)
        .filter(Column::ObjectKey.is_null())
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(packed)
}

/// The content under a hash, read outside of any transaction.
///
/// # Errors
/// When it is missing: a stored file must never be silently lost. [`StorageError::Lost`] when it is not what was registered,
/// inside or outside, [`StorageError::Away`] when its place does not answer.
pub async fn content(store: &Store, sha256: [u8; 32]) -> Result<Vec<u8>, StorageError> {
    let name = hex::encode(sha256);
    let mut failed = None;
    for _ in 0..TRIES {
        let row = Entity::find_by_id(sha256.to_vec())
            .one(store.connection())
            .await?;
        let row = row
            .ok_or_else(|| StorageError::inconsistent("file_content", &name, "is referred to but missing"))?;
        let packed = row.content;
        let row = Registered::try_from((row.sha256, row.size, row.object_key))?;
        if row.key.is_none() {
            return whole_inside(&packed, &row);
        }
        match fetch(store.places(), &row).await {
            Ok((_, content)) => return Ok(content),
            // Unless it moved meanwhile, it says the same again.
            Err(error) if failed.as_ref().is_some_and(|(before, _)| *before == row) => return Err(error),
            Err(error) => failed = Some((row, error)),
        }
    }
    Err(failed.map_or_else(
        || StorageError::inconsistent("file_content", &name, "moves all the time"),
        |(_, error)| error,
    ))
}

/// A content that is outside, packed and unpacked, wherever it is whole.
///
/// # Errors
/// [`StorageError::Lost`] when it is nowhere or altered, [`StorageError::Away`] when a place does not answer.
pub async fn fetch(places: &Places, row: &Registered) -> Result<(Vec<u8>, Vec<u8>), StorageError> {
    let lost = |why: String| lost(row, why);
    let Some(key) = &row.key else {
        return Err(lost("is not outside of the database".to_owned()));
    };
    let (mut altered, mut away) = (None, None);
    for place in places.all() {
        match place.get(key, largest(row.size)).await {
            Ok(packed) => match whole(&packed, row) {
                Ok(content) => return Ok((packed, content)),
                Err(why) => altered = Some(format!("{why} in {} ({key})", place.address())),
            },
            Err(Fault::TooLarge) => {
                altered = Some(format!("is larger than it was in {} ({key})", place.address()));
            }
            Err(Fault::Missing) => {}
            Err(Fault::Away(error)) => away = Some(error),
        }
    }
    match (altered, away) {
        (Some(why), _) => Err(lost(why)),
        (None, Some(away)) => Err(away),
        (None, None) if places.all().next().is_none() => Err(StorageError::Away {
            place: "of before".to_owned(),
            why: format!(
                "no place is named, and {key} is outside: name it in TALKOOT_FILES or TALKOOT_FILES_BEFORE"
            ),
        }),
        (None, None) => Err(lost(format!("is not in {} ({key})", places.names()))),
    }
}

fn lost(row: &Registered, why: String) -> StorageError {
    StorageError::Lost {
        sha256: hex::encode(row.sha256),
        why,
    }
}

/// The content of one that is in the database.
pub(super) fn whole_inside(packed: &[u8], row: &Registered) -> Result<Vec<u8>, StorageError> {
    whole(packed, row).map_err(|why| lost(row, format!("{why} in the database")))
}

/// The content of a packed one, if it is the one that was registered.
///
/// # Errors
/// In words, when it is another one.
pub fn whole(packed: &[u8], row: &Registered) -> Result<Vec<u8>, String> {
    let content = unpack(packed, row.size).map_err(|what| format!("cannot be unpacked ({what})"))?;
    if <[u8; 32]>::from(Sha256::digest(&content)) == row.sha256 {
        Ok(content)
    } else {
        Err("was altered".to_owned())
    }
}

/// A packed content is hardly larger than what it was packed from.
pub(super) fn largest(size: i64) -> u64 {
    let size = u64::try_from(size).unwrap_or_default();
    size.saturating_add(size / 100).saturating_add(1024)
}

/// No more than one byte above its size, whatever is packed.
fn unpack(packed: &[u8], size: i64) -> Result<Vec<u8>, String> {
    let size = u64::try_from(size).unwrap_or_default();
    let mut content = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    GzDecoder::new(packed)
        .take(size.saturating_add(1))
        .read_to_end(&mut content)
        .map_err(|what| what.to_string())?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a program that knows nothing of objects finds the empty content of a row unreadable, not empty.
    #[test]
    fn an_empty_content_cannot_be_unpacked() {
        for size in [0, 5] {
            let told = unpack(&[], size);
            assert!(told.is_err(), "{told:?}");
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        bomb.write_all(&vec![0; 300_000]).expect("a bomb");
        let bomb = bomb.finish().expect("a bomb");
        let row = Registered {
            sha256: [0; 32],
            size: 100,
            key: None,
        };
        assert_eq!(whole(&bomb, &row), Err("was altered".to_owned()));
        assert_eq!(unpack(&bomb, 100).map(|content| content.len()), Ok(101));
    }
}
