//! The steps of the ladder that were taken, each once for each due date.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TryInsertResult,
    sea_query::OnConflict,
};
use talkoot_domain::ids::{ObligationId, ReminderId};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::reminder::{ActiveModel, Column, Entity},
    store::Connected,
};

/// A step of the ladder that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Its identifier.
    pub id: ReminderId,
    /// The obligation.
    pub obligation: ObligationId,
    /// The step, in days from the due date: `-30`, `0`, `+7`.
    pub step: String,
    /// The due date it was taken for.
    pub due: NaiveDate,
    /// When the mails were decided on.
    pub decided_at: DateTime<Utc>,
}

/// Takes a step; says whether it had not been taken before.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, reminder: &Reminder) -> Result<bool, StorageError> {
    let row = ActiveModel {
        id: Set(reminder.id.into()),
        obligation_id: Set(reminder.obligation.into()),
        step_key: Set(reminder.step.clone()),
        due_date: Set(reminder.due),
        decided_at: Set(reminder.decided_at),
    };
    let step = [Column::ObligationId, Column::StepKey, Column::DueDate];
    let done = Entity::insert(row)
        .on_conflict(OnConflict::columns(step).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(matches!(done, TryInsertResult::Inserted(1)))
}

/// The steps taken for these obligations, oldest first; the caller has found the obligations in its
/// scope.
///
/// # Errors
/// When the database fails.
pub async fn of_obligations(
    db: &impl Access,
    obligations: &[ObligationId],
) -> Result<Vec<Reminder>, StorageError> {
    let ids = obligations.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ObligationId.is_in(ids))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Reminder {
            id: row.id.into(),
            obligation: row.obligation_id.into(),
            step: row.step_key,
            due: row.due_date,
            decided_at: row.decided_at,
        })
        .collect())
}
