//! Granted projects, to be read.

use talkoot_domain::{
    budget_version::State,
    ids::{ApplicationId, BudgetVersionId, DecisionId, PeriodId, ProjectId},
    policy::Actor,
    project::{BudgetCell, Partner, Period, Project, SubArea},
};
pub use talkoot_storage::projects::{BudgetVersion, Participation};
use talkoot_storage::{Page, Scope, projects};

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

/// The cells of a budget that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn budget(app: &App, version: BudgetVersionId) -> Answer<Vec<BudgetCell>> {
    Ok(projects::budget(app.store(), version).await?)
}

/// The versions of the budget of a project that the person sees, oldest first. The authority alone sees
/// what is only proposed.
///
/// # Errors
/// When the database fails.
pub async fn budget_versions(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<BudgetVersion>> {
    let mut versions = projects::budget_versions(app.store(), project.application).await?;
    let of_authority = actor
        .memberships
        .iter()
        .any(|held| held.organisation == project.authority);
    // The versions of the application before the grant never held.
    versions.retain(|version| {
        let held = !matches!(version.state, State::Proposed | State::Discarded { .. });
        held || (of_authority && version.part.is_some())
    });
    Ok(versions)
}

/// Versions of budgets to which something refers that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn budget_versions_by_id(app: &App, ids: &[BudgetVersionId]) -> Answer<Vec<BudgetVersion>> {
    Ok(projects::budget_versions_by_id(app.store(), ids).await?)
}

/// How long each partner of projects that the person sees takes part.
///
/// # Errors
/// When the database fails.
pub async fn participations(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Participation)>> {
    Ok(projects::participations(app.store(), projects).await?)
}
