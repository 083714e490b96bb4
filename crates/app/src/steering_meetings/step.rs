use std::fmt::Debug;

use serde_json::json;
use talkoot_domain::{
    ids::SteeringMeetingId,
    policy::{Action, Actor},
    steering_meeting::{Command, Decision, SteeringMeeting, SteeringMeetingMachine},
    workflow::Stamp,
};
use talkoot_storage::{projects, steering_meetings as storage};

use super::{OBJECT, facts, refused, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version};

/// A meeting that was held.
#[derive(Clone, Debug)]
pub struct HoldMeeting {
    /// Which.
    pub id: SteeringMeetingId,
    /// The version that was read.
    pub expected_version: Version,
    /// Who was present, by name.
    pub present: Vec<String>,
}

/// Something that a meeting decided.
#[derive(Clone, Debug)]
pub struct RecordDecision {
    /// Which meeting.
    pub id: SteeringMeetingId,
    /// The version that was read.
    pub expected_version: Version,
    /// What was decided.
    pub text: String,
    /// Whether nobody was against it.
    pub unanimous: bool,
    /// Who was against it and why.
    pub dissent: Option<String>,
}

/// A meeting that is called off.
#[derive(Clone, Debug)]
pub struct CancelMeeting {
    /// Which.
    pub id: SteeringMeetingId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

type Step = (SteeringMeetingId, Version);

/// Says that a meeting was held.
///
/// # Errors
/// Refused before it begins, and without anybody who was present.
pub async fn hold(app: &App, actor: &Actor, request: Request<HoldMeeting>) -> Answer<SteeringMeetingId> {
    let body = request.body.clone();
    let asked = (Action::HoldSteeringMeeting, (body.id, body.expected_version));
    let note = Note::details(json!({ "present": body.present }));
    let present = body.present;
    change(
        app,
        actor,
        asked,
        request,
        (Command::Hold { present }, note, None),
    )
    .await
}

/// Records something that a meeting decided; it is never edited.
///
/// # Errors
/// Refused without a text, when a dissent contradicts it, and unless the meeting was held and its minutes are not
/// approved.
pub async fn record_decision(
    app: &App,
    actor: &Actor,
    request: Request<RecordDecision>,
) -> Answer<SteeringMeetingId> {
    let body = request.body.clone();
    let asked = (Action::RecordSteeringDecision, (body.id, body.expected_version));
    let decision = Decision {
        text: body.text.trim().to_owned(),
        unanimous: body.unanimous,
        dissent: body.dissent.map(|dissent| dissent.trim().to_owned()),
        recorded: Stamp {
            by: actor.person,
            at: app.now(),
        },
    };
    decision.check().map_err(|why| refused(asked.0, &why))?;
    let note = Note::details(json!({ "decided": decision.text, "unanimous": decision.unanimous }));
    change(
        app,
        actor,
        asked,
        request,
        (Command::Decide, note, Some(decision)),
    )
    .await
}

/// Approves the minutes of a meeting.
///
/// # Errors
/// Refused to whoever wrote them, and unless the meeting was held.
pub async fn approve(app: &App, actor: &Actor, request: Request<Step>) -> Answer<SteeringMeetingId> {
    let target = request.body;
    let asked = (Action::ApproveSteeringMinutes, target);
    change(app, actor, asked, request, (Command::Approve, Note::none(), None)).await
}

/// Calls a meeting off; its members are told.
///
/// # Errors
/// Refused without a reason, and once it was held.
pub async fn cancel(app: &App, actor: &Actor, request: Request<CancelMeeting>) -> Answer<SteeringMeetingId> {
    let body = request.body.clone();
    let asked = (Action::CancelSteeringMeeting, (body.id, body.expected_version));
    let note = Note::reason(body.reason.trim());
    let reason = body.reason;
    change(
        app,
        actor,
        asked,
        request,
        (Command::Cancel { reason }, note, None),
    )
    .await
}

async fn change<T: Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, Step),
    request: Request<T>,
    (command, note, decision): (Command, Note, Option<Decision>),
) -> Answer<SteeringMeetingId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = storage::find(&work.tx, &work.scope, id).await?;
    let seen = work.found(OBJECT, seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let meeting = storage::find(&work.tx, &work.scope, id).await?;
    let meeting = work.found(OBJECT, meeting)?;
    work.permit(&standings(&work.tx, &project, actor).await?)?;
    work.same_version(OBJECT, meeting.id.into(), meeting.version, expected)
        .await?;
    let facts = facts(&meeting, actor.person, work.now);
    let before = meeting.state.clone();
    let state = work.decide::<SteeringMeetingMachine>(subject(&meeting), before, command, &facts, note)?;
    if let Some(decision) = decision {
        let recorded = Stamp {
            at: work.now,
            ..decision.recorded
        };
        let decision = Decision { recorded, ..decision };
        storage::append_decision(&work.tx, id, meeting.decisions.len(), &decision).await?;
    }
    storage::update(&work.tx, &SteeringMeeting { state, ..meeting }).await?;
    work.finish(id).await
}
