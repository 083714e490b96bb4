//! Rows of which only a share belongs to the project, or that are split over sub-areas. Each part is a line of
//! its own, so that it is verified, corrected and added up like any other.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
    sea_query::ExprTrait,
};
use talkoot_domain::{
    allocation::Allocated,
    cost_line::{CostLine, Exclusion},
    ids::{CostLineId, LedgerImportId, PersonId, SubAreaId},
    money::Money,
    rate::Rate,
};
use uuid::Uuid;

use super::row;
use crate::{
    Access, StorageError, Tx,
    entity::{
        cost_line::{Column, Entity},
        cost_line_allocation as allocation,
    },
    store::Connected,
};

/// How a row is allocated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAllocation {
    /// The import.
    pub import: LedgerImportId,
    /// The row of the file.
    pub row: i64,
    /// The project's share as a proportion, when it was stated so.
    pub rate: Option<Rate>,
    /// The project's share.
    pub share: Money,
    /// Why.
    pub reason: String,
    /// Who said so last.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Every line of a row, by part; those that are needed no more as well. The caller has found the import.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn row_of(
    db: &impl Access,
    import: LedgerImportId,
    row: i64,
) -> Result<Vec<CostLine>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ImportId.eq(Uuid::from(import)))
        .filter(Column::RowNumber.eq(row))
        .order_by_asc(Column::Part)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How these rows are allocated; rows that are claimed in whole and in one piece are left out.
///
/// # Errors
/// When the database fails or a share is none.
pub async fn allocations_of(
    db: &impl Access,
    rows: &[(LedgerImportId, i64)],
) -> Result<Vec<StoredAllocation>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let of_rows = Condition::all()
        .add(allocation::Column::ImportId.is_in(rows.iter().map(|(import, _)| Uuid::from(*import))))
        .add(allocation::Column::RowNumber.is_in(rows.iter().map(|(_, row)| *row)));
    let found = allocation::Entity::find()
        .filter(of_rows)
        .all(db.connection())
        .await?;
    found
        .into_iter()
        .map(|row| {
            let broken =
                || StorageError::inconsistent("cost_line_allocation", row.import_id, "the share is none");
            let rate = match row.share_millionths.map(u32::try_from) {
                None => None,
                Some(millionths) => {
                    let rate = millionths.ok().and_then(Rate::of_stored_millionths);
                    Some(rate.ok_or_else(broken)?)
                }
            };
            Ok(StoredAllocation {
                import: row.import_id.into(),
                row: row.row_number,
                rate,
                share: Money::from_cents(row.share_cents),
                reason: row.reason,
                by: row.allocated_by.into(),
                at: row.allocated_at,
            })
        })
        .collect()
}

/// Stores how a row is allocated in place of what held before. `new_id` gives the ids of parts that the row
/// never had; parts that it has no more are kept and count for nothing.
///
/// # Errors
/// When the database fails.
pub async fn allocate(
    tx: &Tx,
    lines: &[CostLine],
    stored: &StoredAllocation,
    allocated: &Allocated,
    mut new_id: impl FnMut() -> CostLineId,
) -> Result<(), StorageError> {
    forget(tx, stored.import, stored.row).await?;
    let millionths = stored.rate.map(|rate| i32::try_from(rate.millionths()));
    let row = allocation::ActiveModel {
        import_id: Set(stored.import.into()),
        row_number: Set(stored.row),
        share_millionths: Set(millionths.transpose().unwrap_or_default()),
        share_cents: Set(stored.share.cents()),
        reason: Set(stored.reason.clone()),
        allocated_by: Set(stored.by.into()),
        allocated_at: Set(stored.at),
    };
    allocation::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    let Some(first) = lines.first() else {
        return Err(StorageError::inconsistent(
            "ledger_import",
            stored.import,
            "the row has no lines",
        ));
    };
    if allocated.parts.is_empty() {
        return set_parts(tx, lines, first, &[(first.sub_area, stored.share)], &mut new_id).await;
    }
    let parts: Vec<_> = allocated
        .parts
        .iter()
        .map(|&(area, amount)| (Some(area), amount))
        .collect();
    set_parts(tx, lines, first, &parts, &mut new_id).await
}

/// Claims a row in whole and in one piece again.
///
/// # Errors
/// When the database fails.
pub async fn reset(tx: &Tx, lines: &[CostLine]) -> Result<(), StorageError> {
    let Some(first) = lines.first() else {
        return Ok(());
    };
    forget(tx, first.import, first.entry.row).await?;
    let whole = [(first.sub_area, first.entry.amount)];
    set_parts(tx, lines, first, &whole, &mut || first.id).await
}

async fn forget(tx: &Tx, import: LedgerImportId, row: i64) -> Result<(), StorageError> {
    allocation::Entity::delete_by_id((Uuid::from(import), row))
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn set_parts(
    tx: &Tx,
    lines: &[CostLine],
    first: &CostLine,
    parts: &[(Option<SubAreaId>, Money)],
    new_id: &mut impl FnMut() -> CostLineId,
) -> Result<(), StorageError> {
    for (&(sub_area, amount), number) in parts.iter().zip(1..) {
        match lines.iter().find(|line| line.part == number) {
            Some(line) => set(tx, line.id, sub_area, amount, None, first).await?,
            None => {
                let line = CostLine {
                    id: new_id(),
                    version: 1,
                    sub_area,
                    amount,
                    part: number,
                    exclusion: None,
                    ..first.clone()
                };
                Entity::insert(row(&line))
                    .exec_without_returning(tx.connection())
                    .await?;
            }
        }
    }
    let count = i32::try_from(parts.len()).unwrap_or(i32::MAX);
    for line in lines.iter().filter(|line| line.part > count) {
        set(
            tx,
            line.id,
            line.sub_area,
            Money::ZERO,
            Some(Exclusion::NoPart),
            first,
        )
        .await?;
    }
    Ok(())
}

async fn set(
    tx: &Tx,
    line: CostLineId,
    sub_area: Option<SubAreaId>,
    amount: Money,
    exclusion: Option<Exclusion>,
    first: &CostLine,
) -> Result<(), StorageError> {
    let exclusion = exclusion.map(|exclusion| Into::<&'static str>::into(exclusion).to_owned());
    Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::AmountCents, Expr::val(amount.cents()))
        .col_expr(Column::SubAreaId, Expr::val(sub_area.map(Uuid::from)))
        .col_expr(Column::Category, Expr::val(first.category.clone()))
        .col_expr(Column::Exclusion, Expr::val(exclusion))
        .filter(Column::Id.eq(Uuid::from(line)))
        .exec(tx.connection())
        .await?;
    Ok(())
}
