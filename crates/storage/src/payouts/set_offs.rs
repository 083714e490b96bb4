//! What is set off against payouts: the parts that pay recoveries.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use talkoot_domain::{
    ids::{PayoutId, RecoveryId},
    money::Money,
    payout::{SetOff, StateName},
    workflow::{Name, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        payout,
        payout_set_off::{ActiveModel, Column, Entity, Model},
    },
    store::Connected,
};

impl From<Model> for SetOff {
    fn from(row: Model) -> Self {
        Self {
            payout: row.payout_id.into(),
            recovery: row.recovery_id.into(),
            amount: Money::from_cents(row.amount_cents),
            proposed: Stamp {
                by: row.proposed_by.into(),
                at: row.proposed_at,
            },
        }
    }
}

async fn matching(db: &impl Access, condition: Condition) -> Result<Vec<SetOff>, StorageError> {
    let rows = Entity::find()
        .filter(condition)
        .order_by_asc(Column::PayoutId)
        .order_by_asc(Column::RecoveryId)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// What is set off against these payouts; the caller has found them.
///
/// # Errors
/// When the database fails.
pub async fn set_offs(db: &impl Access, payouts: &[PayoutId]) -> Result<Vec<SetOff>, StorageError> {
    let ids = payouts.iter().map(|&id| Uuid::from(id));
    matching(db, Condition::all().add(Column::PayoutId.is_in(ids))).await
}

/// What is, or was to be, set off of these recoveries; the caller has found them.
///
/// # Errors
/// When the database fails.
pub async fn set_offs_of_recoveries(
    db: &impl Access,
    recoveries: &[RecoveryId],
) -> Result<Vec<SetOff>, StorageError> {
    let ids = recoveries.iter().map(|&id| Uuid::from(id));
    matching(db, Condition::all().add(Column::RecoveryId.is_in(ids))).await
}

/// What payouts that are neither confirmed nor failed are to pay of a recovery.
///
/// # Errors
/// When the database fails.
pub async fn pending_set_offs(db: &impl Access, recovery: RecoveryId) -> Result<Vec<SetOff>, StorageError> {
    let over = [StateName::Confirmed.code(), StateName::Failed.code()];
    let pending = payout::Entity::find()
        .select_only()
        .column(payout::Column::Id)
        .filter(payout::Column::State.is_not_in(over))
        .into_query();
    let condition = Condition::all()
        .add(Column::RecoveryId.eq(Uuid::from(recovery)))
        .add(Column::PayoutId.in_subquery(pending));
    matching(db, condition).await
}

/// Stores what is set off.
///
/// # Errors
/// [`StorageError::Taken`] when the recovery is set off against the payout already.
pub async fn insert_set_off(tx: &Tx, set_off: &SetOff) -> Result<(), StorageError> {
    let row = ActiveModel {
        payout_id: Set(set_off.payout.into()),
        recovery_id: Set(set_off.recovery.into()),
        amount_cents: Set(set_off.amount.cents()),
        proposed_by: Set(set_off.proposed.by.into()),
        proposed_at: Set(set_off.proposed.at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Takes away what was proposed and never happened; the log keeps it.
///
/// # Errors
/// When the database fails.
pub async fn delete_set_off(tx: &Tx, payout: PayoutId, recovery: RecoveryId) -> Result<(), StorageError> {
    Entity::delete_many()
        .filter(Column::PayoutId.eq(Uuid::from(payout)))
        .filter(Column::RecoveryId.eq(Uuid::from(recovery)))
        .exec(tx.connection())
        .await?;
    Ok(())
}
