use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use strum::IntoEnumIterator as _;
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId, SteeringMeetingId},
    policy::{Action, Actor, Role},
    project::Project,
    steering_meeting::{AgendaItem, Command, Details, Event, State, SteeringMeeting, SteeringMeetingMachine},
    workflow::Stamp,
};
use talkoot_storage::{people, projects, steering_meetings as storage};

use super::{OBJECT, agenda, facts, refused, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// A meeting to be planned.
#[derive(Clone, Debug)]
pub struct PlanMeeting {
    /// Of which project.
    pub project: ProjectId,
    /// When, where, with whom and about what.
    pub written: Written,
}

/// A meeting to be planned otherwise.
#[derive(Clone, Debug)]
pub struct UpdateMeeting {
    /// Which.
    pub id: SteeringMeetingId,
    /// The version that was read.
    pub expected_version: Version,
    /// When, where, with whom and about what.
    pub written: Written,
}

/// What somebody plans.
#[derive(Clone, Debug)]
pub struct Written {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it lasts, in minutes.
    pub minutes: i32,
    /// Where.
    pub place: String,
    /// Its members who have an account.
    pub members: Vec<PersonId>,
    /// Others, by name.
    pub guests: Vec<String>,
    /// What it is about; what is open in the project when nothing is said.
    pub agenda: Option<Vec<AgendaItem>>,
}

/// Plans a meeting of the steering group; its members are invited by mail.
///
/// # Errors
/// Refused to anybody but the lead, and for what cannot be planned so, with its path.
pub async fn plan(app: &App, actor: &Actor, request: Request<PlanMeeting>) -> Answer<SteeringMeetingId> {
    const ACTION: Action = Action::PlanSteeringMeeting;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let details = read(&work, &project, asked.written, &[], ACTION).await?;
    let meeting = SteeringMeeting {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number: storage::latest_number(&work.tx, project.id)
            .await?
            .saturating_add(1),
        details,
        planned: Stamp {
            by: actor.person,
            at: work.now,
        },
        decisions: Vec::new(),
        state: State::Planned,
    };
    storage::insert(&work.tx, &meeting).await?;
    let about = subject(&meeting);
    work.record(OBJECT, about, None, Some("planned"), logged(&meeting));
    work.emit(Event::Planned.into(), about);
    work.finish(meeting.id).await
}

/// Plans a meeting otherwise; its members are invited anew.
///
/// # Errors
/// As [`plan`], and refused once it was held or called off.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateMeeting>) -> Answer<SteeringMeetingId> {
    const ACTION: Action = Action::UpdateSteeringMeeting;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let seen = storage::find(&work.tx, &work.scope, asked.id).await?;
    let seen = work.found(OBJECT, seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let meeting = storage::find(&work.tx, &work.scope, asked.id).await?;
    let meeting = work.found(OBJECT, meeting)?;
    work.permit(&standings(&work.tx, &project, actor).await?)?;
    work.same_version(OBJECT, meeting.id.into(), meeting.version, asked.expected_version)
        .await?;
    let known = &meeting.details.agenda;
    let details = read(&work, &project, asked.written, known, ACTION).await?;
    let facts = facts(&meeting, actor.person, work.now);
    let after = SteeringMeeting {
        details,
        ..meeting.clone()
    };
    let note = logged(&after);
    let about = subject(&meeting);
    let state = work.decide::<SteeringMeetingMachine>(about, meeting.state, Command::Update, &facts, note)?;
    storage::update(&work.tx, &SteeringMeeting { state, ..after }).await?;
    work.finish(asked.id).await
}

async fn read(
    work: &Work<'_>,
    project: &Project,
    written: Written,
    known: &[AgendaItem],
    action: Action,
) -> Answer<Details> {
    let agenda = match written.agenda {
        Some(agenda) => agenda::recognised(work, project, agenda, known).await?,
        None => agenda::items(work, project).await?,
    };
    let trimmed = |text: String| text.trim().to_owned();
    let details = Details {
        starts_at: written.starts_at,
        // What is no number of minutes is refused as such below.
        minutes: u32::try_from(written.minutes).unwrap_or(0),
        place: trimmed(written.place),
        members: written.members,
        guests: written.guests.into_iter().map(trimmed).collect(),
        agenda: agenda
            .into_iter()
            .map(|item| AgendaItem {
                title: item.title.trim().to_owned(),
                ..item
            })
            .collect(),
    };
    let known = people_of(work, project).await?;
    details
        .check(&known, work.now)
        .map_err(|why| refused(action, &why))?;
    Ok(details)
}

/// Everybody who holds a role in an organisation of the project.
async fn people_of(work: &Work<'_>, project: &Project) -> Answer<BTreeSet<PersonId>> {
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    let of: Vec<OrganisationId> = partners
        .into_iter()
        .map(|(_, partner)| partner.organisation)
        .chain([project.lead, project.authority])
        .collect();
    let roles: Vec<Role> = Role::iter().collect();
    let members = people::members(&work.tx, &of, &roles, work.now).await?;
    Ok(members.into_iter().map(|(_, person)| person).collect())
}

fn logged(meeting: &SteeringMeeting) -> Note {
    let details = &meeting.details;
    Note::details(json!({
        "number": meeting.number,
        "startsAt": details.starts_at,
        "place": details.place,
        "agenda": details.agenda.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(),
    }))
}
