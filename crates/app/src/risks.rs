//! The register of risks: kept by the lead, and by the municipality that leads their sub-area.

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    ids::{OrganisationId, PersonId, PortfolioReportId, ProjectId, RiskId, SubAreaId},
    policy::{Action, Actor},
    project::Project,
    risk::{
        Command, CommandName, Entry, Event, Facts, Judgement, Owner, Risk, RiskMachine, Said, State,
        StateName, Why,
    },
    workflow::{Machine as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{Scope, people, projects, risks};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, Work, availability,
    milestones::{own_sub_area, standings_of},
    projects::running,
};

/// Who shall see to a risk: a person or a role, as it was asked.
#[derive(Clone, Debug)]
pub struct OwnerAsked {
    /// The person.
    pub person: Option<PersonId>,
    /// The role.
    pub role: Option<String>,
}

/// A risk to be raised.
#[derive(Clone, Debug)]
pub struct RaiseRisk {
    /// In which project.
    pub project: ProjectId,
    /// Of which sub-area; of the whole project when there is none.
    pub sub_area: Option<SubAreaId>,
    /// What it is about.
    pub topic: String,
    /// What may happen.
    pub note: String,
    /// The day on which it was seen; none when it has none.
    pub observed_on: Option<NaiveDate>,
    /// Who sees to it.
    pub owner: OwnerAsked,
    /// How probable, 1 to 5.
    pub probability: i64,
    /// How bad, 1 to 5.
    pub effect: i64,
    /// What is done about it.
    pub response: String,
}

/// What is said about a risk; what is left out stays as it was.
#[derive(Clone, Debug)]
pub struct ChangeRisk {
    /// Which.
    pub id: RiskId,
    /// The version that was read.
    pub expected_version: Version,
    /// What was seen or decided.
    pub note: String,
    /// The day on which it was seen; none when it has none.
    pub observed_on: Option<NaiveDate>,
    /// Who sees to it from now on.
    pub owner: Option<OwnerAsked>,
    /// How probable from now on.
    pub probability: Option<i64>,
    /// How bad from now on.
    pub effect: Option<i64>,
    /// What is done about it from now on.
    pub response: Option<String>,
}

/// What a note in a report says about a risk.
pub(crate) struct Noted<'a> {
    pub(crate) risk: Option<RiskId>,
    pub(crate) report: PortfolioReportId,
    pub(crate) topic: &'a str,
    pub(crate) text: &'a str,
    pub(crate) probability: u8,
    pub(crate) effect: u8,
}

fn subject(risk: &Risk) -> Subject {
    Subject {
        id: risk.id.into(),
        project: Some(risk.project),
    }
}

fn refused(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(why.code(), RiskMachine::OBJECT, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

async fn owner(work: &Work<'_>, action: Action, asked: &OwnerAsked) -> Answer<Owner> {
    let role = asked
        .role
        .as_deref()
        .map(str::trim)
        .filter(|role| !role.is_empty());
    match (asked.person, role) {
        (Some(person), None) => {
            if people::find(&work.tx, person).await?.is_none() {
                return Err(work.faulty(
                    &["owner", "personId"],
                    "there is no such person; name another one",
                ));
            }
            Ok(Owner::Person(person))
        }
        (None, Some(role)) => Ok(Owner::Role(role.to_owned())),
        (Some(_), Some(_)) | (None, None) => Err(refused(action, &Why::NoOwner)),
    }
}

/// Puts a risk into the register.
///
/// # Errors
/// Refused without a topic, a note and an owner, for numbers outside the scale, for a day to come, for a sub-area of
/// another project, and once the project is closed.
pub async fn raise(app: &App, actor: &Actor, request: Request<RaiseRisk>) -> Answer<RiskId> {
    const ACTION: Action = Action::RaiseRisk;
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
    Risk::check(&asked.topic).map_err(|why| refused(ACTION, &why))?;
    let scale = |field, number| Judgement::scale(field, number).map_err(|why| refused(ACTION, &why));
    let said = Said {
        text: asked.note.trim().to_owned(),
        observed_on: asked.observed_on,
        judgement: Judgement {
            probability: scale("probability", asked.probability)?,
            effect: scale("effect", asked.effect)?,
            owner: Some(owner(&work, ACTION, &asked.owner).await?),
            response: asked.response.trim().to_owned(),
        },
    };
    said.check(work.now).map_err(|why| refused(ACTION, &why))?;
    let id = add(
        &mut work,
        actor,
        &project,
        (asked.sub_area, asked.topic.trim()),
        said,
        None,
    )
    .await?;
    work.finish(id).await
}

/// Stores a new risk with what was said first.
async fn add(
    work: &mut Work<'_>,
    actor: &Actor,
    project: &Project,
    (sub_area, topic): (Option<SubAreaId>, &str),
    said: Said,
    report: Option<PortfolioReportId>,
) -> Answer<RiskId> {
    let known = risks::of_projects(&work.tx, &[project.id]).await?;
    let last = known.iter().map(|risk| risk.number).max().unwrap_or(0);
    let stamp = Stamp {
        by: actor.person,
        at: work.now,
    };
    let risk = Risk {
        id: work.app.new_id(),
        version: 1,
        project: project.id,
        number: last.saturating_add(1),
        sub_area,
        topic: topic.to_owned(),
        raised: stamp,
        judgement: said.judgement.clone(),
        state: State::Open,
        history: vec![Entry {
            said,
            state: StateName::Open,
            report,
            noted: stamp,
        }],
    };
    risks::insert(&work.tx, &risk).await?;
    let note = Note::details(json!({ "number": risk.number, "topic": risk.topic }));
    work.record(RiskMachine::OBJECT, subject(&risk), None, Some("open"), note);
    work.emit(Event::Raised.into(), subject(&risk));
    Ok(risk.id)
}

/// Judges a risk anew, or adds what was seen of it.
///
/// # Errors
/// Refused without a note, for numbers outside the scale, and once it is closed.
pub async fn assess(app: &App, actor: &Actor, request: Request<ChangeRisk>) -> Answer<RiskId> {
    change(app, actor, Action::AssessRisk, request, Command::Assess).await
}

/// Begins to do something about a risk.
///
/// # Errors
/// Refused without a response, and when something is done already.
pub async fn mitigate(app: &App, actor: &Actor, request: Request<ChangeRisk>) -> Answer<RiskId> {
    change(app, actor, Action::MitigateRisk, request, Command::Mitigate).await
}

/// Says that a risk has come true.
///
/// # Errors
/// Refused when it did already, and once it is closed.
pub async fn occur(app: &App, actor: &Actor, request: Request<ChangeRisk>) -> Answer<RiskId> {
    change(app, actor, Action::RecordRiskOccurrence, request, Command::Occur).await
}

/// Says that a risk threatens no more.
///
/// # Errors
/// Refused when it is closed already.
pub async fn close(app: &App, actor: &Actor, request: Request<ChangeRisk>) -> Answer<RiskId> {
    change(app, actor, Action::CloseRisk, request, Command::Close).await
}

async fn change(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<ChangeRisk>,
    command: fn(Box<Said>) -> Command,
) -> Answer<RiskId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let seen = risks::find(&work.tx, &work.scope, asked.id).await?;
    let seen = work.found("risk", seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let risk = risks::find(&work.tx, &work.scope, asked.id).await?;
    let risk = work.found("risk", risk)?;
    work.permit(&standings_of(&work.tx, &project, risk.sub_area).await?)?;
    running(action, &project)?;
    work.same_version(
        RiskMachine::OBJECT,
        risk.id.into(),
        risk.version,
        asked.expected_version,
    )
    .await?;
    let was = &risk.judgement;
    let scale = |field, number: Option<i64>, was| match number {
        Some(number) => Judgement::scale(field, number).map_err(|why| refused(action, &why)),
        None => Ok(was),
    };
    let said = Said {
        text: asked.note.trim().to_owned(),
        observed_on: asked.observed_on,
        judgement: Judgement {
            probability: scale("probability", asked.probability, was.probability)?,
            effect: scale("effect", asked.effect, was.effect)?,
            owner: match &asked.owner {
                Some(asked) => Some(owner(&work, action, asked).await?),
                None => was.owner.clone(),
            },
            response: asked
                .response
                .map_or_else(|| was.response.clone(), |text| text.trim().to_owned()),
        },
    };
    say(&mut work, actor, risk, command(Box::new(said)), None).await?;
    work.finish(asked.id).await
}

/// Lets the machine decide about what is said, and appends it.
async fn say(
    work: &mut Work<'_>,
    actor: &Actor,
    risk: Risk,
    command: Command,
    report: Option<PortfolioReportId>,
) -> Answer<()> {
    let said = command.said().clone();
    let facts = Facts { by: actor.person };
    let note = Note::details(json!({
        "note": said.text, "probability": said.judgement.probability, "effect": said.judgement.effect,
        "response": said.judgement.response,
    }));
    let before = risk.state.clone();
    let state = work.decide::<RiskMachine>(subject(&risk), before, command, &facts, note)?;
    let entry = Entry {
        state: StateName::from(&state),
        report,
        noted: Stamp {
            by: actor.person,
            at: work.now,
        },
        said,
    };
    let changed = Risk {
        judgement: entry.said.judgement.clone(),
        state,
        ..risk
    };
    Ok(risks::update(&work.tx, &changed, &entry).await?)
}

/// Keeps in the register what a note in a report says: about the risk that it names, else about one of the same topic that
/// is not closed, else as a new risk, whose owner somebody names there.
pub(crate) async fn noted(
    work: &mut Work<'_>,
    actor: &Actor,
    project: &Project,
    note: &Noted<'_>,
) -> Answer<Option<RiskId>> {
    let known = risks::of_projects(&work.tx, &[project.id]).await?;
    let meant = match note.risk {
        Some(id) => match known.into_iter().find(|risk| risk.id == id) {
            Some(risk) => Some(risk),
            None => return Ok(None),
        },
        None => known.into_iter().find(|risk| {
            let is_closed = StateName::from(&risk.state) == StateName::Closed;
            !is_closed && risk.topic == note.topic
        }),
    };
    let judgement = Judgement {
        probability: note.probability,
        effect: note.effect,
        owner: meant.as_ref().and_then(|risk| risk.judgement.owner.clone()),
        response: meant
            .as_ref()
            .map(|risk| risk.judgement.response.clone())
            .unwrap_or_default(),
    };
    let said = Said {
        text: note.text.to_owned(),
        observed_on: None,
        judgement,
    };
    let report = Some(note.report);
    let Some(risk) = meant else {
        return Ok(Some(
            add(work, actor, project, (None, note.topic), said, report).await?,
        ));
    };
    let id = risk.id;
    say(work, actor, risk, Command::Assess(Box::new(said)), report).await?;
    Ok(Some(id))
}

/// The risk, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: RiskId) -> Answer<Option<Risk>> {
    Ok(risks::find(app.store(), &Scope::of(actor), id).await?)
}

/// These risks, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[RiskId]) -> Answer<Vec<Risk>> {
    Ok(risks::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The risks of projects that the person has found, in the order of their numbers.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Risk>> {
    Ok(risks::of_projects(app.store(), projects).await?)
}

/// What this person can do with it now, and why not; `led_by` is the municipality that leads its sub-area.
#[must_use]
pub fn available_actions(
    actor: &Actor,
    project: &Project,
    led_by: Option<OrganisationId>,
    risk: &Risk,
) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::AssessRisk, CommandName::Assess),
        (Action::MitigateRisk, CommandName::Mitigate),
        (Action::RecordRiskOccurrence, CommandName::Occur),
        (Action::CloseRisk, CommandName::Close),
    ];
    availability::<RiskMachine>(
        actor,
        &project.standings(led_by),
        &risk.state,
        &Facts { by: actor.person },
        &OFFERED,
    )
}
