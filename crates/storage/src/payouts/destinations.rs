//! The account version that a payout goes to.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use talkoot_domain::{
    bank_account::StateName,
    ids::PayoutId,
    payout::Destination,
    workflow::{Name, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{bank_account, payout_destination as table},
    store::Connected,
};

/// Where a payout goes; nothing for one from before accounts were kept.
///
/// # Errors
/// When the database fails.
pub async fn destination(db: &impl Access, payout: PayoutId) -> Result<Option<Destination>, StorageError> {
    let found = destinations(db, &[payout]).await?;
    Ok(found.into_iter().next().map(|(_, destination)| destination))
}

/// Where these payouts go; the caller has found the payouts in its scope.
///
/// # Errors
/// When the database fails.
pub async fn destinations(
    db: &impl Access,
    payouts: &[PayoutId],
) -> Result<Vec<(PayoutId, Destination)>, StorageError> {
    let ids = payouts.iter().map(|&id| Uuid::from(id));
    let rows = table::Entity::find()
        .filter(table::Column::PayoutId.is_in(ids))
        .all(db.connection())
        .await?;
    let accounts = rows.iter().map(|row| row.account_id);
    let in_force = bank_account::Entity::find()
        .filter(bank_account::Column::Id.is_in(accounts))
        .filter(bank_account::Column::State.eq(StateName::Approved.code()))
        .all(db.connection())
        .await?;
    let rows = rows.into_iter().map(|row| {
        let destination = Destination {
            account: row.account_id.into(),
            named: Stamp {
                by: row.named_by.into(),
                at: row.named_at,
            },
            in_force: in_force.iter().any(|account| account.id == row.account_id),
        };
        (row.payout_id.into(), destination)
    });
    Ok(rows.collect())
}

/// Names the account of a payout, in place of another one if there was one.
///
/// # Errors
/// When the database fails.
pub async fn set_destination(
    tx: &Tx,
    payout: PayoutId,
    destination: &Destination,
) -> Result<(), StorageError> {
    let row = table::ActiveModel {
        payout_id: Set(payout.into()),
        account_id: Set(destination.account.into()),
        named_by: Set(destination.named.by.into()),
        named_at: Set(destination.named.at),
    };
    let named = [
        table::Column::AccountId,
        table::Column::NamedBy,
        table::Column::NamedAt,
    ];
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(table::Column::PayoutId)
                .update_columns(named)
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
