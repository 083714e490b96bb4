//! The impact model: indicators by theme and level, with what they were, what is foreseen and what was measured.

use std::fmt::Debug;

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    ids::{IndicatorId, ProjectId},
    indicator::{
        Command, CommandName, Event, Facts, Indicator, IndicatorMachine, Level, Measurement, Phase, Recorded,
        State, Theme, Why,
    },
    policy::{Action, Actor},
    project::Project,
    schedule::ObligationKind,
    workflow::{Machine as _, Name as _, Reason as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, Scope, indicators, projects};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, availability,
    projects::running,
};

/// An indicator to be added.
#[derive(Clone, Debug)]
pub struct AddIndicator {
    /// To which project.
    pub project: ProjectId,
    /// In which theme.
    pub theme: Theme,
    /// On which level.
    pub level: Level,
    /// What is measured.
    pub name: String,
    /// In what.
    pub unit: String,
    /// The indicator that the effect follows from; none where nothing is said.
    pub follows_from: Option<IndicatorId>,
}

/// A value of an indicator to be recorded.
#[derive(Clone, Debug)]
pub struct RecordValue {
    /// Of which indicator.
    pub id: IndicatorId,
    /// The version that was read.
    pub expected_version: Version,
    /// Of which phase.
    pub phase: Phase,
    /// The number, as a text.
    pub value: String,
    /// The day that it is of.
    pub day: NaiveDate,
    /// Where it is from.
    pub source: String,
    /// What is to be known about it.
    pub note: String,
}

/// An indicator to be given up.
#[derive(Clone, Debug)]
pub struct DropIndicator {
    /// Which.
    pub id: IndicatorId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

fn subject(indicator: &Indicator) -> Subject {
    Subject {
        id: indicator.id.into(),
        project: Some(indicator.project),
    }
}

const fn facts(actor: &Actor, project: &Project, indicator: &Indicator) -> Facts {
    Facts {
        by: actor.person,
        level: indicator.level,
        project_ends: project.terms.use_period.last,
    }
}

fn refused(action: Action, why: &Why) -> Failure {
    let object = IndicatorMachine::OBJECT;
    let refusal = Refusal::of(why.code(), object, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

/// Adds an indicator.
///
/// # Errors
/// Refused without a name or a unit, once the project is closed, and when it is said to follow from an indicator of another
/// project, of a level that is not nearer to the measures, or that was given up.
pub async fn add(app: &App, actor: &Actor, request: Request<AddIndicator>) -> Answer<IndicatorId> {
    const ACTION: Action = Action::AddIndicator;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    running(ACTION, &project)?;
    Indicator::check(&asked.name, &asked.unit).map_err(|why| refused(ACTION, &why))?;
    if let Some(cause) = asked.follows_from {
        let found = indicators::find(&work.tx, &work.scope, cause).await?;
        let Some(found) = found.filter(|found| found.project == project.id) else {
            let message = "the project has no such indicator; name one of its own";
            return Err(work.faulty(&["followsFromId"], message));
        };
        found
            .can_lead_to(asked.level)
            .map_err(|why| refused(ACTION, &why))?;
    }
    let indicator = Indicator {
        id: app.new_id(),
        version: 1,
        project: project.id,
        theme: asked.theme,
        level: asked.level,
        name: asked.name.trim().to_owned(),
        unit: asked.unit.trim().to_owned(),
        follows_from: asked.follows_from,
        added: Stamp {
            by: actor.person,
            at: work.now,
        },
        values: Vec::new(),
        state: State::Planned,
    };
    indicators::insert(&work.tx, &indicator).await?;
    let (theme, level): (&'static str, &'static str) = (indicator.theme.into(), indicator.level.into());
    let mut details = json!({
        "theme": theme, "level": level, "name": indicator.name, "unit": indicator.unit,
    });
    if let Some(cause) = indicator.follows_from {
        details["followsFrom"] = json!(cause.to_string());
    }
    let note = Note::details(details);
    let about = subject(&indicator);
    let state = Some(IndicatorMachine::INITIAL.code());
    work.record(IndicatorMachine::OBJECT, about, None, state, note);
    work.emit(Event::Added.into(), about);
    work.finish(indicator.id).await
}

/// Records a value; what was recorded before stays readable, and of each phase the newest value holds.
///
/// # Errors
/// Refused out of the order of the phases, for a number that is none, without a source, for a day that does not suit the
/// phase, and on the levels that are hard to attribute for a measured value without a note.
pub async fn record(app: &App, actor: &Actor, request: Request<RecordValue>) -> Answer<IndicatorId> {
    let body = request.body.clone();
    let asked = (Action::RecordIndicatorValue, (body.id, body.expected_version));
    let phase: &'static str = body.phase.into();
    let note = Note::details(json!({
        "phase": phase, "value": body.value, "measuredOn": body.day, "source": body.source, "note": body.note,
    }));
    let command = Measurement::number(&body.value).map(|value| {
        let measurement = Measurement {
            value,
            day: body.day,
            source: body.source.trim().to_owned(),
            note: body.note.trim().to_owned(),
        };
        Command::record(body.phase, measurement)
    });
    change(app, actor, asked, request, command, note).await
}

/// Gives an indicator up; no report waits for it any more.
///
/// # Errors
/// Refused without a reason, and once it was measured.
pub async fn give_up(app: &App, actor: &Actor, request: Request<DropIndicator>) -> Answer<IndicatorId> {
    let body = request.body.clone();
    let asked = (Action::DropIndicator, (body.id, body.expected_version));
    let note = Note::reason(body.reason.trim());
    let command = Command::Drop { reason: body.reason };
    change(app, actor, asked, request, Ok(command), note).await
}

async fn change<T: Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, (IndicatorId, Version)),
    request: Request<T>,
    command: Result<Command, Why>,
    note: Note,
) -> Answer<IndicatorId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = indicators::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("indicator", seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let indicator = indicators::find(&work.tx, &work.scope, id).await?;
    let indicator = work.found("indicator", indicator)?;
    work.permit(&project.standings(None))?;
    running(action, &project)?;
    let object = IndicatorMachine::OBJECT;
    work.same_version(object, indicator.id.into(), indicator.version, expected)
        .await?;
    let command = command.map_err(|why| refused(action, &why))?;
    let given = match &command {
        Command::RecordBaseline(given) => Some((Phase::Baseline, given.clone())),
        Command::RecordForecast(given) => Some((Phase::Forecast, given.clone())),
        Command::RecordMeasured(given) => Some((Phase::Measured, given.clone())),
        Command::RecordFollowUp(given) => Some((Phase::FollowUp, given.clone())),
        Command::Drop { .. } => None,
    };
    let facts = facts(actor, &project, &indicator);
    let before = indicator.state.clone();
    let state = work.decide::<IndicatorMachine>(subject(&indicator), before, command, &facts, note)?;
    if let Some((phase, measurement)) = given {
        let recorded = Recorded {
            phase,
            measurement,
            recorded: Stamp {
                by: actor.person,
                at: work.now,
            },
        };
        indicators::append(&work.tx, id, indicator.values.len(), &recorded).await?;
    }
    indicators::update(&work.tx, &Indicator { state, ..indicator }).await?;
    work.finish(id).await
}

/// Why a report of this kind cannot be handed in yet: an indicator waits for the value that belongs to it. Nothing when
/// it can.
pub(crate) async fn in_the_way(
    db: &impl Access,
    action: Action,
    project: &Project,
    kind: ObligationKind,
) -> Answer<Option<Refusal>> {
    let (phase, what) = match kind {
        ObligationKind::FinalReport => (Phase::Measured, "was not measured at the end of the project"),
        ObligationKind::FollowUp => (Phase::FollowUp, "has no value of the follow-up"),
        ObligationKind::PortfolioReport
        | ObligationKind::CostReport
        | ObligationKind::InterimReport
        | ObligationKind::SupplementRequest
        | ObligationKind::RecoveryHearing
        | ObligationKind::RecoveryPayment
        | ObligationKind::AgreementSignature => return Ok(None),
    };
    let all = indicators::of_projects(db, &[project.id]).await?;
    let waiting = all.into_iter().find(|indicator| indicator.waits_for(phase));
    Ok(waiting.map(|indicator| {
        let message = format!(
            "the indicator \"{}\" {what}; record the value (recordIndicatorValue), or give the indicator up",
            indicator.name
        );
        Refusal::of(
            RefusalCode::Incomplete,
            IndicatorMachine::OBJECT,
            action.into(),
            message,
        )
    }))
}

/// The indicator, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: IndicatorId) -> Answer<Option<Indicator>> {
    Ok(indicators::find(app.store(), &Scope::of(actor), id).await?)
}

/// The indicators of projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Indicator>> {
    Ok(indicators::of_projects(app.store(), projects).await?)
}

/// What this person can do with it now, and why not; a value can be recorded when one of its next phase, or a better one
/// of the last, could be.
#[must_use]
pub fn available_actions(actor: &Actor, project: &Project, indicator: &Indicator) -> Vec<Availability> {
    let next = match indicator.state {
        State::Planned => CommandName::RecordBaseline,
        State::Baseline => CommandName::RecordForecast,
        State::Forecast => CommandName::RecordMeasured,
        State::Measured | State::FollowUp | State::Dropped { .. } => CommandName::RecordFollowUp,
    };
    let offered = [
        (Action::RecordIndicatorValue, next),
        (Action::DropIndicator, CommandName::Drop),
    ];
    availability::<IndicatorMachine>(
        actor,
        &project.standings(None),
        &indicator.state,
        &facts(actor, project, indicator),
        &offered,
    )
}
