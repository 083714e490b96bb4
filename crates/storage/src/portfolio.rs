//! The authority's portfolio (*hankesalkku*): every project with its state at a glance, in as many
//! statements for a hundred projects as for one; and what of the reports owed has come.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IdenStatic as _, Iterable as _, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use talkoot_domain::{
    ids::{CallId, OrganisationId, ProjectId},
    obligation::StateName,
    portfolio_report::{Light, PortfolioReport},
    project::{Balance, Project},
    schedule::ObligationKind,
};
use uuid::Uuid;

use crate::{
    Access, Page, StorageError, balances,
    entity::{obligation, portfolio_report, project, project_partner},
    map::code,
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

/// Which projects are shown; nothing narrows nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of a call.
    pub call: Option<CallId>,
    /// Only those in which a municipality takes part or took part, as the lead or not.
    pub municipality: Option<OrganisationId>,
    /// Only those whose report that was submitted last shows this light for something.
    pub light: Option<Light>,
    /// Only those of which something is late.
    pub late: bool,
}

fn of_authorities(authorities: &[OrganisationId], filter: &Filter) -> Select<project::Entity> {
    use project::Column;
    let authorities = authorities.iter().map(|&id| Uuid::from(id));
    let of_call = filter.call.map(|call| Column::CallId.eq(Uuid::from(call)));
    let with = filter.municipality.map(|municipality| {
        let municipality = Uuid::from(municipality);
        let partner = project_partner::Entity::find()
            .select_only()
            .column(project_partner::Column::ProjectId)
            .filter(project_partner::Column::OrganisationId.eq(municipality))
            .into_query();
        Condition::any()
            .add(Column::LeadId.eq(municipality))
            .add(Column::Id.in_subquery(partner))
    });
    let lit = filter.light.map(|light| {
        let light: &'static str = light.into();
        let lights = [
            portfolio_report::Column::TimetableLight,
            portfolio_report::Column::CostLight,
            portfolio_report::Column::ScopeLight,
            portfolio_report::Column::RiskLight,
            portfolio_report::Column::OwnershipLight,
        ];
        let any = lights
            .into_iter()
            .fold(Condition::any(), |any, column| any.add(column.eq(light)));
        let report = portfolio_report::Entity::find()
            .select_only()
            .column(portfolio_report::Column::ProjectId)
            .filter(portfolio_report::Column::SubmittedAt.is_not_null())
            .filter(Expr::cust(NONE_LATER))
            .filter(any)
            .into_query();
        Column::Id.in_subquery(report)
    });
    let late = filter.late.then(|| {
        let owed = obligation::Entity::find()
            .select_only()
            .column(obligation::Column::ProjectId)
            .filter(obligation::Column::State.eq("overdue"))
            .into_query();
        Column::Id.in_subquery(owed)
    });
    project::Entity::find()
        .filter(Column::AuthorityId.is_in(authorities))
        .apply_if(of_call, QueryFilter::filter)
        .apply_if(with, QueryFilter::filter)
        .apply_if(lit, QueryFilter::filter)
        .apply_if(late, QueryFilter::filter)
}

/// A page of the projects that these authorities grant, as far as the filter lets them through, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    authorities: &[OrganisationId],
    filter: &Filter,
    page: Page<ProjectId>,
) -> Result<Vec<Overview>, StorageError> {
    let after = page.after.map(|id| project::Column::Id.gt(Uuid::from(id)));
    let rows = of_authorities(authorities, filter)
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

/// How many projects of these authorities the filter lets through.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl Access,
    authorities: &[OrganisationId],
    filter: &Filter,
) -> Result<u64, StorageError> {
    Ok(of_authorities(authorities, filter).count(db.connection()).await?)
}

/// Something that a project owed by the schedule, with what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The call of the project.
    pub call: CallId,
    /// The date that the schedule gave it.
    pub planned: NaiveDate,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: StateName,
    /// When it was handed in, while it is.
    pub submitted_at: Option<DateTime<Utc>>,
}

/// Project, planned, due, state, handed in.
type OwedRow = (Uuid, NaiveDate, NaiveDate, String, Option<DateTime<Utc>>);

/// Everything of a kind that the projects of these authorities owe by their schedules, of one call or of all.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn owed(
    db: &impl Access,
    authorities: &[OrganisationId],
    call: Option<CallId>,
    kind: ObligationKind,
) -> Result<Vec<Owed>, StorageError> {
    use obligation::Column;
    let projects = of_authorities(
        authorities,
        &Filter {
            call,
            ..Filter::default()
        },
    );
    let calls: Vec<(Uuid, Uuid)> = projects
        .clone()
        .select_only()
        .columns([project::Column::Id, project::Column::CallId])
        .into_tuple()
        .all(db.connection())
        .await?;
    let calls: HashMap<Uuid, Uuid> = calls.into_iter().collect();
    let kind: &'static str = kind.into();
    let ids = projects.select_only().column(project::Column::Id).into_query();
    let rows: Vec<OwedRow> = obligation::Entity::find()
        .select_only()
        .columns([
            Column::ProjectId,
            Column::Planned,
            Column::Due,
            Column::State,
            Column::SubmittedAt,
        ])
        .filter(Column::Kind.eq(kind))
        .filter(Column::SubjectId.is_null())
        .filter(Column::ProjectId.in_subquery(ids))
        .into_tuple()
        .all(db.connection())
        .await?;
    let known = rows
        .into_iter()
        .filter_map(|row| calls.get(&row.0).map(|&call| (row, call)));
    known
        .map(|((project, planned, due, state, submitted_at), call)| {
            Ok(Owed {
                call: call.into(),
                planned,
                due,
                state: code("obligation", project, "state", &state)?,
                submitted_at,
            })
        })
        .collect()
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
