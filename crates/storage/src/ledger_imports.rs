//! Imports of ledger files into cost reports: each one is kept with its diagnosis.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use serde_json::Value;
use talkoot_domain::{
    ids::{AccountMappingId, CostReportId, FileId, LedgerImportId, LedgerProfileId, PersonId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, cost_reports,
    entity::ledger_import::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// One import of a ledger file.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerImport {
    /// Its identifier.
    pub id: LedgerImportId,
    /// The report that it filled.
    pub report: CostReportId,
    /// The file as it was uploaded.
    pub file: FileId,
    /// The SHA-256 of the file's content.
    pub sha256: [u8; 32],
    /// The version of the profile that it was read with; none when it was found out or given with the import.
    pub profile_id: Option<LedgerProfileId>,
    /// How the file was read.
    pub profile: Value,
    /// Which rows were wanted.
    pub selection: Value,
    /// What was found, with the equation of its totals.
    pub diagnosis: Value,
    /// The sum of the lines it brought.
    pub selected: Money,
    /// The mapping that classified its lines, if there was one.
    pub mapping: Option<AccountMappingId>,
    /// Who imported it.
    pub imported_by: PersonId,
    /// When.
    pub imported_at: DateTime<Utc>,
}

/// The import, if its report exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: LedgerImportId,
) -> Result<Option<LedgerImport>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These imports, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[LedgerImportId],
) -> Result<Vec<LedgerImport>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Every import into these reports, the superseded ones too, oldest first; the caller has found the
/// reports.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_reports(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<Vec<LedgerImport>, StorageError> {
    let ids = reports.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::CostReportId.is_in(ids))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The ids of every import into a report, oldest first; the caller has found the report.
///
/// # Errors
/// When the database fails.
pub async fn ids_of_report(
    db: &impl Access,
    report: CostReportId,
) -> Result<Vec<LedgerImportId>, StorageError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::CostReportId.eq(Uuid::from(report)))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The files that were imported into reports of the scope: whoever checks the costs may read them.
pub(crate) fn visible_files(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::FileId)
        .from(Entity)
        .and_where(Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
        .to_owned()
}

/// Stores an import.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, import: &LedgerImport) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(import.id.into()),
        cost_report_id: Set(import.report.into()),
        file_id: Set(import.file.into()),
        sha256: Set(import.sha256.to_vec()),
        profile: Set(import.profile.clone()),
        selection: Set(import.selection.clone()),
        diagnosis: Set(import.diagnosis.clone()),
        selected_cents: Set(import.selected.cents()),
        mapping_id: Set(import.mapping.map(Into::into)),
        imported_by: Set(import.imported_by.into()),
        imported_at: Set(import.imported_at),
        profile_id: Set(import.profile_id.map(Into::into)),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for LedgerImport {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            report: row.cost_report_id.into(),
            file: row.file_id.into(),
            sha256: row.sha256.try_into().map_err(|_| {
                StorageError::inconsistent("ledger_import", row.id, "the hash has not 32 bytes")
            })?,
            profile_id: row.profile_id.map(Into::into),
            profile: row.profile,
            selection: row.selection,
            diagnosis: row.diagnosis,
            selected: Money::from_cents(row.selected_cents),
            mapping: row.mapping_id.map(Into::into),
            imported_by: row.imported_by.into(),
            imported_at: row.imported_at,
        })
    }
}
