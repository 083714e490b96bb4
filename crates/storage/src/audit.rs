//! The append-only, hash-chained log of who did what. An entry also vouches for the rows of its object
//! as they were when it was written, so that a change past the engine is found.

mod covered;
mod export;
mod objects;
mod rows;
mod seal;
mod since;
mod verify;

pub use covered::{NOT_COVERED, covered};
pub use export::{entry_hash, exported, head, last_time};
pub use since::vouch_from_now_on;
pub use verify::{Anchor, Checkup, Finding, NoAnchor, verify};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use talkoot_domain::{
    ids::{PersonId, ProjectId},
    policy::Membership,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::audit_entry::{ActiveModel, Column, Entity, Model},
    outbox,
    store::Connected,
};

/// The command that an entry about a file names when somebody read it: it says nothing of how the file was left.
pub const FILE_READ: &str = "downloadFile";
/// The command that an entry about a file names when it was deleted, for nobody had put it to use.
pub const FILE_ERASED: &str = "eraseUnusedFile";

/// What is about to be logged.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Who did it; nobody when the clock did.
    pub person: Option<Uuid>,
    /// On whose behalf and as what.
    pub on_behalf: Option<Membership>,
    /// The kind of object.
    pub object: &'static str,
    /// The object.
    pub object_id: Uuid,
    /// The project it belongs to.
    pub project: Option<ProjectId>,
    /// What was asked.
    pub command: String,
    /// The reason given, where one is required.
    pub reason: Option<String>,
    /// The state before.
    pub before: Option<&'static str>,
    /// The state after.
    pub after: Option<&'static str>,
    /// The facts that the command set.
    pub details: serde_json::Value,
}

/// A logged entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody when the clock did.
    pub person: Option<Uuid>,
    /// On whose behalf.
    pub organisation: Option<Uuid>,
    /// As what.
    pub role: Option<String>,
    /// The kind of object.
    pub object: String,
    /// The object.
    pub object_id: Uuid,
    /// The project it belongs to.
    pub project: Option<Uuid>,
    /// What was asked.
    pub command: String,
    /// The reason given.
    pub reason: Option<String>,
    /// The state before.
    pub before: Option<String>,
    /// The state after.
    pub after: Option<String>,
    /// The facts that the command set, as JSON text.
    pub details: String,
    /// The hash over this entry and the one before it.
    pub hash: Vec<u8>,
}

/// Appends entries to the chain and events to the outbox, in the order given, as the last thing
/// before the commit: the head stays locked until then.
///
/// # Errors
/// When the database fails.
pub async fn append(
    tx: &Tx,
    entries: &[NewEntry],
    events: &[outbox::NewEvent],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if entries.is_empty() && events.is_empty() {
        return Ok(());
    }
    let mut head = outbox::lock_head(tx).await?;
    let seals = seals(tx, entries).await?;
    for new in entries {
        head.audit_seq += 1;
        let seal = kind_to_seal(new).and_then(|kind| seals.get(&(kind, new.object_id)));
        let row = chained(new, seal, head.audit_seq, &head.audit_hash, now);
        head.audit_hash.clone_from(&row.hash);
        Entity::insert(ActiveModel::from(row).reset_all())
            .exec_without_returning(tx.connection())
            .await?;
    }
    outbox::append(tx, &mut head, events, now).await?;
    outbox::store_head(tx, head).await
}

/// What each entry vouches for, and its columns.
type Seals = BTreeMap<(seal::Kind, Uuid), (String, Vec<u8>)>;

async fn seals(tx: &Tx, entries: &[NewEntry]) -> Result<Seals, StorageError> {
    let mut objects: BTreeMap<seal::Kind, BTreeSet<Uuid>> = BTreeMap::new();
    for new in entries {
        if let Some(kind) = kind_to_seal(new) {
            objects.entry(kind).or_default().insert(new.object_id);
        }
    }
    let mut seals = Seals::new();
    for (kind, ids) in objects {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        for batch in ids.chunks(objects::BATCH) {
            let (layout, found) = seal::of(tx.connection(), kind, batch, None).await?;
            let layout = layout.to_text();
            for (id, hash) in found {
                seals.insert((kind, id), (layout.clone(), hash));
            }
        }
    }
    Ok(seals)
}

/// The lines of an import are vouched for once their report is submitted; until then they change. Whoever reads a file
/// vouches for nothing: a change past the engine would be taken in.
fn kind_to_seal(new: &NewEntry) -> Option<seal::Kind> {
    let kind: seal::Kind = new.object.parse().ok()?;
    let vouches = match kind {
        seal::Kind::LedgerImport => new.after == Some("submitted"),
        seal::Kind::File => new.command != FILE_READ,
        _ => true,
    };
    vouches.then_some(kind)
}

fn chained(
    new: &NewEntry,
    seal: Option<&(String, Vec<u8>)>,
    seq: i64,
    prev_hash: &[u8],
    now: DateTime<Utc>,
) -> Model {
    let mut row = Model {
        seq,
        at: now,
        person_id: new.person,
        organisation_id: new.on_behalf.map(|held| held.organisation.into()),
        role: new
            .on_behalf
            .map(|held| Into::<&'static str>::into(held.role).to_owned()),
        object: new.object.to_owned(),
        object_id: new.object_id,
        project_id: new.project.map(Into::into),
        command: new.command.clone(),
        reason: new.reason.clone(),
        state_before: new.before.map(ToOwned::to_owned),
        state_after: new.after.map(ToOwned::to_owned),
        details: new.details.to_string(),
        sealed: seal.map(|(layout, _)| layout.clone()),
        seal: seal.map(|(_, hash)| hash.clone()),
        prev_hash: prev_hash.to_vec(),
        hash: Vec::new(),
    };
    row.hash = hash(&row);
    row
}

/// SHA-256 over every column but the hash itself, each with its length before it, absent ones
/// told apart from empty ones; the way of writing is part of the stored format.
fn hash(row: &Model) -> Vec<u8> {
    let mut digest = Sha256::new();
    let mut field = |value: Option<&[u8]>| match value {
        Some(bytes) => {
            digest.update([1]);
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        None => digest.update([0]),
    };
    field(Some(&row.prev_hash));
    field(Some(&row.seq.to_be_bytes()));
    field(Some(
        row.at.to_rfc3339_opts(SecondsFormat::Micros, true).as_bytes(),
    ));
    field(row.person_id.as_ref().map(|id| id.as_bytes().as_slice()));
    field(row.organisation_id.as_ref().map(|id| id.as_bytes().as_slice()));
    field(row.role.as_deref().map(str::as_bytes));
    field(Some(row.object.as_bytes()));
    field(Some(row.object_id.as_bytes()));
    field(row.project_id.as_ref().map(|id| id.as_bytes().as_slice()));
    field(Some(row.command.as_bytes()));
    field(row.reason.as_deref().map(str::as_bytes));
    field(row.state_before.as_deref().map(str::as_bytes));
    field(row.state_after.as_deref().map(str::as_bytes));
    field(Some(row.details.as_bytes()));
    // Entries from before there were seals keep their hash.
    if let (Some(sealed), Some(seal)) = (&row.sealed, &row.seal) {
        field(Some(sealed.as_bytes()));
        field(Some(seal));
    }
    digest.finalize().to_vec()
}

/// The entries about one object, oldest first; the caller has made sure that the object may be seen.
///
/// # Errors
/// When the database fails.
pub async fn of_object(
    db: &impl Access,
    object: Uuid,
    after: Option<i64>,
    first: u64,
) -> Result<Vec<Entry>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ObjectId.eq(object))
        .filter(Column::Seq.gt(after.unwrap_or_default()))
        .order_by_asc(Column::Seq)
        .limit(first)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The latest entry about one object: who changed it last.
///
/// # Errors
/// When the database fails.
pub async fn latest_of_object(db: &impl Access, object: Uuid) -> Result<Option<Entry>, StorageError> {
    let row = Entity::find()
        .filter(Column::ObjectId.eq(object))
        .order_by_desc(Column::Seq)
        .one(db.connection())
        .await?;
    Ok(row.map(Into::into))
}

/// Whether somebody has done something to an object since a time.
///
/// # Errors
/// When the database fails.
pub async fn was_done(
    db: &impl Access,
    person: PersonId,
    command: &str,
    object: Uuid,
    since: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let row = Entity::find()
        .filter(Column::ObjectId.eq(object))
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::Command.eq(command))
        .filter(Column::At.gte(since))
        .order_by_desc(Column::Seq)
        .one(db.connection())
        .await?;
    Ok(row.is_some())
}

/// The first entry about one of these objects of a kind that does not agree with what is stored; nothing when all do.
///
/// # Errors
/// When the database fails.
pub async fn disagreeing(tx: &Tx, object: &'static str, ids: &[Uuid]) -> Result<Option<i64>, StorageError> {
    objects::disagreeing(tx, object, ids).await
}

fn fault(row: &Model, expected: i64, previous: &[u8]) -> Option<String> {
    if row.seq != expected {
        return Some(format!(
            "entry {expected} is missing; the next one is {}",
            row.seq
        ));
    }
    if row.prev_hash != previous {
        return Some("it does not continue the entry before it".to_owned());
    }
    (row.hash != hash(row)).then(|| "its content is not what was written".to_owned())
}

impl From<Model> for Entry {
    fn from(row: Model) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            person: row.person_id,
            organisation: row.organisation_id,
            role: row.role,
            object: row.object,
            object_id: row.object_id,
            project: row.project_id,
            command: row.command,
            reason: row.reason,
            before: row.state_before,
            after: row.state_after,
            details: row.details,
            hash: row.hash,
        }
    }
}
