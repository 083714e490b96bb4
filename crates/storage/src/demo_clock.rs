//! The demonstration's clock: how far it runs ahead of the real one.

use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{
    Access, StorageError, Tx,
    entity::demo_clock::{ActiveModel, Column, Entity},
    store::Connected,
};

/// Microseconds ahead of the real time; `None` outside the demonstration.
///
/// # Errors
/// When the database fails.
pub async fn ahead(db: &impl Access) -> Result<Option<i64>, StorageError> {
    Ok(Entity::find_by_id(1)
        .one(db.connection())
        .await?
        .map(|row| row.ahead_microseconds))
}

/// Sets how far the clock runs ahead, which makes this database a demonstration's.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, ahead_microseconds: i64) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(1),
        ahead_microseconds: Set(ahead_microseconds),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Id)
                .update_column(Column::AheadMicroseconds)
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
