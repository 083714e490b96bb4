//! What was said about single lines when their report was given back.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{CostLineId, CostLineRemarkId, CostReportId},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::cost_line_remark::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// A remark on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its identifier.
    pub id: CostLineRemarkId,
    /// The report that was given back.
    pub report: CostReportId,
    /// The line; of an import that may be superseded since.
    pub line: CostLineId,
    /// What is to be corrected.
    pub reason: String,
    /// Who said so, and when.
    pub made: Stamp,
    /// When the report was submitted again; nothing while the partner corrects it.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Stores remarks.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, remarks: &[Remark]) -> Result<(), StorageError> {
    if remarks.is_empty() {
        return Ok(());
    }
    let rows = remarks.iter().map(|remark| ActiveModel {
        id: Set(remark.id.into()),
        cost_report_id: Set(remark.report.into()),
        cost_line_id: Set(remark.line.into()),
        reason: Set(remark.reason.clone()),
        remarked_by: Set(remark.made.by.into()),
        remarked_at: Set(remark.made.at),
        answered_at: Set(remark.answered_at),
    });
    Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Records that a report was submitted again: what was said about its lines is history from then on.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &Tx, report: CostReportId, now: DateTime<Utc>) -> Result<(), StorageError> {
    Entity::update_many()
        .set(ActiveModel {
            answered_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::CostReportId.eq(Uuid::from(report)))
        .filter(Column::AnsweredAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Every remark on lines of these reports, oldest first; the caller has found the reports.
///
/// # Errors
/// When the database fails.
pub async fn of_reports(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<Remark>, StorageError> {
    let ids = reports.iter().map(|&id| Uuid::from(id));
    read(db, Condition::all().add(Column::CostReportId.is_in(ids))).await
}

/// Every remark on these lines, oldest first; the caller has found the lines.
///
/// # Errors
/// When the database fails.
pub async fn of_lines(db: &impl Access, lines: &[CostLineId]) -> Result<Vec<Remark>, StorageError> {
    let ids = lines.iter().map(|&id| Uuid::from(id));
    read(db, Condition::all().add(Column::CostLineId.is_in(ids))).await
}

async fn read(db: &impl Access, which: Condition) -> Result<Vec<Remark>, StorageError> {
    let rows = Entity::find()
        .filter(which)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

impl From<Model> for Remark {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            report: row.cost_report_id.into(),
            line: row.cost_line_id.into(),
            reason: row.reason,
            made: Stamp {
                by: row.remarked_by.into(),
                at: row.remarked_at,
            },
            answered_at: row.answered_at,
        }
    }
}
