//! One effect per idempotency key.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult, sea_query::OnConflict,
};
use talkoot_domain::ids::PersonId;
use uuid::Uuid;

use crate::{
    StorageError, Tx,
    entity::idempotency::{ActiveModel, Column, Entity},
    store::Connected,
};

/// A command as it is recognised when it comes again.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub person: PersonId,
    /// The key the client chose.
    pub key: &'a str,
    /// The command's name.
    pub command: &'a str,
    /// A hash over the whole input.
    pub hash: [u8; 32],
}

/// Whether a command comes for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// For the first time.
    Never,
    /// It was carried out before, and this was its result.
    Before(Uuid),
    /// The key was used for something else.
    ForSomethingElse,
}

/// Takes the key in this transaction. Somebody who is carrying out the same command at this moment
/// is waited for.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &Tx, request: Request<'_>, now: DateTime<Utc>) -> Result<Seen, StorageError> {
    let row = ActiveModel {
        person_id: Set(request.person.into()),
        key: Set(request.key.to_owned()),
        command: Set(request.command.to_owned()),
        request_hash: Set(request.hash.to_vec()),
        result_id: Set(None),
        at: Set(now),
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::PersonId, Column::Key])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if let TryInsertResult::Inserted(1) = inserted {
        return Ok(Seen::Never);
    }
    let earlier = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(request.person)))
        .filter(Column::Key.eq(request.key))
        .one(tx.connection())
        .await?;
    Ok(match earlier {
        Some(row) if row.command == request.command && row.request_hash == request.hash => {
            row.result_id.map_or(Seen::ForSomethingElse, Seen::Before)
        }
        Some(_) => Seen::ForSomethingElse,
        None => {
            return Err(StorageError::inconsistent(
                "idempotency",
                request.key,
                "is taken and missing",
            ));
        }
    })
}

/// Records the result under the key, before the commit.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx, person: PersonId, key: &str, result: Uuid) -> Result<(), StorageError> {
    Entity::update_many()
        .set(ActiveModel {
            result_id: Set(Some(result)),
            ..Default::default()
        })
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::Key.eq(key))
        .exec(tx.connection())
        .await?;
    Ok(())
}
