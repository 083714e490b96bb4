//! Who answers for a project by name: an owner in each municipality, an officer of the authority.

use chrono::{DateTime, Utc};
use serde_json::json;
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId},
    policy::{Action, Actor, Role},
    project::Project,
};
use talkoot_storage::{
    Access, Scope, decisions, people,
    project_contacts::{self, Contact, Duty},
    projects,
};

use crate::{Answer, App, Begun, Note, Request, Subject, Work};

/// The owner of a project in a municipality.
#[derive(Clone, Debug)]
pub struct NameOwner {
    /// The project.
    pub project: ProjectId,
    /// The municipality.
    pub municipality: OrganisationId,
    /// Who: somebody with a role in the municipality.
    pub person: PersonId,
}

/// The officer who handles a grant.
#[derive(Clone, Debug)]
pub struct AssignOfficer {
    /// The project.
    pub project: ProjectId,
    /// Who: an officer of the authority.
    pub person: PersonId,
}

/// The roles of which one is held by whoever owns a project in a municipality.
pub(crate) const MUNICIPAL: [Role; 3] = [
    Role::PartnerPreparer,
    Role::PartnerApprover,
    Role::LeadCoordinator,
];

/// Names the owner of the project in a municipality, in the place of whoever was before.
///
/// # Errors
/// Refused for a municipality that takes no part, and for somebody without a role in it.
pub async fn name_owner(app: &App, actor: &Actor, request: Request<NameOwner>) -> Answer<ProjectId> {
    let mut work = match app.begin(actor, Action::NameProjectOwner, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = locked(&work, asked.project).await?;
    work.permit(&project.standings(Some(asked.municipality)))?;
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    if !partners
        .iter()
        .any(|(_, partner)| partner.organisation == asked.municipality)
    {
        let message = "this municipality takes no part in the project; name one of its partners";
        return Err(work.faulty(&["municipalityId"], message));
    }
    let contact = (asked.municipality, Duty::Owner, asked.person);
    name(&mut work, actor, &project, contact, &MUNICIPAL).await?;
    work.finish(project.id).await
}

/// Assigns the officer who handles the grant, in the place of whoever did before.
///
/// # Errors
/// Refused for somebody who is no officer of the authority.
pub async fn assign_officer(app: &App, actor: &Actor, request: Request<AssignOfficer>) -> Answer<ProjectId> {
    let mut work = match app.begin(actor, Action::AssignOfficer, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = locked(&work, asked.project).await?;
    work.permit(&project.standings(None))?;
    let contact = (project.authority, Duty::Officer, asked.person);
    name(&mut work, actor, &project, contact, &[Role::Officer]).await?;
    work.finish(project.id).await
}

async fn locked(work: &Work<'_>, id: ProjectId) -> Answer<Project> {
    let project = projects::lock(&work.tx, &work.scope, id).await?;
    work.found("project", project)
}

async fn name(
    work: &mut Work<'_>,
    actor: &Actor,
    project: &Project,
    (organisation, duty, person): (OrganisationId, Duty, PersonId),
    roles: &[Role],
) -> Answer<()> {
    let candidates = people::holders(&work.tx, organisation, roles, work.now).await?;
    if !candidates.iter().any(|candidate| candidate.id == person) {
        let message = "this person holds no such role there now; choose one of the candidates, or give them a role first";
        return Err(work.faulty(&["personId"], message));
    }
    put(work, project, (organisation, duty, person), actor.person).await
}

/// Names somebody whom the caller has found able, on behalf of `by`.
pub(crate) async fn put(
    work: &mut Work<'_>,
    project: &Project,
    (organisation, duty, person): (OrganisationId, Duty, PersonId),
    by: PersonId,
) -> Answer<()> {
    let contact = Contact {
        project: project.id,
        organisation,
        duty,
        person,
        named_by: by,
        named_at: work.now,
    };
    project_contacts::name(&work.tx, work.app.new_id(), &contact).await?;
    let duty: &'static str = duty.into();
    let subject = Subject {
        id: project.id.into(),
        project: Some(project.id),
    };
    let details = json!({
        "duty": duty, "organisation": organisation.to_string(), "person": person.to_string(),
    });
    work.record("project", subject, None, None, Note::details(details));
    work.emit("project_contact_named", subject);
    Ok(())
}

/// The owner of a project in a municipality; nobody while nobody is named, or when they hold no role
/// there any more.
pub(crate) async fn owner(
    db: &impl Access,
    project: ProjectId,
    municipality: OrganisationId,
    now: DateTime<Utc>,
) -> Answer<Option<PersonId>> {
    let named = named(db, project, municipality, Duty::Owner).await?;
    still(db, named, municipality, &MUNICIPAL, now).await
}

/// The officer who handles a grant: whoever is assigned, else whoever drafted the decision; nobody when
/// they are no officer any more.
pub(crate) async fn officer(
    db: &impl Access,
    project: &Project,
    now: DateTime<Utc>,
) -> Answer<Option<PersonId>> {
    let assigned = match named(db, project.id, project.authority, Duty::Officer).await? {
        Some(person) => Some(person),
        None => decisions::find(db, &Scope::system(), project.decision)
            .await?
            .map(|decision| decision.drafted_by),
    };
    still(db, assigned, project.authority, &[Role::Officer], now).await
}

pub(crate) async fn named(
    db: &impl Access,
    project: ProjectId,
    organisation: OrganisationId,
    duty: Duty,
) -> Answer<Option<PersonId>> {
    let contacts = project_contacts::of_projects(db, &[project]).await?;
    let found = contacts
        .into_iter()
        .find(|contact| contact.duty == duty && contact.organisation == organisation);
    Ok(found.map(|contact| contact.person))
}

async fn still(
    db: &impl Access,
    person: Option<PersonId>,
    organisation: OrganisationId,
    roles: &[Role],
    now: DateTime<Utc>,
) -> Answer<Option<PersonId>> {
    let Some(person) = person else {
        return Ok(None);
    };
    let holders = people::holders(db, organisation, roles, now).await?;
    Ok(holders.iter().any(|holder| holder.id == person).then_some(person))
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
    owner(app.store(), project, municipality, app.now()).await
}

/// The officer who handles the grant of a project that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn officer_of(app: &App, project: &Project) -> Answer<Option<PersonId>> {
    officer(app.store(), project, app.now()).await
}

/// The project manager of a project that the person sees, in its lead municipality.
///
/// # Errors
/// When the database fails.
pub async fn manager_of(app: &App, project: &Project) -> Answer<Option<PersonId>> {
    let named = named(app.store(), project.id, project.lead, Duty::Manager).await?;
    still(app.store(), named, project.lead, &MUNICIPAL, app.now()).await
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
