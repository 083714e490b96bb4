//! The authority's portfolio (*hankesalkku*): every project with its state at a glance, in as many
//! statements for a hundred projects as for one.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic as _, Iterable as _, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use talkoot_domain::{
    ids::{OrganisationId, ProjectId},
    portfolio_report::PortfolioReport,
    project::{Balance, Project},
};
use uuid::Uuid;

use crate::{
    Access, Page, StorageError, balances,
    entity::{obligation, portfolio_report, project},
};

/// A project at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The project.
    pub project: Project,
    /// The report that was submitted last and has not come back, with its lights.
    pub latest_report: Option<PortfolioReport>,
    /// What is awaited and in time.
    pub open: u64,
    /// What is awaited and late.
    pub overdue: u64,
    /// The last day of what is late the longest.
    pub oldest_overdue: Option<NaiveDate>,
    /// What it has claimed and been paid, and what it owes.
    pub balance: Balance,
}

fn of_authorities(authorities: &[OrganisationId]) -> Select<project::Entity> {
    let authorities = authorities.iter().map(|&id| Uuid::from(id));
    project::Entity::find().filter(project::Column::AuthorityId.is_in(authorities))
}

/// A page of the projects that these authorities grant, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    authorities: &[OrganisationId],
    page: Page<ProjectId>,
) -> Result<Vec<Overview>, StorageError> {
    let after = page.after.map(|id| project::Column::Id.gt(Uuid::from(id)));
    let rows = of_authorities(authorities)
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(project::Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let awaited = awaited(db, &ids).await?;
    let mut reports = latest_reports(db, &ids).await?;
    let projects: Vec<ProjectId> = ids.iter().map(|&id| id.into()).collect();
    let balances = balances::of_projects(db, &projects).await?;
    rows.into_iter()
        .map(|row| {
            let (open, _) = awaited.get(&(row.id, false)).copied().unwrap_or_default();
            let (overdue, oldest_overdue) = awaited.get(&(row.id, true)).copied().unwrap_or_default();
            Ok(Overview {
                latest_report: reports.remove(&row.id),
                open,
                overdue,
                oldest_overdue,
                balance: balances.get(&row.id.into()).copied().unwrap_or_default(),
                project: row.try_into()?,
            })
        })
        .collect()
}

/// How many projects these authorities grant.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, authorities: &[OrganisationId]) -> Result<u64, StorageError> {
    Ok(of_authorities(authorities).count(db.connection()).await?)
}

type Awaited = HashMap<(Uuid, bool), (u64, Option<NaiveDate>)>;

/// Per project and whether it is late: how many obligations, and the earliest due date.
async fn awaited(db: &impl Access, projects: &[Uuid]) -> Result<Awaited, StorageError> {
    use obligation::Column;
    let rows: Vec<(Uuid, String, i64, Option<NaiveDate>)> = obligation::Entity::find()
        .select_only()
        .column(Column::ProjectId)
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::Due.min(), "earliest")
        .filter(Column::ProjectId.is_in(projects.iter().copied()))
        .filter(Column::State.is_in(["open", "overdue"]))
        .group_by(Column::ProjectId)
        .group_by(Column::State)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(project, state, number, earliest)| {
            ((project, state == "overdue"), (number.unsigned_abs(), earliest))
        })
        .collect())
}

const NONE_LATER: &str = "NOT EXISTS (SELECT 1 FROM portfolio_report AS later \
    WHERE later.project_id = portfolio_report.project_id \
    AND (later.submitted_at, later.id) > (portfolio_report.submitted_at, portfolio_report.id))";

/// Per project the report that was submitted last.
async fn latest_reports(
    db: &impl Access,
    projects: &[Uuid],
) -> Result<HashMap<Uuid, PortfolioReport>, StorageError> {
    use portfolio_report::Column;
    // The rows are wide, and SQLite hands over each value on its own: only what is shown is read.
    // The facts that a report keeps are most of its row; whoever wants them reads the report itself.
    let rows = portfolio_report::Entity::find()
        .select_only()
        .columns(Column::iter().filter(|column| !matches!(column, Column::Snapshot)))
        .column_as(Expr::cust("NULL"), Column::Snapshot.as_str())
        .filter(Column::ProjectId.is_in(projects.iter().copied()))
        .filter(Column::SubmittedAt.is_not_null())
        .filter(Expr::cust(NONE_LATER))
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.project_id, row.try_into()?)))
        .collect()
}
