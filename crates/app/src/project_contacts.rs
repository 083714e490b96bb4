//! Who answers for a project by name, and on which days: an owner and its deputy in each municipality, the
//! project manager in the lead, an officer of the authority.
//!
//! Whatever names somebody goes through `give`: a mutation, and a change that comes into force.

mod look;
mod open_matters;
mod read;
mod team;

pub use look::look_due;
pub(crate) use look::{Finding, finding, has_left, look_at_role, told_of_vacancy};
pub(crate) use open_matters::open_after;
pub use open_matters::{Matter, OpenMatter, open_matters};
pub(crate) use read::vacancies_on;
pub use read::{
    Named, manager_of, named_of, officer_candidates, officer_of, owner_candidates, owner_of, vacancies,
};
pub(crate) use team::Team;
pub use team::Vacancy;

use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId, ProjectId},
    policy::{Action, Actor, Role},
    project::{Project, State},
    tenure::{self, Change, Duty, Refused, Tenure},
};
use talkoot_storage::{
    Access, Scope, decisions, people,
    project_contacts::{self, Contact},
    projects,
};

use crate::{Answer, App, Begun, Note, Request, Subject, Work};

/// The owner of a project in a municipality, from today on.
#[derive(Clone, Debug)]
pub struct NameOwner {
    /// The project.
    pub project: ProjectId,
    /// The municipality.
    pub municipality: OrganisationId,
    /// Who: somebody with a role in the municipality.
    pub person: PersonId,
}

/// Somebody who answers for a project in a municipality, on some days.
#[derive(Clone, Debug)]
pub struct NameInCharge {
    /// The project.
    pub project: ProjectId,
    /// The municipality.
    pub municipality: OrganisationId,
    /// For what: not as the officer, who is assigned by the authority.
    pub duty: Duty,
    /// Who: somebody with a role in the municipality.
    pub person: PersonId,
    /// The first day; today unless told.
    pub first_day: Option<NaiveDate>,
    /// The last day; until further notice unless told.
    pub last_day: Option<NaiveDate>,
}

/// Somebody who does not answer any more.
#[derive(Clone, Debug)]
pub struct EndInCharge {
    /// The project.
    pub project: ProjectId,
    /// The municipality.
    pub municipality: OrganisationId,
    /// For what.
    pub duty: Duty,
    /// The last day; yesterday ends it at once.
    pub last_day: NaiveDate,
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

/// Names the owner of the project in a municipality from today on, in the place of whoever was before.
///
/// # Errors
/// Refused for a municipality that takes no part, and for somebody without a role in it.
pub async fn name_owner(app: &App, actor: &Actor, request: Request<NameOwner>) -> Answer<ProjectId> {
    let asked = NameInCharge {
        project: request.body.project,
        municipality: request.body.municipality,
        duty: Duty::Owner,
        person: request.body.person,
        first_day: None,
        last_day: None,
    };
    name(app, actor, Action::NameProjectOwner, &request, asked).await
}

/// Names who answers for the project in a municipality on some days; whoever would have on those days gives way,
/// and comes back after them when the days are limited.
///
/// # Errors
/// Refused as [`name_owner`] is; for a project manager outside the lead municipality; for days in reverse, in the
/// past or more than ten years ahead.
pub async fn name_in_charge(app: &App, actor: &Actor, request: Request<NameInCharge>) -> Answer<ProjectId> {
    let asked = request.body.clone();
    name(app, actor, Action::NamePersonInCharge, &request, asked).await
}

async fn name<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    asked: NameInCharge,
) -> Answer<ProjectId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = locked(&work, asked.project).await?;
    work.permit(&project.standings(Some(asked.municipality)))?;
    not_the_officer(&work, asked.duty)?;
    takes_part(&work, &project, asked.municipality).await?;
    if asked.duty == Duty::Manager && asked.municipality != project.lead {
        let message = "the project manager works for the lead municipality; name that one";
        return Err(work.faulty(&["municipalityId"], message));
    }
    holds_a_role(&work, asked.municipality, asked.person, &MUNICIPAL).await?;
    let tenure = Tenure {
        person: asked.person,
        first: asked
            .first_day
            .unwrap_or_else(|| calendar::helsinki_date(work.now)),
        last: asked.last_day,
    };
    give(
        &mut work,
        &project,
        (asked.municipality, asked.duty),
        tenure,
        actor.person,
    )
    .await?;
    work.finish(project.id).await
}

/// Ends the days on which somebody answers for the project in a municipality; what is open is then listed for
/// whoever comes next, and a gap is told.
///
/// # Errors
/// Refused for a municipality that takes no part, for a day before yesterday, and when nobody is named for the
/// days after.
pub async fn end_in_charge(app: &App, actor: &Actor, request: Request<EndInCharge>) -> Answer<ProjectId> {
    let mut work = match app.begin(actor, Action::EndPersonInCharge, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = locked(&work, asked.project).await?;
    work.permit(&project.standings(Some(asked.municipality)))?;
    not_the_officer(&work, asked.duty)?;
    takes_part(&work, &project, asked.municipality).await?;
    let held = held(&work.tx, project.id, (asked.municipality, asked.duty)).await?;
    let tenures: Vec<Tenure> = held.iter().map(|one| one.tenure).collect();
    let today = calendar::helsinki_date(work.now);
    let change = tenure::end(&tenures, asked.last_day, today)
        .map_err(|why| work.faulty(&["lastDay"], why.to_string()))?;
    match change {
        Change::Shorten { place, last } => project_contacts::shorten(&work.tx, held[place].id, last).await?,
        Change::TakeBack { place } => {
            project_contacts::take_back(&work.tx, held[place].id, work.now).await?;
        }
        Change::Resume(_) => {}
    }
    let duty: &'static str = asked.duty.into();
    let details = json!({
        "duty": duty, "organisation": asked.municipality.to_string(), "lastDay": asked.last_day,
    });
    record(&mut work, &project, "project_contact_ended", details);
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
    holds_a_role(&work, project.authority, asked.person, &[Role::Officer]).await?;
    let tenure = from_today(&work, asked.person);
    give(
        &mut work,
        &project,
        (project.authority, Duty::Officer),
        tenure,
        actor.person,
    )
    .await?;
    work.finish(project.id).await
}

async fn locked(work: &Work<'_>, id: ProjectId) -> Answer<Project> {
    let project = projects::lock(&work.tx, &work.scope, id).await?;
    work.found("project", project)
}

/// The officer is the authority's to assign.
fn not_the_officer(work: &Work<'_>, duty: Duty) -> Answer<()> {
    if duty != Duty::Officer {
        return Ok(());
    }
    let message = "the authority assigns its officer itself; name an owner, a deputy or a project manager";
    Err(work.faulty(&["duty"], message))
}

async fn takes_part(work: &Work<'_>, project: &Project, municipality: OrganisationId) -> Answer<()> {
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    if partners
        .iter()
        .any(|(_, partner)| partner.organisation == municipality)
    {
        return Ok(());
    }
    let message = "this municipality takes no part in the project; name one of its partners";
    Err(work.faulty(&["municipalityId"], message))
}

async fn holds_a_role(
    work: &Work<'_>,
    organisation: OrganisationId,
    person: PersonId,
    roles: &[Role],
) -> Answer<()> {
    let candidates = people::holders(&work.tx, organisation, roles, work.now).await?;
    if candidates.iter().any(|candidate| candidate.id == person) {
        return Ok(());
    }
    let message =
        "this person holds no such role there now; choose one of the candidates, or give them a role first";
    Err(work.faulty(&["personId"], message))
}

/// From today on, until further notice.
pub(crate) fn from_today(work: &Work<'_>, person: PersonId) -> Tenure {
    Tenure {
        person,
        first: calendar::helsinki_date(work.now),
        last: None,
    }
}

async fn held(
    db: &impl Access,
    project: ProjectId,
    (organisation, duty): (OrganisationId, Duty),
) -> Answer<Vec<Contact>> {
    let contacts = project_contacts::of_projects(db, &[project]).await?;
    let of_duty = |one: &Contact| one.organisation == organisation && one.duty == duty;
    Ok(contacts.into_iter().filter(of_duty).collect())
}

/// Gives a duty to somebody whom the caller has found able, on behalf of `by`. The one way by which somebody is
/// named.
pub(crate) async fn give(
    work: &mut Work<'_>,
    project: &Project,
    (organisation, duty): (OrganisationId, Duty),
    new: Tenure,
    by: PersonId,
) -> Answer<()> {
    let held = held(&work.tx, project.id, (organisation, duty)).await?;
    let tenures: Vec<Tenure> = held.iter().map(|one| one.tenure).collect();
    let changes = tenure::give(&tenures, &new, calendar::helsinki_date(work.now)).map_err(|why| {
        let path = match why {
            Refused::Backwards { .. } => "lastDay",
            Refused::Past { .. } | Refused::TooFar { .. } | Refused::Nobody => "firstDay",
        };
        work.faulty(&[path], why.to_string())
    })?;
    let contact = |work: &Work<'_>, tenure: Tenure| Contact {
        id: work.app.new_id(),
        project: project.id,
        organisation,
        duty,
        tenure,
        named_by: by,
        named_at: work.now,
        look_on: Some(tenure.first),
    };
    for change in changes {
        match change {
            Change::Shorten { place, last } => {
                project_contacts::shorten(&work.tx, held[place].id, last).await?;
            }
            Change::TakeBack { place } => {
                project_contacts::take_back(&work.tx, held[place].id, work.now).await?;
            }
            Change::Resume(tenure) => project_contacts::insert(&work.tx, &contact(work, tenure)).await?,
        }
    }
    project_contacts::insert(&work.tx, &contact(work, new)).await?;
    let duty: &'static str = duty.into();
    let details = json!({
        "duty": duty, "organisation": organisation.to_string(), "person": new.person.to_string(),
        "firstDay": new.first, "lastDay": new.last,
    });
    record(work, project, "project_contact_named", details);
    Ok(())
}

fn record(work: &mut Work<'_>, project: &Project, event: &'static str, details: serde_json::Value) {
    let subject = Subject {
        id: project.id.into(),
        project: Some(project.id),
    };
    work.record("project", subject, None, None, Note::details(details));
    work.emit(event, subject);
}

/// Whoever is named for a duty today, whether they still hold a role there or not.
pub(crate) async fn named(
    db: &impl Access,
    project: ProjectId,
    organisation: OrganisationId,
    duty: Duty,
    now: DateTime<Utc>,
) -> Answer<Option<PersonId>> {
    let held = held(db, project, (organisation, duty)).await?;
    let tenures: Vec<Tenure> = held.iter().map(|one| one.tenure).collect();
    Ok(tenure::holder(&tenures, calendar::helsinki_date(now)).map(|tenure| tenure.person))
}

/// The officer who handles a grant on a day: whoever is assigned, else whoever drafted the decision; nobody when
/// they are no officer any more.
pub(crate) async fn officer(
    db: &impl Access,
    project: &Project,
    (team, day): (&Team, NaiveDate),
    now: DateTime<Utc>,
) -> Answer<Option<PersonId>> {
    if let Some(assigned) = team.named(project.id, project.authority, Duty::Officer, day) {
        return Ok(team.is_member(project.authority, assigned).then_some(assigned));
    }
    let decision = decisions::find(db, &Scope::system(), project.decision).await?;
    let Some(drafted_by) = decision.map(|decision| decision.drafted_by) else {
        return Ok(None);
    };
    let officers = people::holders(db, project.authority, &[Role::Officer], now).await?;
    Ok(officers
        .iter()
        .any(|one| one.id == drafted_by)
        .then_some(drafted_by))
}

/// Whether anybody is missed in a project: not once it is closed.
pub(crate) const fn is_running(project: &Project) -> bool {
    matches!(project.state, State::Running)
}
