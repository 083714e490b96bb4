//! Recoveries of grant that was paid.

mod row;

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement,
};
use talkoot_domain::{
    ids::{ProjectId, ReceiptId, RecoveryId},
    money::Money,
    recovery::{Entry, Recovery},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        recovery::{Column, Entity, Model},
        recovery_entry,
    },
    map::code,
    projects,
    store::Connected,
};

/// A recovery is seen by everybody who sees its project, and by whoever owes it.
fn visible(scope: &Scope) -> Condition {
    scope
        .owns(&[Column::DebtorId])
        .add(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
}

/// The recovery, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: RecoveryId) -> Result<Option<Recovery>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These recoveries, for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[RecoveryId],
) -> Result<Vec<Recovery>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_entries(db, rows).await
}

/// A page of a project's recoveries, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<RecoveryId>,
) -> Result<Vec<Recovery>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_entries(db, rows).await
}

/// How many recoveries a project has, for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, project: ProjectId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .count(db.connection())
        .await?)
}

/// Every recovery of a project, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project(db: &impl Access, project: ProjectId) -> Result<Vec<Recovery>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_entries(db, rows).await
}

/// Up to a hundred decided recoveries whose last day to pay is before this day. The condition of the
/// partial index is written out, because SQLite does not use it for a bound value.
///
/// # Errors
/// When the database fails.
pub async fn due_before(db: &impl Access, today: NaiveDate) -> Result<Vec<RecoveryId>, StorageError> {
    const DUE: &str = "SELECT id FROM recovery WHERE state = 'due' AND due < $1 ORDER BY due, id LIMIT 100";
    let db = db.connection();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), DUE, [today.into()]);
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get::<Uuid>("", "id")?.into()))
        .collect()
}

/// Stores a new recovery.
///
/// # Errors
/// [`StorageError::Taken`] when the correction is being recovered already.
pub async fn insert(tx: &Tx, recovery: &Recovery) -> Result<(), StorageError> {
    Entity::insert(row::columns(recovery))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed recovery; `recovery.version` is the version that was read, the stored one is the next.
/// Its entries are added by [`insert_entry`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, recovery: &Recovery) -> Result<(), StorageError> {
    let mut changed = row::columns(recovery);
    changed.version = Set(recovery.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(recovery.id)))
        .filter(Column::Version.eq(recovery.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "recovery")
}

/// Adds a receipt or what two persons agreed on.
///
/// # Errors
/// [`StorageError::Taken`] when a receipt with this reference is recorded already.
pub async fn insert_entry(
    tx: &Tx,
    id: ReceiptId,
    recovery: RecoveryId,
    entry: &Entry,
    recorded: Stamp,
) -> Result<(), StorageError> {
    let kind: &'static str = entry.kind.into();
    let row = recovery_entry::ActiveModel {
        id: Set(id.into()),
        recovery_id: Set(recovery.into()),
        kind: Set(kind.to_owned()),
        day: Set(entry.day),
        amount_cents: Set(entry.amount.cents()),
        reference: Set(entry.reference.clone()),
        recorded_by: Set(recorded.by.into()),
        recorded_at: Set(recorded.at),
    };
    recovery_entry::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn with_entries(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Recovery>, StorageError> {
    let stored = recovery_entry::Entity::find()
        .filter(recovery_entry::Column::RecoveryId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(recovery_entry::Column::Day)
        .order_by_asc(recovery_entry::Column::Id)
        .all(db.connection())
        .await?;
    let mut entries: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for row in stored {
        entries.entry(row.recovery_id).or_default().push(Entry {
            kind: code("recovery_entry", row.id, "kind", &row.kind)?,
            day: row.day,
            amount: Money::from_cents(row.amount_cents),
            reference: row.reference,
        });
    }
    rows.into_iter()
        .map(|row| {
            let own = entries.remove(&row.id).unwrap_or_default();
            row::recovery(row, own)
        })
        .collect()
}
