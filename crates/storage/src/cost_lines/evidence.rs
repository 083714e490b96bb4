//! Files that show what a row is: invoices, contracts, time sheets.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement},
};
use talkoot_domain::{
    cost_report::MissingEvidence,
    ids::{FileId, LedgerImportId, PersonId},
    money::Money,
};
use uuid::Uuid;

use super::is_claimed;
use crate::{
    Access, Scope, StorageError, Tx, cost_reports,
    entity::{
        cost_line::{Column, Entity},
        cost_line_evidence as evidence, cost_report, ledger_import, project,
    },
    store::Connected,
    terms,
};

/// A file beside a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The import.
    pub import: LedgerImportId,
    /// The row of the file.
    pub row: i64,
    /// The file.
    pub file: FileId,
    /// Who attached it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The evidence of these rows in the order it came; the caller has found their imports.
///
/// # Errors
/// When the database fails.
pub async fn evidence_of(
    db: &impl Access,
    rows: &[(LedgerImportId, i64)],
) -> Result<Vec<Evidence>, StorageError> {
    let of_rows = Condition::all()
        .add(evidence::Column::ImportId.is_in(rows.iter().map(|(import, _)| Uuid::from(*import))))
        .add(evidence::Column::RowNumber.is_in(rows.iter().map(|(_, row)| *row)));
    let found = evidence::Entity::find()
        .filter(of_rows)
        .order_by_asc(evidence::Column::AttachedAt)
        .order_by_asc(evidence::Column::FileId)
        .all(db.connection())
        .await?;
    Ok(found
        .into_iter()
        .map(|row| Evidence {
            import: row.import_id.into(),
            row: row.row_number,
            file: row.file_id.into(),
            by: row.attached_by.into(),
            at: row.attached_at,
        })
        .collect())
}

/// Attaches a file to a row; a file that is attached already stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn attach(tx: &Tx, new: &Evidence) -> Result<(), StorageError> {
    let row = evidence::ActiveModel {
        import_id: Set(new.import.into()),
        row_number: Set(new.row),
        file_id: Set(new.file.into()),
        attached_by: Set(new.by.into()),
        attached_at: Set(new.at),
    };
    let key = [
        evidence::Column::ImportId,
        evidence::Column::RowNumber,
        evidence::Column::FileId,
    ];
    evidence::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Takes a file off a row; says whether it was there. The file itself is kept.
///
/// # Errors
/// When the database fails.
pub async fn detach(
    tx: &Tx,
    (import, row): (LedgerImportId, i64),
    file: FileId,
) -> Result<bool, StorageError> {
    let done = evidence::Entity::delete_by_id((Uuid::from(import), row, Uuid::from(file)))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The files beside rows of reports that the scope sees.
pub(crate) fn visible_files(scope: &Scope) -> SelectStatement {
    let imports = Query::select()
        .column(ledger_import::Column::Id)
        .from(ledger_import::Entity)
        .and_where(ledger_import::Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
        .to_owned();
    Query::select()
        .column(evidence::Column::FileId)
        .from(evidence::Entity)
        .and_where(evidence::Column::ImportId.in_subquery(imports))
        .to_owned()
}

/// The rows of these imports that lack the evidence which the terms of their projects want; imports that
/// are not in force and those without such rows are left out.
///
/// # Errors
/// When the database fails or terms cannot be read.
pub async fn without_evidence(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<BTreeMap<LedgerImportId, MissingEvidence>, StorageError> {
    let mut found = BTreeMap::new();
    for (import, over) in thresholds(db, imports).await? {
        let lacking = Condition::all()
            .add(Column::ImportId.eq(import))
            .add(Column::Part.eq(1))
            .add(is_claimed())
            .add(
                Condition::any()
                    .add(Column::BookedCents.gt(over.cents()))
                    .add(Column::BookedCents.lt(-over.cents())),
            )
            .add(Column::RowNumber.not_in_subquery(rows_with_evidence(import)));
        let count = Entity::find()
            .filter(lacking.clone())
            .count(db.connection())
            .await?;
        if count == 0 {
            continue;
        }
        let first: Vec<(i64, String)> = Entity::find()
            .select_only()
            .columns([Column::RowNumber, Column::Voucher])
            .filter(lacking)
            .order_by_asc(Column::RowNumber)
            .limit(MissingEvidence::NAMED as u64)
            .into_tuple()
            .all(db.connection())
            .await?;
        let lines = first
            .into_iter()
            .map(|(row, voucher)| format!("row {row} (voucher {voucher})"));
        let missing = MissingEvidence {
            over,
            count,
            lines: lines.collect(),
        };
        found.insert(import.into(), missing);
    }
    Ok(found)
}

fn rows_with_evidence(import: Uuid) -> SelectStatement {
    Query::select()
        .column(evidence::Column::RowNumber)
        .from(evidence::Entity)
        .and_where(Expr::col((evidence::Entity, evidence::Column::ImportId)).eq(import))
        .to_owned()
}

async fn thresholds(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<Vec<(Uuid, Money)>, StorageError> {
    let rows: Vec<(Option<Uuid>, Uuid)> = cost_report::Entity::find()
        .select_only()
        .columns([cost_report::Column::ImportId, cost_report::Column::ProjectId])
        .filter(cost_report::Column::ImportId.is_in(imports.iter().map(|&id| Uuid::from(id))))
        .into_tuple()
        .all(db.connection())
        .await?;
    let projects: Vec<(Uuid, terms::TermsDocument)> = project::Entity::find()
        .select_only()
        .columns([project::Column::Id, project::Column::Terms])
        .filter(project::Column::Id.is_in(rows.iter().map(|(_, project)| *project)))
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut over = BTreeMap::new();
    for (id, document) in projects {
        if let Some(amount) = terms::from_document("project", id, document)?.evidence_over {
            over.insert(id, amount);
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|(import, project)| Some((import?, over.get(&project).copied()?)))
        .collect())
}
