//! The demonstration: how far its clock runs ahead of the real one, and whether it is loaded.

mod look;

pub use look::{Holding, look, sqlite_file};

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use crate::{
    Access, Engine, StorageError, Store, Tx,
    entity::demo_clock::{ActiveModel, Column, Entity},
    store::Connected,
};

/// What makes a database a demonstration's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demonstration {
    /// How far the clock runs ahead of the real one, in microseconds.
    pub ahead_microseconds: i64,
    /// Whether it was loaded to the end.
    pub loaded: bool,
}

/// The demonstration; `None` in every other database.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl Access) -> Result<Option<Demonstration>, StorageError> {
    let row = Entity::find_by_id(1).one(db.connection()).await?;
    Ok(row.map(|row| Demonstration {
        ahead_microseconds: row.ahead_microseconds,
        loaded: row.loaded,
    }))
}

/// Makes this database a demonstration's, or changes it.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, demonstration: Demonstration) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(1),
        ahead_microseconds: Set(demonstration.ahead_microseconds),
        loaded: Set(demonstration.loaded),
    };
    let change = OnConflict::column(Column::Id)
        .update_columns([Column::AheadMicroseconds, Column::Loaded])
        .to_owned();
    Entity::insert(row)
        .on_conflict(change)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Empties a PostgreSQL database that holds a demonstration, so that it can be loaded anew. An
/// embedded demonstration is started over by deleting its file.
///
/// # Errors
/// When the database fails; refused when it holds no demonstration.
pub async fn empty(store: &Store) -> Result<(), StorageError> {
    if store.engine() != Engine::Postgres || find(store).await?.is_none() {
        return Err(StorageError::inconsistent(
            "demo_clock",
            1,
            "this is no demonstration on PostgreSQL",
        ));
    }
    store
        .connection()
        .execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .await?;
    Ok(())
}
