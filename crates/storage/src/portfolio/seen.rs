//! What an entry is made of, read from the tables that say it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic as _, Iterable as _, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use talkoot_domain::{
    ids::{PortfolioReportId, ProjectId},
    portfolio_entry::{Awaited, Risks, Submitted},
    portfolio_report::{Light, PortfolioReport},
};
use uuid::Uuid;

use crate::{
    Access, StorageError,
    entity::{obligation, portfolio_report, risk},
    map::code,
};

/// State, how many, the earliest last day.
type AwaitedRow = (String, i64, Option<NaiveDate>);

/// What is awaited of a project.
///
/// # Errors
/// When the database fails.
pub async fn awaited(db: &impl Access, project: ProjectId) -> Result<Awaited, StorageError> {
    use obligation::Column;
    let rows: Vec<AwaitedRow> = obligation::Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::Due.min(), "earliest")
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in(["open", "overdue"]))
        .group_by(Column::State)
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut awaited = Awaited::default();
    for (state, number, earliest) in rows {
        if state == "overdue" {
            (awaited.overdue, awaited.oldest_overdue) = (number.unsigned_abs(), earliest);
        } else {
            awaited.open = number.unsigned_abs();
        }
    }
    Ok(awaited)
}

/// The risks of a project, counted.
///
/// # Errors
/// When the database fails.
pub async fn risks(db: &impl Access, project: ProjectId) -> Result<Risks, StorageError> {
    use risk::Column;
    let rows: Vec<(String, i64, i64)> = risk::Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::OccurredAt.count(), "occurred")
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .group_by(Column::State)
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut risks = Risks::default();
    for (state, number, occurred) in rows {
        if matches!(state.as_str(), "open" | "mitigating") {
            risks.open = risks.open.saturating_add(number.unsigned_abs());
        }
        risks.occurred = risks.occurred.saturating_add(occurred.unsigned_abs());
    }
    Ok(risks)
}

type Shown = Option<String>;
/// Report, when, its lights.
type ReportRow = (Uuid, DateTime<Utc>, Shown, Shown, Shown, Shown, Shown);

/// The report of a project that was submitted last and has not come back.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn latest_report(db: &impl Access, project: ProjectId) -> Result<Option<Submitted>, StorageError> {
    use portfolio_report::Column;
    let row: Option<ReportRow> = portfolio_report::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::SubmittedAt,
            Column::TimetableLight,
            Column::CostLight,
            Column::ScopeLight,
            Column::RiskLight,
            Column::OwnershipLight,
        ])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::SubmittedAt.is_not_null())
        .order_by_desc(Column::SubmittedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(db.connection())
        .await?;
    let Some((id, at, timetable, cost, scope, risk, ownership)) = row else {
        return Ok(None);
    };
    let light = |text: Shown| -> Result<Option<Light>, StorageError> {
        text.map(|text| code("portfolio_report", id, "light", &text))
            .transpose()
    };
    Ok(Some(Submitted {
        report: id.into(),
        at,
        lights: [
            light(timetable)?,
            light(cost)?,
            light(scope)?,
            light(risk)?,
            light(ownership)?,
        ],
    }))
}

/// These reports without the facts that they keep, which are most of a row and which whoever wants them reads with the
/// report itself; the caller has found them.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn reports(
    db: &impl Access,
    ids: &[PortfolioReportId],
) -> Result<Vec<PortfolioReport>, StorageError> {
    use portfolio_report::Column;
    let rows = portfolio_report::Entity::find()
        .select_only()
        .columns(Column::iter().filter(|column| !matches!(column, Column::Snapshot)))
        .column_as(Expr::cust("NULL"), Column::Snapshot.as_str())
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
