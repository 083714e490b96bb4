//! Payment batches with their payouts.

mod lines;
mod row;

pub use lines::{Membership, of_payouts, release};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    ids::{FileId, OrganisationId, PaymentBatchId},
    payment_batch::{PaymentBatch, StateName},
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::payment_batch::{Column, Entity, Model},
    store::Connected,
};

/// Which batches a list shows; empty fields show all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this authority only.
    pub authority: Option<OrganisationId>,
    /// In one of these states only.
    pub states: Vec<StateName>,
}

/// A batch is seen by its authority.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::AuthorityId])
}

fn filtered(filter: &Filter) -> Condition {
    let states = filter.states.iter().map(|state| state.code());
    Condition::all()
        .add_option(filter.authority.map(|id| Column::AuthorityId.eq(Uuid::from(id))))
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(states)))
}

/// The batch, if it exists for this scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: PaymentBatchId,
) -> Result<Option<PaymentBatch>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These batches, for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[PaymentBatchId],
) -> Result<Vec<PaymentBatch>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_lines(db, rows).await
}

/// Locks a batch until the commit. Whoever needs more locks takes those of projects after it, by id, and
/// those of accounts last.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn lock(tx: &Tx, scope: &Scope, id: PaymentBatchId) -> Result<Option<PaymentBatch>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    Ok(with_lines(tx, row.into_iter().collect()).await?.pop())
}

/// A page of batches, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    filter: &Filter,
    page: Page<PaymentBatchId>,
) -> Result<Vec<PaymentBatch>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_lines(db, rows).await
}

/// How many batches such a list has.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, filter: &Filter) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .count(db.connection())
        .await?)
}

/// The number of the newest batch of an authority; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn newest_number(tx: &Tx, authority: OrganisationId) -> Result<i32, StorageError> {
    let newest: Option<Option<i32>> = Entity::find()
        .select_only()
        .column_as(Column::Number.max(), "newest")
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .into_tuple()
        .one(tx.connection())
        .await?;
    Ok(newest.flatten().unwrap_or(0))
}

/// The authority whose payment file this is; nothing for any other file.
///
/// # Errors
/// When the database fails.
pub async fn of_file(db: &impl Access, file: FileId) -> Result<Option<OrganisationId>, StorageError> {
    let found: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::AuthorityId)
        .filter(Column::FileId.eq(Uuid::from(file)))
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(found.map(Into::into))
}

/// Stores a new batch with its payouts.
///
/// # Errors
/// [`StorageError::Taken`] when one of the payouts is in another batch.
pub async fn insert(tx: &Tx, batch: &PaymentBatch) -> Result<(), StorageError> {
    Entity::insert(row::of(batch)?)
        .exec_without_returning(tx.connection())
        .await?;
    lines::insert(tx, batch).await
}

/// Stores a changed batch; `batch.version` is the version that was read, the stored one is the next. What
/// it pays never changes.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, batch: &PaymentBatch) -> Result<(), StorageError> {
    let mut changed = row::of(batch)?;
    changed.version = Set(batch.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(batch.id)))
        .filter(Column::Version.eq(batch.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "payment_batch")
}

async fn with_lines(db: &impl Access, rows: Vec<Model>) -> Result<Vec<PaymentBatch>, StorageError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut stored = lines::of_batches(db, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let own = stored.remove(&row.id).unwrap_or_default();
            row::batch(&row, own)
        })
        .collect()
}
