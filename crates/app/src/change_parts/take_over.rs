//! A duty in a project is handed over: item by item, with what is open by itself.

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    amendment::Content,
    change_part::{ChangePart, ChangePartMachine, Command, TakenOver},
    claim, cost_report,
    ids::{ChangePartId, OrganisationId, PersonId},
    obligation::State,
    policy::{Action, Actor, Role},
    project::Project,
    schedule::ObligationKind,
    workflow::Stamp,
};
use talkoot_storage::{
    Scope, change_parts, change_requests, claims, cost_reports, obligations, people, projects,
};

use super::{enforce::enforce_now, facts, locked, part_subject, standings};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, project_contacts::named};

/// An item of what is handed over.
#[derive(Clone, Debug)]
pub struct TakeOverItem {
    /// Of which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// Its place in the list, from 1.
    pub number: i32,
}

/// Ticks an item of what is handed over, as the person who takes over. With the last one the change comes into force,
/// when its day has come.
///
/// # Errors
/// Refused to everybody else, before it is accepted, and twice for an item.
pub async fn take_over(app: &App, actor: &Actor, request: Request<TakeOverItem>) -> Answer<ChangePartId> {
    let mut work = match app.begin(actor, Action::TakeOverItem, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, of, mut part) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version(
        "change_part",
        part.id.into(),
        part.version,
        asked.expected_version,
    )
    .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let command = Command::TakeOver(asked.number);
    let note = Note::details(json!({ "item": asked.number }));
    let about = part_subject(&part);
    part.state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    let item = TakenOver {
        number: asked.number,
        taken: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    change_parts::take_over(&work.tx, part.id, &item).await?;
    change_parts::update(&work.tx, &part).await?;
    part.version += 1;
    enforce_now(&mut work, project, &of, part, actor.person).await?;
    work.finish(asked.id).await
}

/// What of the lists of parts was taken over; the person has found the parts.
///
/// # Errors
/// When the database fails.
pub async fn taken_over(app: &App, parts: &[ChangePartId]) -> Answer<Vec<(ChangePartId, TakenOver)>> {
    Ok(change_parts::taken_over(app.store(), parts).await?)
}

/// Something that is open when a duty is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Something is owed.
    Obligation(ObligationKind),
    /// A cost report of the municipality is not with the lead or comes back.
    CostReport,
    /// The claim is with the lead.
    Claim,
    /// A change request is written and not submitted, or not decided.
    ChangeRequest,
    /// A role that whoever hands over holds in the municipality.
    Access(Role),
}

/// Something that is open when a duty is handed over, as the system knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenMatter {
    /// What.
    pub matter: Matter,
    /// The thing; none for an access.
    pub object: Option<uuid::Uuid>,
    /// The last day, where there is one.
    pub due: Option<NaiveDate>,
}

/// What is open in the municipality and for the person whose duty a part hands over, as it stands now; nothing for
/// other parts, and for whoever is neither of the municipality, the lead nor the authority. The person has found the
/// part.
///
/// # Errors
/// When the database fails.
pub async fn open_matters(app: &App, actor: &Actor, part: &ChangePart) -> Answer<Vec<OpenMatter>> {
    let Content::PersonInCharge {
        municipality, duty, ..
    } = part.content()
    else {
        return Ok(Vec::new());
    };
    let project = projects::find(app.store(), &Scope::system(), part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let theirs = [*municipality, project.lead, project.authority];
    if !actor
        .memberships
        .iter()
        .any(|held| theirs.contains(&held.organisation))
    {
        return Ok(Vec::new());
    }
    let mut open = owed(app, &project, *municipality).await?;
    open.extend(unfinished(app, &project, *municipality).await?);
    if *municipality == project.lead {
        open.extend(of_the_lead(app, &project).await?);
    }
    if let Some(person) = named(app.store(), project.id, *municipality, (*duty).into()).await? {
        open.extend(accesses(app, person, *municipality).await?);
    }
    Ok(open)
}

async fn owed(app: &App, project: &Project, municipality: OrganisationId) -> Answer<Vec<OpenMatter>> {
    let owed = obligations::of_project(app.store(), project.id).await?;
    let open = owed.into_iter().filter(|one| {
        let awaited = one.state.is_awaited() || matches!(one.state, State::Scheduled);
        one.responsible == municipality && awaited
    });
    let mut open: Vec<OpenMatter> = open
        .map(|one| OpenMatter {
            matter: Matter::Obligation(one.kind),
            object: Some(one.id.into()),
            due: Some(one.due),
        })
        .collect();
    open.sort_by_key(|one| (one.due, one.object));
    Ok(open)
}

async fn unfinished(app: &App, project: &Project, municipality: OrganisationId) -> Answer<Vec<OpenMatter>> {
    use cost_report::StateName as S;
    let reports = cost_reports::of_partner(app.store(), project.id, municipality).await?;
    let open = reports
        .into_iter()
        .filter(|(_, state)| !matches!(state, S::LeadAccepted | S::Locked))
        .map(|(id, _)| OpenMatter {
            matter: Matter::CostReport,
            object: Some(id.into()),
            due: None,
        });
    Ok(open.collect())
}

async fn of_the_lead(app: &App, project: &Project) -> Answer<Vec<OpenMatter>> {
    let matter = |matter, object| OpenMatter {
        matter,
        object: Some(object),
        due: None,
    };
    let mut open = Vec::new();
    if let Some(claim) = claims::open(app.store(), project.id).await? {
        let with_the_lead = matches!(
            claim.state_name(),
            claim::StateName::Draft | claim::StateName::SupplementRequested
        );
        if with_the_lead {
            open.push(matter(Matter::Claim, claim.id.into()));
        }
    }
    for request in change_requests::undecided(app.store(), project.id).await? {
        open.push(matter(Matter::ChangeRequest, request.into()));
    }
    Ok(open)
}

async fn accesses(app: &App, person: PersonId, municipality: OrganisationId) -> Answer<Vec<OpenMatter>> {
    let actor = people::actor(app.store(), person, app.now()).await?;
    let held = actor.map(|actor| actor.memberships).unwrap_or_default();
    let held = held.into_iter().filter(|held| held.organisation == municipality);
    let open = held.map(|held| OpenMatter {
        matter: Matter::Access(held.role),
        object: None,
        due: None,
    });
    Ok(open.collect())
}
