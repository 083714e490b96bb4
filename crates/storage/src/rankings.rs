//! Kept ranking lists of calls.

mod row;

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    ids::{CallId, RankingId},
    ranking::Ranking,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        ranking::{Column, Entity, Model},
        ranking_entry as entry,
    },
    store::Connected,
};

/// Lists are the authority's own.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::AuthorityId])
}

/// The list, if it exists for this scope.
///
/// # Errors
/// When the database fails or the rows contradict themselves.
pub async fn find(db: &impl Access, scope: &Scope, id: RankingId) -> Result<Option<Ranking>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .all(db.connection())
        .await?;
    Ok(complete(db, rows).await?.pop())
}

/// A page of the lists of a call, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    call: CallId,
    page: Page<RankingId>,
) -> Result<Vec<Ranking>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::CallId.eq(Uuid::from(call)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// How many lists of a call there are for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, call: CallId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::CallId.eq(Uuid::from(call)))
        .count(db.connection())
        .await?)
}

/// Every list of a call, oldest first; the caller has found the call.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_call(db: &impl Access, call: CallId) -> Result<Vec<Ranking>, StorageError> {
    let rows = Entity::find()
        .filter(Column::CallId.eq(Uuid::from(call)))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// The lists that are proposed and wait for a second person, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn proposed(db: &impl Access, scope: &Scope) -> Result<Vec<Ranking>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::State.eq("proposed"))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

async fn complete(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Ranking>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let entries = entry::Entity::find()
        .filter(entry::Column::RankingId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(entry::Column::RankingId)
        .order_by_asc(entry::Column::Place)
        .all(db.connection())
        .await?;
    let mut of_ranking: HashMap<Uuid, Vec<_>> = HashMap::new();
    for found in entries {
        of_ranking
            .entry(found.ranking_id)
            .or_default()
            .push(row::entry(&found)?);
    }
    rows.into_iter()
        .map(|found| {
            let entries = of_ranking.remove(&found.id).unwrap_or_default();
            row::ranking(found, entries)
        })
        .collect()
}

/// Stores a new list with its entries.
///
/// # Errors
/// [`StorageError::Taken`] when somebody kept or proposed one at the same moment.
pub async fn insert(tx: &Tx, ranking: &Ranking) -> Result<(), StorageError> {
    Entity::insert(row::of(ranking))
        .exec_without_returning(tx.connection())
        .await?;
    let rows = ranking.entries.iter().map(|one| row::of_entry(ranking.id, one));
    entry::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores the new state of a list; `ranking.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, ranking: &Ranking) -> Result<(), StorageError> {
    let mut changed = row::of(ranking);
    changed.version = Set(ranking.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(ranking.id)))
        .filter(Column::Version.eq(ranking.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "ranking")
}
