use chrono::NaiveDate;
use serde_json::{Value, json};
use talkoot_domain::{
    ids::{PortfolioReportId, SteeringMeetingId},
    obligation,
    policy::{Action, Actor},
    portfolio_report::{About, Command, Content, Light, PortfolioReport, PortfolioReportMachine, StateName},
};
use talkoot_storage::portfolio_reports;

use super::{facts, locked, snapshot_of};
use crate::{Answer, App, Begun, Note, Request, Version, obligations, steering_meetings};

/// The steering group's approval (*ohjausryhmän hyväksyntä*).
#[derive(Clone, Debug)]
pub struct ApproveBySteering {
    /// Which report.
    pub id: PortfolioReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// Who was present, by name.
    pub members: Vec<String>,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// Whether nobody was against it.
    pub unanimous: bool,
    /// The meeting on record in which it was.
    pub meeting: Option<SteeringMeetingId>,
}

/// A report given back.
#[derive(Clone, Debug)]
pub struct ReturnReport {
    /// Which report.
    pub id: PortfolioReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the project must answer.
    pub questions: Vec<String>,
}

type Step = (PortfolioReportId, Version);

/// Records the steering group's approval.
///
/// # Errors
/// Refused while the report is incomplete, and when it is approved or submitted already.
pub async fn approve_by_steering(
    app: &App,
    actor: &Actor,
    request: Request<ApproveBySteering>,
) -> Answer<PortfolioReportId> {
    let asked = request.body.clone();
    let details = json!({ "members": asked.members, "heldOn": asked.held_on, "unanimous": asked.unanimous });
    let command = Command::ApproveBySteering {
        members: asked.members,
        held_on: asked.held_on,
        unanimous: asked.unanimous,
        meeting: asked.meeting,
    };
    let target = (asked.id, asked.expected_version);
    let action = Action::ApprovePortfolioReportBySteering;
    change(
        app,
        actor,
        action,
        request,
        target,
        command,
        Note::details(details),
    )
    .await
}

/// Hands the report to the authority, which settles its obligation.
///
/// # Errors
/// Refused unless the steering group approved it as it stands.
pub async fn submit(app: &App, actor: &Actor, request: Request<Step>) -> Answer<PortfolioReportId> {
    let target = request.body;
    let action = Action::SubmitPortfolioReport;
    change(app, actor, action, request, target, Command::Submit, Note::none()).await
}

/// Accepts a submitted report.
///
/// # Errors
/// Refused in any other state.
pub async fn accept(app: &App, actor: &Actor, request: Request<Step>) -> Answer<PortfolioReportId> {
    let target = request.body;
    let action = Action::AcceptPortfolioReport;
    change(app, actor, action, request, target, Command::Accept, Note::none()).await
}

/// Gives a submitted report back with questions; its obligation is open again.
///
/// # Errors
/// Refused in any other state, and without a question.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    request: Request<ReturnReport>,
) -> Answer<PortfolioReportId> {
    let asked = request.body.clone();
    let note = Note::reason(asked.questions.join("\n"));
    let command = Command::Return {
        questions: asked.questions,
    };
    let target = (asked.id, asked.expected_version);
    change(
        app,
        actor,
        Action::ReturnPortfolioReport,
        request,
        target,
        command,
        note,
    )
    .await
}

async fn change<T: std::fmt::Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<T>,
    (id, expected): Step,
    command: Command,
    mut note: Note,
) -> Answer<PortfolioReportId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, report) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("portfolio_report", report.id.into(), report.version, expected)
        .await?;
    if let Command::ApproveBySteering {
        meeting: Some(meeting),
        held_on,
        ..
    } = &command
    {
        steering_meetings::approving(&work, project.id, *meeting, *held_on).await?;
    }
    let settles = match &command {
        Command::Submit => {
            // What was submitted stays on record word for word, even if it comes back and is rewritten.
            note.details = frozen(&report.content);
            Some(obligation::Command::Submit)
        }
        Command::Accept => Some(obligation::Command::Accept),
        Command::Return { questions } => Some(obligation::Command::Return {
            reasons: questions.clone(),
        }),
        Command::Update(_) | Command::ApproveBySteering { .. } => None,
    };
    let subject = obligations::subject(id.into(), &project);
    let facts = facts(&work.tx, &project, &report, actor.person).await?;
    let state = work.decide::<PortfolioReportMachine>(subject, report.state, command, &facts, note)?;
    let changed = PortfolioReport {
        snapshot: match StateName::from(&state) {
            StateName::Submitted if report.snapshot.is_none() => Some(snapshot_of(&work.tx, &project).await?),
            StateName::Submitted | StateName::Accepted => report.snapshot,
            StateName::Draft | StateName::SteeringApproved | StateName::Returned => None,
        },
        state,
        ..report
    };
    portfolio_reports::update(&work.tx, &changed).await?;
    if let Some(command) = settles {
        let (_, owed) = obligations::locked(&work, changed.obligation).await?;
        obligations::apply(&mut work, &project, owed, command, actor.person, Note::none()).await?;
    }
    work.finish(id).await
}

pub(super) fn frozen(content: &Content) -> Value {
    let lights = content.assessments().map(|(aspect, assessment)| {
        let (aspect, light): (&'static str, Option<Light>) = (aspect.into(), assessment.light);
        let light: Option<&'static str> = light.map(Into::into);
        json!({ "aspect": aspect, "light": light, "reason": assessment.reason })
    });
    let explanations = content.explanations.iter().map(|one| {
        let (about, id): (&str, uuid::Uuid) = match one.about {
            About::Municipality(id) => ("municipality", id.into()),
            About::SubArea(id) => ("sub_area", id.into()),
            About::Milestone(id) => ("milestone", id.into()),
        };
        json!({ "about": about, "id": id.to_string(), "text": one.text })
    });
    let explanations: Vec<Value> = explanations.collect();
    let mut frozen =
        json!({ "lights": lights, "summary": content.summary, "deviations": content.deviations });
    if !explanations.is_empty() {
        frozen["explanations"] = Value::Array(explanations);
    }
    frozen
}
