//! Milestones: planned and moved by the lead, and by the municipality that leads their sub-area.

use std::fmt::Debug;

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    ids::{MilestoneId, OrganisationId, ProjectId, SubAreaId},
    milestone::{Command, CommandName, Event, Facts, Milestone, MilestoneMachine, Move, State, Why},
    policy::{Action, Actor, Standings},
    project::Project,
    workflow::{Machine as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{Access, Scope, milestones, projects};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, Work, availability,
    projects::running,
};

/// A milestone to be planned.
#[derive(Clone, Debug)]
pub struct AddMilestone {
    /// In which project.
    pub project: ProjectId,
    /// Of which sub-area; of the whole project when there is none.
    pub sub_area: Option<SubAreaId>,
    /// What is reached by it.
    pub name: String,
    /// On which day.
    pub baseline: NaiveDate,
}

/// A milestone that is foreseen on another day.
#[derive(Clone, Debug)]
pub struct MoveMilestone {
    /// Which.
    pub id: MilestoneId,
    /// The version that was read.
    pub expected_version: Version,
    /// The day.
    pub forecast: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A milestone that is reached.
#[derive(Clone, Debug)]
pub struct CompleteMilestone {
    /// Which.
    pub id: MilestoneId,
    /// The version that was read.
    pub expected_version: Version,
    /// On which day.
    pub reached_on: NaiveDate,
}

/// A milestone that is given up.
#[derive(Clone, Debug)]
pub struct DropMilestone {
    /// Which.
    pub id: MilestoneId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

fn subject(milestone: &Milestone) -> Subject {
    Subject {
        id: milestone.id.into(),
        project: Some(milestone.project),
    }
}

const fn facts(actor: &Actor, project: &Project, milestone: &Milestone) -> Facts {
    Facts {
        by: actor.person,
        forecast: milestone.forecast,
        use_period: project.terms.use_period,
    }
}

fn refused(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(
        why.code(),
        MilestoneMachine::OBJECT,
        action.into(),
        why.to_string(),
    );
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

/// To whom a part of a project belongs: to the lead of the project, and to the municipality that leads the sub-area.
pub(crate) async fn standings_of(
    db: &impl Access,
    project: &Project,
    sub_area: Option<SubAreaId>,
) -> Answer<Standings> {
    let Some(sub_area) = sub_area else {
        return Ok(project.standings(None));
    };
    let areas = projects::sub_areas(db, &[project.application]).await?;
    let led_by: Option<OrganisationId> = areas
        .iter()
        .find(|(_, area)| area.id == sub_area)
        .map(|(_, area)| area.lead);
    Ok(project.standings(led_by))
}

/// Whether a sub-area is the project's.
pub(crate) async fn own_sub_area(
    work: &Work<'_>,
    project: &Project,
    sub_area: Option<SubAreaId>,
) -> Answer<()> {
    let Some(sub_area) = sub_area else {
        return Ok(());
    };
    let areas = projects::sub_areas(&work.tx, &[project.application]).await?;
    if areas.iter().any(|(_, area)| area.id == sub_area) {
        return Ok(());
    }
    let message = "the project has no such sub-area; name one of its own, or none for the whole project";
    Err(work.faulty(&["subAreaId"], message))
}

/// Plans a milestone. Its baseline is set here, once.
///
/// # Errors
/// Refused without a name, for a day that is not of the project, for a sub-area of another project, and once the project
/// is closed.
pub async fn add(app: &App, actor: &Actor, request: Request<AddMilestone>) -> Answer<MilestoneId> {
    const ACTION: Action = Action::AddMilestone;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&standings_of(&work.tx, &project, asked.sub_area).await?)?;
    running(ACTION, &project)?;
    own_sub_area(&work, &project, asked.sub_area).await?;
    Milestone::check(&asked.name, asked.baseline, project.terms.use_period)
        .map_err(|why| refused(ACTION, &why))?;
    let milestone = Milestone {
        id: app.new_id(),
        version: 1,
        project: project.id,
        sub_area: asked.sub_area,
        name: asked.name.trim().to_owned(),
        baseline: asked.baseline,
        forecast: asked.baseline,
        added: Stamp {
            by: actor.person,
            at: work.now,
        },
        moves: Vec::new(),
        state: State::Planned,
    };
    milestones::insert(&work.tx, &milestone).await?;
    let note = Note::details(json!({ "name": milestone.name, "baseline": milestone.baseline }));
    let about = subject(&milestone);
    work.record(MilestoneMachine::OBJECT, about, None, Some("planned"), note);
    work.emit(Event::Added.into(), about);
    work.finish(milestone.id).await
}

/// Begins to work on a milestone.
///
/// # Errors
/// Refused when it is worked on, reached or given up already.
pub async fn start(
    app: &App,
    actor: &Actor,
    request: Request<(MilestoneId, Version)>,
) -> Answer<MilestoneId> {
    let target = request.body;
    let asked = (Action::StartMilestone, target);
    change(app, actor, asked, request, Note::none(), |_| Command::Start).await
}

/// Foresees a milestone on another day; each change stays readable.
///
/// # Errors
/// Refused without a reason, for the day it has, for a day that is not of the project, and once it is reached or given
/// up.
pub async fn move_to(app: &App, actor: &Actor, request: Request<MoveMilestone>) -> Answer<MilestoneId> {
    let body = request.body.clone();
    let asked = (Action::MoveMilestone, (body.id, body.expected_version));
    let reason = body.reason.trim().to_owned();
    let note = Note {
        reason: Some(reason.clone()),
        details: json!({ "forecast": body.forecast }),
    };
    let command = |milestone: &Milestone| milestone.moving(body.forecast, reason);
    change(app, actor, asked, request, note, command).await
}

/// Says that a milestone is reached.
///
/// # Errors
/// Refused while nobody works on it, and for a day in the future.
pub async fn complete(app: &App, actor: &Actor, request: Request<CompleteMilestone>) -> Answer<MilestoneId> {
    let reached_on = request.body.reached_on;
    let asked = (
        Action::CompleteMilestone,
        (request.body.id, request.body.expected_version),
    );
    let note = Note::details(json!({ "reachedOn": reached_on }));
    let command = |_: &Milestone| Command::Complete { reached_on };
    change(app, actor, asked, request, note, command).await
}

/// Gives a milestone up.
///
/// # Errors
/// Refused without a reason, and once it is reached.
pub async fn give_up(app: &App, actor: &Actor, request: Request<DropMilestone>) -> Answer<MilestoneId> {
    let reason = request.body.reason.trim().to_owned();
    let asked = (
        Action::DropMilestone,
        (request.body.id, request.body.expected_version),
    );
    let note = Note::reason(&reason);
    let command = |_: &Milestone| Command::Drop { reason };
    change(app, actor, asked, request, note, command).await
}

async fn change<T: Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, (MilestoneId, Version)),
    request: Request<T>,
    note: Note,
    command: impl FnOnce(&Milestone) -> Command,
) -> Answer<MilestoneId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = milestones::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("milestone", seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let milestone = milestones::find(&work.tx, &work.scope, id).await?;
    let milestone = work.found("milestone", milestone)?;
    work.permit(&standings_of(&work.tx, &project, milestone.sub_area).await?)?;
    running(action, &project)?;
    work.same_version(
        MilestoneMachine::OBJECT,
        milestone.id.into(),
        milestone.version,
        expected,
    )
    .await?;
    let command = command(&milestone);
    let moved = match &command {
        Command::Reschedule { forecast, reason }
        | Command::Delay { forecast, reason }
        | Command::Resume { forecast, reason } => Some(Move {
            forecast: *forecast,
            reason: reason.clone(),
            moved: Stamp {
                by: actor.person,
                at: work.now,
            },
        }),
        Command::Start | Command::Complete { .. } | Command::Drop { .. } => None,
    };
    let facts = facts(actor, &project, &milestone);
    let before = milestone.state.clone();
    let state = work.decide::<MilestoneMachine>(subject(&milestone), before, command, &facts, note)?;
    if let Some(moved) = &moved {
        milestones::append_move(&work.tx, id, milestone.moves.len(), moved).await?;
    }
    let changed = Milestone {
        forecast: moved.map_or(milestone.forecast, |moved| moved.forecast),
        state,
        ..milestone
    };
    milestones::update(&work.tx, &changed).await?;
    work.finish(id).await
}

/// The milestone, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: MilestoneId) -> Answer<Option<Milestone>> {
    Ok(milestones::find(app.store(), &Scope::of(actor), id).await?)
}

/// The milestones of projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Milestone>> {
    Ok(milestones::of_projects(app.store(), projects).await?)
}

/// What this person can do with it now, and why not; `led_by` is the municipality that leads its sub-area.
#[must_use]
pub fn available_actions(
    actor: &Actor,
    project: &Project,
    led_by: Option<OrganisationId>,
    milestone: &Milestone,
) -> Vec<Availability> {
    // A new forecast can be given whenever it could be a later one.
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::StartMilestone, CommandName::Start),
        (Action::MoveMilestone, CommandName::Delay),
        (Action::CompleteMilestone, CommandName::Complete),
        (Action::DropMilestone, CommandName::Drop),
    ];
    availability::<MilestoneMachine>(
        actor,
        &project.standings(led_by),
        &milestone.state,
        &facts(actor, project, milestone),
        &OFFERED,
    )
}
