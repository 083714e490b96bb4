use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{change_part::TakenOver, ids::ChangePartId, workflow::Stamp};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::change_hand_over::{ActiveModel, Column, Entity},
    store::Connected,
};

/// What of these parts' lists was taken over, in order.
///
/// # Errors
/// When the database fails.
pub async fn taken_over(
    db: &impl Access,
    parts: &[ChangePartId],
) -> Result<Vec<(ChangePartId, TakenOver)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::PartId.is_in(parts.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    let taken = rows.into_iter().map(|row| {
        let taken = Stamp {
            by: row.taken_by.into(),
            at: row.taken_at,
        };
        let number = row.number;
        (row.part_id.into(), TakenOver { number, taken })
    });
    Ok(taken.collect())
}

/// Stores that an item was taken over.
///
/// # Errors
/// [`StorageError::Taken`] when it was already.
pub async fn take_over(tx: &Tx, part: ChangePartId, item: &TakenOver) -> Result<(), StorageError> {
    let row = ActiveModel {
        part_id: Set(part.into()),
        number: Set(item.number),
        taken_by: Set(item.taken.by.into()),
        taken_at: Set(item.taken.at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
