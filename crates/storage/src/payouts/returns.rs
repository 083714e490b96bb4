//! Money that came back after payouts were confirmed.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{ids::PayoutId, money::Money, payout::Return, workflow::Stamp};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::payout_return::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

impl TryFrom<Model> for Return {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            outcome: code("payout_return", row.payout_id, "outcome", &row.outcome)?,
            approved: stamp(row.approved_by, row.approved_at),
            payout: row.payout_id.into(),
            number: row.number,
            amount: Money::from_cents(row.amount_cents),
            value_date: row.value_date,
            bank_reference: row.bank_reference,
            reason: row.reason,
            recorded: Stamp {
                by: row.recorded_by.into(),
                at: row.recorded_at,
            },
        })
    }
}

/// What came back of these payouts, in order; the caller has found them.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn returns(db: &impl Access, payouts: &[PayoutId]) -> Result<Vec<Return>, StorageError> {
    let rows = Entity::find()
        .filter(Column::PayoutId.is_in(payouts.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::PayoutId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores what came back.
///
/// # Errors
/// [`StorageError::Taken`] when something waits for a second person already, or the reference is recorded.
pub async fn insert_return(tx: &Tx, back: &Return) -> Result<(), StorageError> {
    let outcome: &'static str = back.outcome.into();
    let (approved_by, approved_at) = stamp_columns(back.approved);
    let row = ActiveModel {
        payout_id: Set(back.payout.into()),
        number: Set(back.number),
        amount_cents: Set(back.amount.cents()),
        value_date: Set(back.value_date),
        bank_reference: Set(back.bank_reference.clone()),
        reason: Set(back.reason.clone()),
        outcome: Set(outcome.to_owned()),
        recorded_by: Set(back.recorded.by.into()),
        recorded_at: Set(back.recorded.at),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Records who approved what came back.
///
/// # Errors
/// When the database fails.
pub async fn approve_return(tx: &Tx, back: &Return, approved: Stamp) -> Result<(), StorageError> {
    let changed = ActiveModel {
        approved_by: Set(Some(approved.by.into())),
        approved_at: Set(Some(approved.at)),
        ..Default::default()
    };
    Entity::update_many()
        .set(changed)
        .filter(Column::PayoutId.eq(Uuid::from(back.payout)))
        .filter(Column::Number.eq(back.number))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes away what was recorded by mistake and never approved; the log keeps it.
///
/// # Errors
/// When the database fails.
pub async fn delete_return(tx: &Tx, back: &Return) -> Result<(), StorageError> {
    Entity::delete_many()
        .filter(Column::PayoutId.eq(Uuid::from(back.payout)))
        .filter(Column::Number.eq(back.number))
        .filter(Column::ApprovedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}
