//! How many contents are where, and some of them to be looked at.

use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::contents::Registered;
use crate::{
    Access, StorageError,
    entity::file_content::{Column, Entity},
};

/// How many contents are in the database, and how many are outside.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access) -> Result<(u64, u64), StorageError> {
    let all = Entity::find().count(db.connection()).await?;
    let outside = Entity::find()
        .filter(Column::ObjectKey.is_not_null())
        .count(db.connection())
        .await?;
    Ok((all.saturating_sub(outside), outside))
}

/// So many contents that are outside, others each time.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn sample(db: &impl Access, most: u64) -> Result<Vec<Registered>, StorageError> {
    let rows: Vec<(Vec<u8>, i64, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::Sha256, Column::Size, Column::ObjectKey])
        .filter(Column::ObjectKey.is_not_null())
        .order_by_asc(Expr::cust("random()"))
        .limit(most)
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
