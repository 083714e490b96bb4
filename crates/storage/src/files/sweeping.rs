//! Objects that no row names: deleted by the job of whoever let go of them, or, where a death came in between, at night.

use std::collections::BTreeSet;

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    contents::{first_entry, registered},
    key::{Key, home},
};
use crate::{
    Access, StorageError, Store,
    audit::{self, Anchor},
    entity::file_content::{Column, Entity},
};

/// Whoever writes an object names it within minutes; after so long nobody does any more.
const SPARED: Duration = Duration::days(1);
/// So many objects are looked at at a time.
const AT_ONCE: usize = 500;

/// Whether work that nobody waits for can be done outside now.
///
/// # Errors
/// [`StorageError::Away`] when no place is named, or one did not answer a moment ago.
pub fn can_work(store: &Store) -> Result<(), StorageError> {
    let places = store.places();
    let why = if places.all().next().is_none() {
        "no place is named for this process: name it in TALKOOT_FILES or TALKOOT_FILES_BEFORE"
    } else if places.were_away() {
        "it did not answer a moment ago"
    } else {
        return Ok(());
    };
    Err(StorageError::Away {
        place: places.names(),
        why: why.to_owned(),
    })
}

/// Refuses where another database keeps its contents: a copy of this one that has the same settings, or the original of this
/// one. Workers [`note`] the head of the log in the place; a log that does not have it has gone another way, or was
/// restored from before.
///
/// # Errors
/// [`StorageError::Away`] when it is another one's, when the note cannot be read, and when a place does not answer.
pub async fn is_ours(store: &Store) -> Result<(), StorageError> {
    let name = head_of(store).await?;
    for place in store.places().all() {
        let Some(noted) = place.noted(&name).await? else {
            continue;
        };
        let known = match noted.parse::<Anchor>() {
            Ok(head) => audit::entry_hash(store, head.seq).await?.as_ref() == Some(&head.hash),
            Err(_) => false,
        };
        if !known {
            return Err(StorageError::Away {
                place: place.address().to_string(),
                why: format!(
                    "another database keeps its files here, with {noted:?} in its log: give this copy a place of its own; \
                     where it is the original, restored from a backup, delete {name} there"
                ),
            });
        }
    }
    Ok(())
}

/// Notes in every place how far our log has come, so that a copy of this database that was made before deletes nothing there.
///
/// # Errors
/// [`StorageError::Away`] when a place does not answer, or is another database's.
pub async fn note(store: &Store) -> Result<(), StorageError> {
    is_ours(store).await?;
    let name = head_of(store).await?;
    let Some(head) = audit::head(store).await? else {
        return Ok(());
    };
    for place in store.places().all() {
        place.note(&name, head.to_string()).await?;
    }
    Ok(())
}

/// Where the head of the log is noted; no key is called so.
async fn head_of(store: &Store) -> Result<String, StorageError> {
    Ok(format!("{}/.log-head", home(&first_entry(store).await?)))
}

/// Deletes an object, unless a row names it.
///
/// # Errors
/// [`StorageError::Away`] when a place does not answer, or is another database's.
pub async fn delete_object(store: &Store, key: &str) -> Result<(), StorageError> {
    let Some(key) = Key::parse(key) else {
        return Err(StorageError::inconsistent("job", key, "names no object"));
    };
    if let Some(sha256) = key.sha256()
        && let Some(row) = registered(store, sha256).await?
        && row.key.as_ref() == Some(&key)
    {
        return Err(StorageError::inconsistent(
            "file_content",
            &key,
            "is named and shall be deleted",
        ));
    }
    is_ours(store).await?;
    store.places().delete(&key).await
}

/// Deletes the objects of this installation that no row names and that are older than a day by the clock of their place.
/// Says how many.
///
/// # Errors
/// [`StorageError::Away`] when a place does not answer, or is another database's.
pub async fn sweep(store: &Store) -> Result<u64, StorageError> {
    note(store).await?;
    let home = home(&first_entry(store).await?);
    let mut deleted = 0;
    for place in store.places().all() {
        let before = place.probe().await? - SPARED;
        let mut listed = place.list(&home).await?;
        loop {
            let objects = listed.next(AT_ONCE).await?;
            if objects.is_empty() {
                break;
            }
            let old = objects.into_iter().filter(|(_, written)| *written < before);
            let old: Vec<Key> = old.map(|(key, _)| key).collect();
            let named = named(store, &old).await?;
            for key in old.iter().filter(|key| !named.contains(key.as_str())) {
                place.delete(key).await?;
                deleted += 1;
            }
        }
        deleted += place.delete_torn(&home, before).await?;
    }
    Ok(deleted)
}

/// Those of the keys that rows name.
async fn named(db: &impl Access, keys: &[Key]) -> Result<BTreeSet<String>, StorageError> {
    let hashes = keys.iter().filter_map(Key::sha256).map(|hash| hash.to_vec());
    let named: Vec<String> = Entity::find()
        .select_only()
        .column(Column::ObjectKey)
        .filter(Column::Sha256.is_in(hashes))
        .filter(Column::ObjectKey.is_not_null())
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(named.into_iter().collect())
}
