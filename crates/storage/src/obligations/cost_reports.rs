use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use talkoot_domain::{
    ids::{CostReportId, ObligationId, OrganisationId, PersonId, ProjectId},
    schedule::ObligationKind,
    use_period::UsePeriod,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError,
    entity::{cost_report, obligation, period},
    map::stamp,
};

/// What an obligation and a letter must know of a cost report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostReportRow {
    /// The report.
    pub id: CostReportId,
    /// The project.
    pub project: ProjectId,
    /// Whose report it is.
    pub partner: OrganisationId,
    /// The days it covers.
    pub period: UsePeriod,
    /// The obligation that it settles, when the schedule made one for its period.
    pub obligation: Option<ObligationId>,
    /// Who imported or classified last.
    pub prepared_by: Option<PersonId>,
    /// Who submitted it, and when.
    pub submitted: Option<Stamp>,
    /// Who accepted it, and when.
    pub accepted: Option<Stamp>,
    /// What must be mended, as long as it is returned, and when it was returned.
    pub returned: Option<(DateTime<Utc>, String)>,
}

/// The cost report with the obligation that it settles; for the worker, which sees everything.
///
/// # Errors
/// When the database fails or rows contradict each other.
pub async fn cost_report(db: &impl Access, id: CostReportId) -> Result<Option<CostReportRow>, StorageError> {
    let found = cost_report::Entity::find_by_id(Uuid::from(id))
        .one(db.connection())
        .await?;
    let Some(report) = found else {
        return Ok(None);
    };
    let period = period::Entity::find_by_id(report.period_id)
        .one(db.connection())
        .await?
        .ok_or_else(|| StorageError::inconsistent("cost_report", report.id, "its period does not exist"))?;
    let kind: &'static str = ObligationKind::CostReport.into();
    let obligation = obligation::Entity::find()
        .filter(obligation::Column::ProjectId.eq(report.project_id))
        .filter(obligation::Column::Kind.eq(kind))
        .filter(obligation::Column::ResponsibleId.eq(report.partner_id))
        .filter(obligation::Column::PeriodFirst.eq(period.first_day))
        .one(db.connection())
        .await?;
    Ok(Some(CostReportRow {
        id: report.id.into(),
        project: report.project_id.into(),
        partner: report.partner_id.into(),
        period: UsePeriod {
            first: period.first_day,
            last: period.last_day,
        },
        obligation: obligation.map(|row| row.id.into()),
        prepared_by: report.prepared_by.map(Into::into),
        submitted: stamp(report.submitted_by, report.submitted_at),
        accepted: stamp(report.accepted_by, report.accepted_at),
        returned: report.returned_at.zip(report.return_reasons),
    }))
}
