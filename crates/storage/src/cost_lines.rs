//! Cost lines: the rows of ledgers that stand in cost reports.
//!
//! Lines are written once per import and never deleted. *In force* are those whose import is the
//! one that their report names; the others are history.

mod classify;
mod days;
mod elsewhere;
mod evidence;
mod parts;
mod sums;

pub use classify::{Classification, Hiding, Which, classify};
pub use days::last_booked;
pub use elsewhere::{Elsewhere, elsewhere, elsewhere_plan};
pub use evidence::{Evidence, attach, detach, evidence_of, without_evidence};
pub use parts::{StoredAllocation, allocate, allocations_of, reset, row_of};
pub use sums::{selections, sums, unclassified};

pub(crate) use evidence::visible_files;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use talkoot_domain::{
    cost_line::{CostLine, Exclusion, LedgerEntry},
    ids::{CostLineId, CostReportId, LedgerImportId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx, cost_reports,
    entity::{
        cost_line::{ActiveModel, Column, Entity, Model},
        cost_report,
    },
    map::code,
    store::Connected,
};

/// Rows in one statement: 28 values each stay below what both engines can bind.
const CHUNK: usize = 500;

/// The lines that these reports stand on.
pub(crate) fn in_force(reports: &[CostReportId]) -> Condition {
    let ids: Vec<Uuid> = reports.iter().map(|&id| id.into()).collect();
    let imports = Query::select()
        .column(cost_report::Column::ImportId)
        .from(cost_report::Entity)
        .and_where(cost_report::Column::Id.is_in(ids.clone()))
        .and_where(cost_report::Column::ImportId.is_not_null())
        .to_owned();
    Condition::all()
        .add(Column::CostReportId.is_in(ids))
        .add(Column::ImportId.in_subquery(imports))
}

/// The line, if its report exists for this scope.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl Access, scope: &Scope, id: CostLineId) -> Result<Option<CostLine>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These lines, in force or not, for this scope, in no order.
///
/// # Errors
/// When the database fails.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[CostLineId],
) -> Result<Vec<CostLine>, StorageError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let ids = some.iter().map(|&id| Uuid::from(id));
        let rows = Entity::find()
            .filter(Column::Id.is_in(ids))
            .filter(Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
            .all(db.connection())
            .await?;
        for row in rows {
            found.push(row.try_into()?);
        }
    }
    Ok(found)
}

/// A page of the lines of an import, in the order of the file; the caller has found the report.
///
/// # Errors
/// When the database fails.
pub async fn of_import(
    db: &impl Access,
    import: LedgerImportId,
    page: Page<CostLineId>,
) -> Result<Vec<CostLine>, StorageError> {
    let after = page.after.map(|line| {
        let of_line = |column: Column| {
            let value = Query::select()
                .column(column)
                .from(Entity)
                .and_where(Column::Id.eq(Uuid::from(line)))
                .to_owned();
            Expr::SubQuery(None, Box::new(value.into()))
        };
        let row = || Expr::col((Entity, Column::RowNumber));
        let later_part = Expr::col((Entity, Column::Part)).gt(of_line(Column::Part));
        Condition::any().add(row().gt(of_line(Column::RowNumber))).add(
            Condition::all()
                .add(row().eq(of_line(Column::RowNumber)))
                .add(later_part),
        )
    });
    let rows = Entity::find()
        .filter(Column::ImportId.eq(Uuid::from(import)))
        .filter(is_shown())
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::RowNumber)
        .order_by_asc(Column::Part)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// All but the parts that a row is no longer split into.
fn is_shown() -> Condition {
    let none: &'static str = Exclusion::NoPart.into();
    Condition::any()
        .add(Column::Exclusion.is_null())
        .add(Column::Exclusion.ne(none))
}

/// Lines that are claimed.
pub(crate) fn is_claimed() -> Expr {
    Column::Exclusion.is_null()
}

/// A line for each row of an import, the first part of a row that is split, in the order of the file; the
/// caller has found the report.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn rows_of_import(db: &impl Access, import: LedgerImportId) -> Result<Vec<CostLine>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ImportId.eq(Uuid::from(import)))
        .filter(Column::Part.eq(1))
        .order_by_asc(Column::RowNumber)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many lines an import brought, each part of a row as one.
///
/// # Errors
/// When the database fails.
pub async fn count_of_import(db: &impl Access, import: LedgerImportId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::ImportId.eq(Uuid::from(import)))
        .filter(is_shown())
        .count(db.connection())
        .await?)
}

/// Every line in force of these reports, by report and row; the caller has found the reports.
///
/// # Errors
/// When the database fails.
pub async fn of_reports(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<CostLine>, StorageError> {
    let rows = Entity::find()
        .filter(in_force(reports))
        .order_by_asc(Column::CostReportId)
        .order_by_asc(Column::RowNumber)
        .order_by_asc(Column::Part)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores the lines of an import. They are not verified yet.
///
/// # Errors
/// When the database fails, also when a row of the file comes twice.
pub async fn insert_many(tx: &Tx, lines: &[CostLine]) -> Result<(), StorageError> {
    for some in lines.chunks(CHUNK) {
        Entity::insert_many(some.iter().map(row))
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

fn row(line: &CostLine) -> ActiveModel {
    let entry = &line.entry;
    ActiveModel {
        id: Set(line.id.into()),
        version: Set(line.version),
        cost_report_id: Set(line.report.into()),
        import_id: Set(line.import.into()),
        row_number: Set(entry.row),
        voucher: Set(entry.voucher.clone()),
        line_number: Set(entry.line_number.clone()),
        posted_on: Set(entry.posted_on),
        account: Set(entry.account.clone()),
        account_name: Set(entry.account_name.clone()),
        cost_centre: Set(entry.cost_centre.clone()),
        project_code: Set(entry.project_code.clone()),
        supplier_name: Set(entry.supplier_name.clone()),
        supplier_id: Set(entry.supplier_id.clone()),
        description: Set(entry.description.clone()),
        booked_cents: Set(entry.amount.cents()),
        amount_cents: Set(line.amount.cents()),
        part: Set(line.part),
        exclusion: Set(line
            .exclusion
            .map(|exclusion| Into::<&'static str>::into(exclusion).to_owned())),
        occurrence: Set(entry.occurrence),
        category: Set(line.category.clone()),
        sub_area_id: Set(line.sub_area.map(Into::into)),
        verification: Set("pending".to_owned()),
        accepted_cents: Set(None),
        reason_code: Set(None),
        reason_text: Set(None),
        verified_by: Set(None),
        verified_at: Set(None),
    }
}

impl TryFrom<Model> for CostLine {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let exclusion = match &row.exclusion {
            None => None,
            Some(exclusion) => Some(code("cost_line", row.id, "exclusion", exclusion)?),
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            report: row.cost_report_id.into(),
            import: row.import_id.into(),
            entry: LedgerEntry {
                row: row.row_number,
                voucher: row.voucher,
                line_number: row.line_number,
                posted_on: row.posted_on,
                account: row.account,
                account_name: row.account_name,
                cost_centre: row.cost_centre,
                project_code: row.project_code,
                supplier_name: row.supplier_name,
                supplier_id: row.supplier_id,
                description: row.description,
                amount: Money::from_cents(row.booked_cents),
                occurrence: row.occurrence,
            },
            category: row.category,
            sub_area: row.sub_area_id.map(Into::into),
            amount: Money::from_cents(row.amount_cents),
            part: row.part,
            exclusion,
        })
    }
}
