use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    cost_line::Exclusion,
    cost_report::{CellSum, ExcludedSum, Selection, Unclassified},
    ids::{CostReportId, LedgerImportId},
    money::{Money, Overflow},
};
use uuid::Uuid;

use super::{in_force, is_claimed};
use crate::{
    Access, StorageError,
    entity::cost_line::{Column, Entity},
    map::code,
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
        .filter(is_claimed())
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

/// How what these reports claim follows from what their ledgers say; reports without lines are left out.
/// The caller has found the reports.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn selections(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<BTreeMap<CostReportId, Selection>, StorageError> {
    type Row = (Uuid, Option<String>, i64, i64, i64);
    // A row is booked once, however many parts it has.
    let booked = Expr::case(Column::Part.eq(1), Expr::col(Column::BookedCents)).finally(0);
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .column(Column::CostReportId)
        .column(Column::Exclusion)
        .column_as(Column::Id.count(), "rows")
        .column_as(Expr::expr(booked).sum().cast_as("BIGINT"), "booked")
        .column_as(Expr::col(Column::AmountCents).sum().cast_as("BIGINT"), "amount")
        .filter(in_force(reports))
        .group_by(Column::CostReportId)
        .group_by(Column::Exclusion)
        .order_by_asc(Column::CostReportId)
        .order_by_asc(Column::Exclusion)
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut found: BTreeMap<CostReportId, Selection> = BTreeMap::new();
    let too_large = |report: Uuid| {
        move |overflow: Overflow| StorageError::inconsistent("cost_report", report, overflow.to_string())
    };
    for (report, exclusion, rows, booked, amount) in rows {
        let sum = found.entry(report.into()).or_default();
        let (booked, amount) = (Money::from_cents(booked), Money::from_cents(amount));
        let add = |to: &mut Money, more: Money| -> Result<(), StorageError> {
            *to = to.checked_add(more).map_err(too_large(report))?;
            Ok(())
        };
        add(&mut sum.selected, booked)?;
        add(&mut sum.eligible, amount)?;
        let own = booked.checked_sub(amount).map_err(too_large(report))?;
        add(&mut sum.own_part, own)?;
        if let Some(exclusion) = exclusion {
            let reason = code("cost_report", report, "exclusion", &exclusion)?;
            if reason != Exclusion::NoPart {
                sum.excluded.push(ExcludedSum {
                    reason,
                    rows: rows.unsigned_abs(),
                    amount: booked,
                });
            }
        }
    }
    Ok(found)
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
        .filter(is_claimed())
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
