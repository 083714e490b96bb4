//! The log for whoever verifies it elsewhere: every field that the hash covers, in its order.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::Anchor;
use crate::{
    Access, StorageError,
    entity::{
        audit_entry::{Column, Entity, Model},
        log_head,
    },
};

/// Entries after a number, oldest first, each as one JSON object with every field that its hash covers.
///
/// # Errors
/// When the database fails.
pub async fn exported(db: &impl Access, after: i64, first: u64) -> Result<Vec<(i64, Value)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::Seq.gt(after))
        .order_by_asc(Column::Seq)
        .limit(first)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.seq, document(&row))).collect())
}

fn document(row: &Model) -> Value {
    json!({
        "previous": hex::encode(&row.prev_hash),
        "seq": row.seq,
        "at": row.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "person": row.person_id,
        "organisation": row.organisation_id,
        "role": row.role,
        "object": row.object,
        "objectId": row.object_id,
        "project": row.project_id,
        "command": row.command,
        "reason": row.reason,
        "before": row.state_before,
        "after": row.state_after,
        // A text, not an object: the hash is over its bytes.
        "details": row.details,
        "sealed": row.sealed,
        "seal": row.seal.as_ref().map(hex::encode),
        "hash": hex::encode(&row.hash),
    })
}

/// The hash of one entry; nothing when there is none of this number.
///
/// # Errors
/// When the database fails.
pub async fn entry_hash(db: &impl Access, seq: i64) -> Result<Option<Vec<u8>>, StorageError> {
    let row = Entity::find_by_id(seq).one(db.connection()).await?;
    Ok(row.map(|row| row.hash))
}

/// The end of the log as it is stored; nothing when it is missing.
///
/// # Errors
/// When the database fails.
pub async fn head(db: &impl Access) -> Result<Option<Anchor>, StorageError> {
    let row = log_head::Entity::find_by_id(1).one(db.connection()).await?;
    Ok(row.map(|row| Anchor {
        seq: row.audit_seq,
        hash: row.audit_hash,
    }))
}

/// When the log was last written.
///
/// # Errors
/// When the database fails.
pub async fn last_time(db: &impl Access) -> Result<Option<DateTime<Utc>>, StorageError> {
    let row = Entity::find()
        .order_by_desc(Column::Seq)
        .one(db.connection())
        .await?;
    Ok(row.map(|row| row.at))
}
