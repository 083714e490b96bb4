//! Who answers for projects, to be read.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId, ProjectId},
    policy::Role,
    project::Project,
    tenure::Duty,
};
use talkoot_storage::{Access, Scope, people, project_contacts::Contact, projects};

use super::{MUNICIPAL, Team, Vacancy, is_running, officer};
use crate::{Answer, App};

/// Somebody who is named in a project, and whether they hold the duty today.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// Who, for what, on which days.
    pub contact: Contact,
    /// Whether today is one of the days and they still hold a role there.
    pub holds_now: bool,
}

/// The owner of a project that the person sees, in a municipality.
///
/// # Errors
/// When the database fails.
pub async fn owner_of(
    app: &App,
    project: ProjectId,
    municipality: OrganisationId,
) -> Answer<Option<PersonId>> {
    let team = Team::load(app.store(), &[project], app.now()).await?;
    Ok(team.holder(project, municipality, Duty::Owner, app.today()))
}

/// The officer who handles the grant of a project that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn officer_of(app: &App, project: &Project) -> Answer<Option<PersonId>> {
    let now = app.now();
    let team = Team::load(app.store(), &[project.id], now).await?;
    officer(app.store(), project, (&team, app.today()), now).await
}

/// The project manager of a project that the person sees, in its lead municipality.
///
/// # Errors
/// When the database fails.
pub async fn manager_of(app: &App, project: &Project) -> Answer<Option<PersonId>> {
    let team = Team::load(app.store(), &[project.id], app.now()).await?;
    Ok(team.holder(project.id, project.lead, Duty::Manager, app.today()))
}

/// Who could be named the owner in a municipality.
///
/// # Errors
/// When the database fails.
pub async fn owner_candidates(app: &App, municipality: OrganisationId) -> Answer<Vec<people::Person>> {
    Ok(people::holders(app.store(), municipality, &MUNICIPAL, app.now()).await?)
}

/// Who could be assigned the grant.
///
/// # Errors
/// When the database fails.
pub async fn officer_candidates(app: &App, authority: OrganisationId) -> Answer<Vec<people::Person>> {
    Ok(people::holders(app.store(), authority, &[Role::Officer], app.now()).await?)
}

/// Everybody named in projects that the person sees, for days gone by and to come, in the order of their days.
///
/// # Errors
/// When the database fails.
pub async fn named_of(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Named)>> {
    let now = app.now();
    let team = Team::load(app.store(), projects, now).await?;
    let today = calendar::helsinki_date(now);
    let named = team.everybody().map(|contact| {
        let holds =
            contact.tenure.holds_on(today) && team.is_member(contact.organisation, contact.tenure.person);
        let named = Named {
            contact: *contact,
            holds_now: holds,
        };
        (contact.project, named)
    });
    Ok(named.collect())
}

/// The duties that nobody holds today in running projects that the person sees, by municipality code.
///
/// # Errors
/// When the database fails.
pub async fn vacancies(app: &App, ids: &[ProjectId]) -> Answer<Vec<(ProjectId, Vacancy)>> {
    vacancies_on(app.store(), ids, app.now()).await
}

/// The same at a moment.
pub(crate) async fn vacancies_on(
    db: &impl Access,
    ids: &[ProjectId],
    now: DateTime<Utc>,
) -> Answer<Vec<(ProjectId, Vacancy)>> {
    let today = calendar::helsinki_date(now);
    let team = Team::load(db, ids, now).await?;
    let projects_found = projects::find_many(db, &Scope::system(), ids).await?;
    let partners = projects::partners(db, ids).await?;
    let participations = projects::participations(db, ids).await?;
    let has_left = |project: ProjectId, of: OrganisationId| {
        let mut left = participations.iter().filter(|(_, one)| one.has_left());
        left.any(|(id, one)| *id == project && one.organisation == of)
    };
    let mut vacant = Vec::new();
    for project in projects_found.iter().filter(|project| is_running(project)) {
        for (_, partner) in partners.iter().filter(|(id, _)| *id == project.id) {
            let municipality = partner.organisation;
            if !has_left(project.id, municipality) {
                let owner = team.vacancy(project.id, municipality, Duty::Owner, today);
                vacant.extend(owner.map(|one| (project.id, one)));
            }
        }
        let manager = team.vacancy(project.id, project.lead, Duty::Manager, today);
        vacant.extend(manager.map(|one| (project.id, one)));
    }
    Ok(vacant)
}
