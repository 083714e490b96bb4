use chrono::NaiveDate;
use serde_json::{Value, json};
use talkoot_domain::{
    calendar,
    form::{Definition, Fault},
    ids::{CallId, ProjectId, SurveyId},
    language::Language,
    policy::{Action, Actor, Role},
    survey::{About, Asker, Command, Details, Event, ReminderDays, State, Survey, SurveyMachine, Why},
    workflow::{Reason as _, Refusal, Stamp},
};
use talkoot_storage::{calls, projects, surveys as storage};

use super::{OBJECT, facts, participation_of, standings, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work, calls as call_rules};

/// A survey to be made.
#[derive(Clone, Debug)]
pub struct CreateSurvey {
    /// The call that it is about; a project otherwise.
    pub call: Option<CallId>,
    /// The project that it is about; a call otherwise.
    pub project: Option<ProjectId>,
    /// What it says.
    pub written: Written,
}

/// A survey to be written anew.
#[derive(Clone, Debug)]
pub struct UpdateSurvey {
    /// Which.
    pub id: SurveyId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it says.
    pub written: Written,
}

/// What a survey shall say, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it is called.
    pub title: String,
    /// The language of its mails.
    pub language: Language,
    /// A form definition.
    pub questions: Value,
    /// The last day to answer.
    pub closes_on: NaiveDate,
    /// Days before the last day; 7 and 2 when nothing is said.
    pub reminder_days: Option<Vec<i32>>,
    /// With how many answers a question is shown; 5 when nothing is said.
    pub fewest_answers: Option<i32>,
}

/// Makes a survey of a call or of a project, as a draft.
///
/// # Errors
/// Refused to anybody but the authority and the lead of the project; for questions that cannot be read or counted,
/// with every fault and its path; for a last day that has passed.
pub async fn create(app: &App, actor: &Actor, request: Request<CreateSurvey>) -> Answer<SurveyId> {
    let mut work = match app.begin(actor, Action::CreateSurvey, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let about = match (asked.call, asked.project) {
        (Some(call), None) => About::Call(call),
        (None, Some(project)) => About::Project(project),
        (Some(_), Some(_)) | (None, None) => {
            return Err(work.faulty(&["projectId"], "name either a call or a project that it is about"));
        }
    };
    let held = match about {
        About::Call(call) => {
            let call = calls::find(&work.tx, &work.scope, call).await?;
            let call = work.found("call", call)?;
            work.permit(&call_rules::standings(&call))?
        }
        About::Project(project) => {
            let project = projects::lock(&work.tx, &work.scope, project).await?;
            let project = work.found("project", project)?;
            work.permit(&project.standings(None))?
        }
    };
    let details = read(&work, asked.written)?;
    let survey = Survey {
        id: app.new_id(),
        version: 1,
        about,
        asker: if held.role == Role::LeadCoordinator {
            Asker::Lead
        } else {
            Asker::Authority
        },
        owner: held.organisation,
        details,
        created: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Draft,
    };
    storage::insert(&work.tx, &survey).await?;
    let of = subject(&survey);
    work.record(OBJECT, of, None, Some("draft"), logged(&survey.details));
    work.emit(Event::Created.into(), of);
    work.finish(survey.id).await
}

/// Writes a draft anew.
///
/// # Errors
/// As [`create`], and refused once it is open.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateSurvey>) -> Answer<SurveyId> {
    let mut work = match app.begin(actor, Action::UpdateSurvey, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let survey = storage::lock(&work.tx, &work.scope, asked.id).await?;
    let survey = work.found(OBJECT, survey)?;
    work.permit(&standings(&survey))?;
    work.same_version(OBJECT, survey.id.into(), survey.version, asked.expected_version)
        .await?;
    let details = read(&work, asked.written)?;
    let invited = participation_of(&work.tx, survey.id).await?.invited;
    let facts = facts(&survey, Some(actor.person), invited, work.now);
    let note = logged(&details);
    let state =
        work.decide::<SurveyMachine>(subject(&survey), survey.state, Command::Update, &facts, note)?;
    let changed = Survey {
        details,
        state,
        ..survey
    };
    storage::update(&work.tx, &changed).await?;
    work.finish(changed.id).await
}

fn read(work: &Work<'_>, written: Written) -> Answer<Details> {
    let days = |days: Vec<i32>| -> Result<ReminderDays, Why> {
        // What is no number of days is refused as such below.
        let days = days.into_iter().map(|day| u32::try_from(day).unwrap_or(0));
        ReminderDays::new(days.collect())
    };
    let reminder_days = match written.reminder_days {
        Some(wanted) => days(wanted).map_err(|why| refused(work, &why))?,
        None => ReminderDays::default(),
    };
    let fewest = written
        .fewest_answers
        .map(|number| u32::try_from(number).unwrap_or(0));
    let details = Details {
        title: written.title.trim().to_owned(),
        language: written.language,
        questions: definition(work, &written.questions)?,
        closes_on: written.closes_on,
        reminder_days,
        fewest_answers: fewest.unwrap_or(Details::USUAL_FEWEST),
    };
    details
        .check(calendar::helsinki_date(work.now))
        .map_err(|why| refused(work, &why))?;
    Ok(details)
}

fn refused(work: &Work<'_>, why: &Why) -> Failure {
    let refusal = Refusal::of(why.code(), OBJECT, work.action(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

/// The questions that were sent, with everything that is wrong with them at once.
fn definition(work: &Work<'_>, json: &Value) -> Answer<Definition> {
    let refusal = |fault: &Fault| {
        let path: Vec<&str> = ["questions"]
            .into_iter()
            .chain(fault.path.iter().map(String::as_str))
            .collect();
        Refusal::input(work.action(), &path, fault.to_string())
    };
    let definition = talkoot_forms::from_json(json).map_err(|fault| Failure::from(refusal(&fault)))?;
    let faults = definition.faults();
    if faults.is_empty() {
        return Ok(definition);
    }
    Err(Failure::Refused(faults.iter().map(refusal).collect()))
}

/// What the log says of a survey: the whole of it stands in the row.
fn logged(details: &Details) -> Note {
    Note::details(json!({
        "title": details.title,
        "closesOn": details.closes_on,
        "questions": talkoot_forms::digest(&details.questions),
    }))
}
