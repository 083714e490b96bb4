//! Granted projects, to be read.

use talkoot_domain::{
    ids::{ApplicationId, BudgetVersionId, DecisionId, PeriodId, ProjectId},
    policy::Actor,
    project::{Balance, BudgetCell, Partner, Period, Project, SubArea},
};
use talkoot_storage::{Page, Scope, balances, projects};

use crate::{Answer, App};

/// The project, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ProjectId) -> Answer<Option<Project>> {
    Ok(projects::find(app.store(), &Scope::of(actor), id).await?)
}

/// These projects, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[ProjectId]) -> Answer<Vec<Project>> {
    Ok(projects::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The projects that grew from these decisions, for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_decisions(app: &App, actor: &Actor, decisions: &[DecisionId]) -> Answer<Vec<Project>> {
    Ok(projects::of_decisions(app.store(), &Scope::of(actor), decisions).await?)
}

/// A page of projects, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, page: Page<ProjectId>) -> Answer<Vec<Project>> {
    Ok(projects::list(app.store(), &Scope::of(actor), page).await?)
}

/// How many projects this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor) -> Answer<u64> {
    Ok(projects::count(app.store(), &Scope::of(actor)).await?)
}

/// The partners of projects that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn partners(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Partner)>> {
    Ok(projects::partners(app.store(), projects).await?)
}

/// The periods of projects that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn periods(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Period)>> {
    Ok(projects::periods(app.store(), projects).await?)
}

/// Periods by their ids, each with its project.
///
/// # Errors
/// When the database fails.
pub async fn periods_by_id(app: &App, ids: &[PeriodId]) -> Answer<Vec<(ProjectId, Period)>> {
    Ok(projects::periods_by_id(app.store(), ids).await?)
}

/// The sub-areas of applications, or of the projects that grew from them, that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn sub_areas(app: &App, applications: &[ApplicationId]) -> Answer<Vec<(ApplicationId, SubArea)>> {
    Ok(projects::sub_areas(app.store(), applications).await?)
}

/// What projects that the person sees have claimed and been paid, and what they owe.
///
/// # Errors
/// When the database fails.
pub async fn balances(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Balance)>> {
    Ok(balances::of_projects(app.store(), projects)
        .await?
        .into_iter()
        .collect())
}

/// The cells of a budget that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn budget(app: &App, version: BudgetVersionId) -> Answer<Vec<BudgetCell>> {
    Ok(projects::budget(app.store(), version).await?)
}
