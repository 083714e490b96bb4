//! What an entry is made of, read from the tables that say it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic as _, Iterable as _, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use talkoot_domain::{
    ids::{PortfolioReportId, ProjectId},
    portfolio_entry::Submitted,
    portfolio_report::{Light, PortfolioReport},
};
use uuid::Uuid;

use crate::{
    Access, StorageError,
    entity::{obligation, portfolio_report, risk},
    map::code,
};

/// What is awaited of a project, its latest report and its risks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many obligations are awaited and in time.
    pub open: u64,
    /// How many are awaited and late.
    pub overdue: u64,
    /// The last day of what is late the longest.
    pub oldest_overdue: Option<NaiveDate>,
    /// The report that was submitted last and has not come back.
    pub report: Option<Submitted>,
    /// How many risks are open or being dealt with.
    pub risks_open: u64,
    /// How many risks came true.
    pub risks_occurred: u64,
}

/// What is so now.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn seen(db: &impl Access, project: ProjectId) -> Result<Seen, StorageError> {
    let project = Uuid::from(project);
    let mut seen = Seen {
        report: latest_report(db, project).await?,
        ..Seen::default()
    };
    for (state, number, earliest) in awaited(db, project).await? {
        if state == "overdue" {
            (seen.overdue, seen.oldest_overdue) = (number.unsigned_abs(), earliest);
        } else {
            seen.open = number.unsigned_abs();
        }
    }
    let risks = || risk::Entity::find().filter(risk::Column::ProjectId.eq(project));
    let running = risks().filter(risk::Column::State.is_in(["open", "mitigating"]));
    seen.risks_open = running.count(db.connection()).await?;
    let occurred = risks().filter(risk::Column::OccurredAt.is_not_null());
    seen.risks_occurred = occurred.count(db.connection()).await?;
    Ok(seen)
}

/// State, how many, the earliest last day.
type AwaitedRow = (String, i64, Option<NaiveDate>);

async fn awaited(db: &impl Access, project: Uuid) -> Result<Vec<AwaitedRow>, StorageError> {
    use obligation::Column;
    Ok(obligation::Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::Due.min(), "earliest")
        .filter(Column::ProjectId.eq(project))
        .filter(Column::State.is_in(["open", "overdue"]))
        .group_by(Column::State)
        .into_tuple()
        .all(db.connection())
        .await?)
}

type Shown = Option<String>;
/// Report, when, its lights.
type ReportRow = (Uuid, DateTime<Utc>, Shown, Shown, Shown, Shown, Shown);

async fn latest_report(db: &impl Access, project: Uuid) -> Result<Option<Submitted>, StorageError> {
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
        .filter(Column::ProjectId.eq(project))
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
