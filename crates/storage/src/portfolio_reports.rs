//! Portfolio reports and the notes about risks in them.

mod explanations;
mod row;
mod snapshot;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryTrait,
    sea_query::Query,
};
use talkoot_domain::{
    ids::{ObligationId, PortfolioReportId, ProjectId},
    portfolio_report::{PortfolioReport, RiskNote},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        portfolio_report::{Column, Entity},
        project, risk_note,
    },
    projects::kept_in_sight,
    store::Connected,
};

/// A portfolio report is seen by the lead and the authority, and by a former lead that saw it.
fn visible(scope: &Scope) -> Condition {
    let Some(organisations) = scope.organisations() else {
        return Condition::all();
    };
    let projects = Query::select()
        .column(project::Column::Id)
        .from(project::Entity)
        .cond_where(
            Condition::any()
                .add(project::Column::AuthorityId.is_in(organisations.clone()))
                .add(project::Column::LeadId.is_in(organisations.clone())),
        )
        .to_owned();
    Condition::any()
        .add(Column::ProjectId.in_subquery(projects))
        .add(Column::Id.in_subquery(kept_in_sight(organisations)))
}

/// The report, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: PortfolioReportId,
) -> Result<Option<PortfolioReport>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The reports of these obligations, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_obligations(
    db: &impl Access,
    scope: &Scope,
    obligations: &[ObligationId],
) -> Result<Vec<PortfolioReport>, StorageError> {
    let ids = obligations.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ObligationId.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The report of a project that was submitted last, for this scope: of the others than one, and before a time.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn submitted_before(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    other_than: Option<PortfolioReportId>,
    before: Option<DateTime<Utc>>,
) -> Result<Option<PortfolioReport>, StorageError> {
    let row = Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in(["submitted", "accepted"]))
        .apply_if(other_than, |query, id| {
            query.filter(Column::Id.ne(Uuid::from(id)))
        })
        .apply_if(before, |query, time| query.filter(Column::SubmittedAt.lt(time)))
        .order_by_desc(Column::SubmittedAt)
        .order_by_desc(Column::Id)
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Stores a new report.
///
/// # Errors
/// [`StorageError::Taken`] when the obligation has one already.
pub async fn insert(tx: &Tx, report: &PortfolioReport) -> Result<(), StorageError> {
    Entity::insert(row::of(report)?)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed report; `report.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, report: &PortfolioReport) -> Result<(), StorageError> {
    let mut changed = row::of(report)?;
    changed.version = Set(report.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(report.id)))
        .filter(Column::Version.eq(report.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "portfolio_report")
}

/// Appends notes about risks.
///
/// # Errors
/// When the database fails.
pub async fn append_risks(tx: &Tx, notes: &[RiskNote]) -> Result<(), StorageError> {
    if notes.is_empty() {
        return Ok(());
    }
    let rows = notes.iter().map(|note| risk_note::ActiveModel {
        id: Set(note.id.into()),
        portfolio_report_id: Set(note.report.into()),
        noted_by: Set(note.noted_by.into()),
        noted_at: Set(note.noted_at),
        topic: Set(note.topic.clone()),
        note: Set(note.text.clone()),
        probability: Set(note.probability.into()),
        effect: Set(note.effect.into()),
        risk_id: Set(note.risk.map(Into::into)),
    });
    risk_note::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The notes in these reports, oldest first; the caller has found the reports in its scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn risks(db: &impl Access, reports: &[PortfolioReportId]) -> Result<Vec<RiskNote>, StorageError> {
    let ids = reports.iter().map(|&id| Uuid::from(id));
    let rows = risk_note::Entity::find()
        .filter(risk_note::Column::PortfolioReportId.is_in(ids))
        .order_by_asc(risk_note::Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(row::note).collect()
}
