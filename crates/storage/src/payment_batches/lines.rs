//! What a batch pays, payout by payout.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{PaymentBatchId, PayoutId, PersonId},
    money::Money,
    payment_batch::{Line, PaymentBatch, StateName},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        payment_batch,
        payment_batch_line::{ActiveModel, Column, Entity, Model},
    },
    map::code,
    store::Connected,
};

/// The batch that a payout is in: one that is under way or over, never a cancelled one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The payout.
    pub payout: PayoutId,
    /// The batch.
    pub batch: PaymentBatchId,
    /// The number of the batch.
    pub number: i32,
    /// Where the batch stands.
    pub state: StateName,
    /// Who made the batch.
    pub made_by: PersonId,
}

/// The batches that these payouts are in; the caller may know of the payouts.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_payouts(db: &impl Access, payouts: &[PayoutId]) -> Result<Vec<Membership>, StorageError> {
    let ids = payouts.iter().map(|&id| Uuid::from(id));
    let found = Entity::find()
        .filter(Column::PayoutId.is_in(ids))
        .filter(Column::Live.eq(true))
        .all(db.connection())
        .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let batches = payment_batch::Entity::find()
        .filter(payment_batch::Column::Id.is_in(found.iter().map(|line| line.batch_id)))
        .all(db.connection())
        .await?;
    found
        .into_iter()
        .map(|line| {
            let batch = batches.iter().find(|batch| batch.id == line.batch_id);
            let batch = batch.ok_or_else(|| {
                StorageError::inconsistent("payment_batch_line", line.payout_id, "its batch is gone")
            })?;
            Ok(Membership {
                payout: line.payout_id.into(),
                batch: batch.id.into(),
                number: batch.number,
                state: code("payment_batch", batch.id, "state", &batch.state)?,
                made_by: batch.created_by.into(),
            })
        })
        .collect()
}

/// Lets the payouts of a cancelled batch go into another one.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &Tx, batch: PaymentBatchId) -> Result<(), StorageError> {
    Entity::update_many()
        .col_expr(Column::Live, sea_orm::sea_query::Expr::value(false))
        .filter(Column::BatchId.eq(Uuid::from(batch)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub(super) async fn insert(tx: &Tx, batch: &PaymentBatch) -> Result<(), StorageError> {
    let rows = batch.lines.iter().map(|line| ActiveModel {
        batch_id: Set(batch.id.into()),
        position: Set(line.position),
        payout_id: Set(line.payout.into()),
        project_id: Set(line.project.into()),
        account_id: Set(line.account.into()),
        amount_cents: Set(line.amount.cents()),
        reference: Set(line.reference.national().to_owned()),
        live: Set(true),
    });
    Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

pub(super) async fn of_batches(
    db: &impl Access,
    batches: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Line>>, StorageError> {
    let rows = Entity::find()
        .filter(Column::BatchId.is_in(batches.iter().copied()))
        .order_by_asc(Column::BatchId)
        .order_by_asc(Column::Position)
        .all(db.connection())
        .await?;
    let mut found: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for row in rows {
        found.entry(row.batch_id).or_default().push(line(&row)?);
    }
    Ok(found)
}

fn line(row: &Model) -> Result<Line, StorageError> {
    Ok(Line {
        position: row.position,
        payout: row.payout_id.into(),
        project: row.project_id.into(),
        account: row.account_id.into(),
        amount: Money::from_cents(row.amount_cents),
        reference: code("payment_batch_line", row.payout_id, "reference", &row.reference)?,
    })
}
