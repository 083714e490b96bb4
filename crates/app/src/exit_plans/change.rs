use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    exit_plan::{Command, ExitPlan, ExitPlanMachine, FollowUpNote},
    form::Names,
    ids::{ExitPlanId, SteeringMeetingId},
    policy::{Action, Actor},
    workflow::{Machine as _, Stamp},
};
use talkoot_storage::{exit_plans, form_answers};

use super::{facts, filled_in, locked, subject};
use crate::{Answer, App, Begun, Note, Request, Version, forms::FieldAnswer, steering_meetings};

/// Answers to questions of a plan.
#[derive(Clone, Debug)]
pub struct AnswerExitPlan {
    /// Which plan.
    pub id: ExitPlanId,
    /// The version that was read.
    pub expected_version: Version,
    /// The answers.
    pub answers: Vec<FieldAnswer>,
}

/// The steering group's approval (*ohjausryhmän hyväksyntä*) of a plan.
#[derive(Clone, Debug)]
pub struct ApproveExitPlan {
    /// Which plan.
    pub id: ExitPlanId,
    /// The version that was read.
    pub expected_version: Version,
    /// Who was present, by name.
    pub members: Vec<String>,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// Whether nobody was against it.
    pub unanimous: bool,
    /// The meeting on record in which it was; none where none is named.
    pub meeting: Option<SteeringMeetingId>,
}

/// What was seen since a plan was approved.
#[derive(Clone, Debug)]
pub struct NoteExitPlan {
    /// Which plan.
    pub id: ExitPlanId,
    /// The version that was read.
    pub expected_version: Version,
    /// What was seen.
    pub note: String,
    /// On which day.
    pub seen_on: NaiveDate,
}

/// The end of the follow-up of a plan.
#[derive(Clone, Debug)]
pub struct CloseExitPlan {
    /// Which plan.
    pub id: ExitPlanId,
    /// The version that was read.
    pub expected_version: Version,
    /// What became of the results.
    pub outcome: String,
}

type Target = (ExitPlanId, Version);

/// Answers questions; a plan that was complete is to be completed anew.
///
/// # Errors
/// Refused once the steering group has approved it, for a question that is not asked because of another answer, for a
/// value that a question does not take, and for a stale answer; every fault at once, and then nothing is stored.
pub async fn answer(
    app: &App,
    actor: &Actor,
    request: Request<AnswerExitPlan>,
    names: &(dyn Names + Sync),
) -> Answer<ExitPlanId> {
    let mut work = match app.begin(actor, Action::AnswerExitPlan, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, plan) = locked(&work, asked.id).await?;
    work.permit(&project.standings(None))?;
    let object = ExitPlanMachine::OBJECT;
    work.same_version(object, plan.id.into(), plan.version, asked.expected_version)
        .await?;
    let filled = filled_in(&work.tx, &project, &plan).await?;
    let changed = filled
        .changed(&work, object, project.lead, &asked.answers, names)
        .await;
    let note = match &changed {
        Ok(changed) => Note::details(filled.log(project.lead, changed)),
        Err(_) => Note::none(),
    };
    let known = facts(actor.person, &filled);
    // What the machine says comes first: whoever cannot answer at all does not read about single questions.
    let state = work.decide::<ExitPlanMachine>(subject(&plan), plan.state, Command::Answer, &known, note)?;
    for answer in &changed? {
        form_answers::save(&work.tx, object, plan.id.into(), answer).await?;
    }
    exit_plans::update(&work.tx, &ExitPlan { state, ..plan }).await?;
    work.finish(asked.id).await
}

/// Says that every question that is asked has its answer.
///
/// # Errors
/// Refused while one is open; it is named.
pub async fn complete(app: &App, actor: &Actor, request: Request<Target>) -> Answer<ExitPlanId> {
    let asked = (Action::CompleteExitPlan, request.body);
    change(app, actor, asked, request, Command::Complete, Note::none()).await
}

/// Records the steering group's approval; the plan is frozen from then on.
///
/// # Errors
/// Refused unless the plan is complete, without members, for a meeting in the future, and for a named meeting that is of
/// another project, was not held, or was on another day.
pub async fn approve_by_steering(
    app: &App,
    actor: &Actor,
    request: Request<ApproveExitPlan>,
) -> Answer<ExitPlanId> {
    let body = request.body.clone();
    let asked = (
        Action::ApproveExitPlanBySteering,
        (body.id, body.expected_version),
    );
    let mut details = json!({ "members": body.members, "heldOn": body.held_on, "unanimous": body.unanimous });
    if let Some(meeting) = body.meeting {
        details["meeting"] = json!(meeting.to_string());
    }
    let command = Command::ApproveBySteering {
        members: body.members,
        held_on: body.held_on,
        unanimous: body.unanimous,
        meeting: body.meeting,
    };
    change(app, actor, asked, request, command, Note::details(details)).await
}

/// Notes what was seen since the plan was approved; it stays as it is written.
///
/// # Errors
/// Refused before the approval, once the plan is closed, without a text, and for a day that is not since the approval.
pub async fn note(app: &App, actor: &Actor, request: Request<NoteExitPlan>) -> Answer<ExitPlanId> {
    let body = request.body.clone();
    let asked = (Action::NoteExitPlan, (body.id, body.expected_version));
    let details = json!({ "note": body.note.trim(), "seenOn": body.seen_on });
    let command = Command::Note {
        text: body.note,
        seen_on: body.seen_on,
    };
    change(app, actor, asked, request, command, Note::details(details)).await
}

/// Ends the follow-up of a plan.
///
/// # Errors
/// Refused before something was noted, and without an outcome.
pub async fn close(app: &App, actor: &Actor, request: Request<CloseExitPlan>) -> Answer<ExitPlanId> {
    let body = request.body.clone();
    let asked = (Action::CloseExitPlan, (body.id, body.expected_version));
    let note = Note::reason(body.outcome.trim());
    let command = Command::Close {
        outcome: body.outcome,
    };
    change(app, actor, asked, request, command, note).await
}

async fn change<T: std::fmt::Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, Target),
    request: Request<T>,
    command: Command,
    mut note: Note,
) -> Answer<ExitPlanId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, plan) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version(ExitPlanMachine::OBJECT, plan.id.into(), plan.version, expected)
        .await?;
    if let Command::ApproveBySteering {
        meeting: Some(meeting),
        held_on,
        ..
    } = &command
    {
        steering_meetings::approving(&work, project.id, *meeting, *held_on).await?;
    }
    let filled = filled_in(&work.tx, &project, &plan).await?;
    let known = facts(actor.person, &filled);
    let noted = match &command {
        Command::Note { text, seen_on } => Some(FollowUpNote {
            text: text.trim().to_owned(),
            seen_on: *seen_on,
            noted: Stamp {
                by: actor.person,
                at: work.now,
            },
        }),
        Command::ApproveBySteering { .. } => {
            // What the steering group saw stays on record word for word.
            note.details["answers"] = filled.frozen();
            None
        }
        Command::Answer | Command::Complete | Command::Close { .. } => None,
    };
    let before = plan.state.clone();
    let state = work.decide::<ExitPlanMachine>(subject(&plan), before, command, &known, note)?;
    if let Some(noted) = &noted {
        exit_plans::append_note(&work.tx, id, plan.notes.len(), noted).await?;
    }
    exit_plans::update(&work.tx, &ExitPlan { state, ..plan }).await?;
    work.finish(id).await
}
