use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    cost_report::{CellSum, Unclassified},
    ids::{CostReportId, LedgerImportId},
    money::Money,
};
use uuid::Uuid;

use super::in_force;
use crate::{
    Access, StorageError,
    entity::cost_line::{Column, Entity},
};

/// How many accounts a refusal names.
const NAMED: usize = 5;

/// Report, category, sub-area, how many lines, cents.
type CellRow = (Uuid, Option<String>, Option<Uuid>, i64, i64);

/// What the lines in force of these reports add up to, per category and sub-area; the caller has
/// found the reports.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn sums(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<CellSum>, StorageError> {
    let rows: Vec<CellRow> = Entity::find()
        .select_only()
        .column(Column::CostReportId)
        .column(Column::Category)
        .column(Column::SubAreaId)
        .column_as(Column::Id.count(), "lines")
        .column_as(Expr::col(Column::AmountCents).sum().cast_as("BIGINT"), "amount")
        .filter(in_force(reports))
        .group_by(Column::CostReportId)
        .group_by(Column::Category)
        .group_by(Column::SubAreaId)
        .order_by_asc(Column::CostReportId)
        .order_by_asc(Column::Category)
        .order_by_asc(Column::SubAreaId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(report, category, sub_area, lines, cents)| CellSum {
            report: report.into(),
            category,
            sub_area: sub_area.map(Into::into),
            lines: lines.unsigned_abs(),
            amount: Money::from_cents(cents),
        })
        .collect())
}

/// The lines of these imports that are in no cell of the budget; imports without such lines are
/// left out.
///
/// # Errors
/// When the database fails.
pub async fn unclassified(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<BTreeMap<LedgerImportId, Unclassified>, StorageError> {
    let without = |column: Column| Expr::case(column.is_null(), 1).finally(0).sum().cast_as("BIGINT");
    let ids = imports.iter().map(|&id| Uuid::from(id));
    let rows: Vec<(Uuid, String, i64, i64)> = Entity::find()
        .select_only()
        .column(Column::ImportId)
        .column(Column::Account)
        .column_as(without(Column::Category), "without_category")
        .column_as(without(Column::SubAreaId), "without_sub_area")
        .filter(Column::ImportId.is_in(ids))
        .filter(
            Condition::any()
                .add(Column::Category.is_null())
                .add(Column::SubAreaId.is_null()),
        )
        .group_by(Column::ImportId)
        .group_by(Column::Account)
        .order_by_asc(Column::Account)
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut found: BTreeMap<LedgerImportId, Unclassified> = BTreeMap::new();
    for (import, account, without_category, without_sub_area) in rows {
        let of_import = found.entry(import.into()).or_default();
        of_import.without_category += without_category.unsigned_abs();
        of_import.without_sub_area += without_sub_area.unsigned_abs();
        if of_import.accounts.len() < NAMED {
            of_import.accounts.push(account);
        }
    }
    Ok(found)
}
