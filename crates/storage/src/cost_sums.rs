//! What the lines of submitted imports add up to, per category and sub-area: stored when a report is
//! submitted, and changed in the transaction that changes a line from then on. A claim over half a million
//! lines is so computed from some hundred rows.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, Value,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::ids::{CostReportId, LedgerImportId};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::cost_sum::{Column, Entity, Model},
    store::Connected,
};

/// The same sums from the lines themselves; lines in no cell of the budget are in no sum.
const FROM_LINES: &str = "SELECT import_id, category, sub_area_id, COUNT(*) AS lines, \
    CAST(SUM(amount_cents) AS BIGINT) AS claimed_cents, \
    CAST(SUM(COALESCE(accepted_cents, amount_cents)) AS BIGINT) AS counted_cents, \
    COUNT(*) - COUNT(accepted_cents) AS pending \
    FROM cost_line WHERE category IS NOT NULL AND sub_area_id IS NOT NULL";
const GROUPED: &str = "GROUP BY import_id, category, sub_area_id";
const STORED: &str =
    "SELECT import_id, category, sub_area_id, lines, claimed_cents, counted_cents, pending FROM cost_sum";
/// The imports of the reports whose lines are no longer classified by anybody.
const SUBMITTED: &str = "SELECT import_id FROM cost_report WHERE state NOT IN ('open', 'returned')";

/// A cell of an import.
pub(crate) struct Cell<'a> {
    pub(crate) import: Uuid,
    pub(crate) category: &'a str,
    pub(crate) sub_area: Uuid,
}

/// Adds the lines of an import up, in place of what was added up when it was submitted before.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn add_up(tx: &Tx, import: LedgerImportId) -> Result<(), StorageError> {
    let db = tx.connection();
    let import = Uuid::from(import);
    Entity::delete_many()
        .filter(Column::ImportId.eq(import))
        .exec(db)
        .await?;
    let insert = format!(
        "INSERT INTO cost_sum (import_id, category, sub_area_id, lines, claimed_cents, counted_cents, pending) \
         {FROM_LINES} AND import_id = $1 {GROUPED}"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), insert, [import.into()]);
    db.execute_raw(statement).await?;
    Ok(())
}

/// Changes what counts in a cell, and how many of its lines are not verified.
///
/// # Errors
/// When the database fails, and when the cell has no sum, which is a named inconsistency.
pub(crate) async fn change(tx: &Tx, cell: &Cell<'_>, counted: i64, pending: i64) -> Result<(), StorageError> {
    let done = Entity::update_many()
        .col_expr(Column::CountedCents, Expr::col(Column::CountedCents).add(counted))
        .col_expr(Column::Pending, Expr::col(Column::Pending).add(pending))
        .filter(Column::ImportId.eq(cell.import))
        .filter(Column::Category.eq(cell.category))
        .filter(Column::SubAreaId.eq(cell.sub_area))
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 1 {
        return Ok(());
    }
    let what = format!(
        "a line in category {} has no sum; run `talkoot doctor`",
        cell.category
    );
    Err(StorageError::inconsistent("cost_sum", cell.import, what))
}

/// Every line of these imports is verified now: what was not counts as claimed already.
///
/// # Errors
/// When the database fails.
pub(crate) async fn all_verified(tx: &Tx, imports: &[Uuid]) -> Result<(), StorageError> {
    Entity::update_many()
        .col_expr(Column::Pending, Expr::val(0_i64))
        .filter(Column::ImportId.is_in(imports.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// No line of these imports is verified any more: all count as claimed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn none_verified(tx: &Tx, imports: &[Uuid]) -> Result<(), StorageError> {
    Entity::update_many()
        .col_expr(Column::Pending, Expr::col(Column::Lines))
        .col_expr(Column::CountedCents, Expr::col(Column::ClaimedCents))
        .filter(Column::ImportId.is_in(imports.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The stored sums of these imports.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of_imports(
    db: &impl Access,
    imports: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, StorageError> {
    Ok(Entity::find()
        .filter(Column::ImportId.is_in(imports))
        .all(db.connection())
        .await?)
}

/// Of the submitted reports, or of these, the imports whose stored sums are not those of their lines: none,
/// unless somebody changed rows by hand.
///
/// # Errors
/// When the database fails.
pub async fn differing(
    db: &impl Access,
    reports: Option<&[CostReportId]>,
) -> Result<Vec<LedgerImportId>, StorageError> {
    let connection = db.connection();
    let backend = connection.get_database_backend();
    let mut values: Vec<Value> = Vec::new();
    let mut imports = SUBMITTED.to_owned();
    if let Some(reports) = reports {
        values = reports.iter().map(|&report| Uuid::from(report).into()).collect();
        let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
        imports = format!("{SUBMITTED} AND id IN ({})", places.join(", "));
    }
    // Each side without the other, so that a row too many is found as well as one too few.
    let stored = format!("{STORED} WHERE import_id IN ({imports})");
    let lines = format!("{FROM_LINES} AND import_id IN ({imports}) {GROUPED}");
    let sql = format!(
        "SELECT DISTINCT import_id FROM (\
         SELECT * FROM ({stored} EXCEPT {lines}) AS only_stored UNION ALL \
         SELECT * FROM ({lines} EXCEPT {stored}) AS only_lines) AS differing ORDER BY import_id"
    );
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.into_iter()
        .map(|row| Ok(LedgerImportId::from(row.try_get::<Uuid>("", "import_id")?)))
        .collect()
}
