use serde_json::json;
use talkoot_domain::{
    amendment::Content,
    change_part::{self, ChangePart, ChangePartMachine},
    change_request::{ChangeRequest, ChangeRequestMachine, Command, Event, State},
    ids::{ChangeRequestId, ProjectId},
    policy::{Action, Actor},
    project::{self, Project},
    workflow::{Machine, Name, Refusal, RefusalCode},
};
use talkoot_storage::{change_parts, change_requests, projects};

use super::{facts, locked, subject};
use crate::{
    Answer, App, Begun, Note, Request, Version, Work,
    change_parts::{Moment, discard_budget, effect, facts as part_facts, part_subject},
};

/// A new request.
#[derive(Clone, Debug)]
pub struct CreateChangeRequest {
    /// Of which project.
    pub project: ProjectId,
    /// Why the changes are needed.
    pub reason: String,
    /// What is asked, part by part.
    pub parts: Vec<Content>,
}

/// New content for a draft.
#[derive(Clone, Debug)]
pub struct UpdateChangeRequest {
    /// Which request.
    pub id: ChangeRequestId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why the changes are needed.
    pub reason: String,
    /// What is asked, part by part.
    pub parts: Vec<Content>,
}

/// A request to be taken back.
#[derive(Clone, Debug)]
pub struct WithdrawChangeRequest {
    /// Which request.
    pub id: ChangeRequestId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// So many parts are asked for at once at most.
const MOST_PARTS: usize = 20;

fn new_parts(work: &Work<'_>, request: &ChangeRequest, asked: Vec<Content>) -> Answer<Vec<ChangePart>> {
    if asked.len() > MOST_PARTS {
        return Err(work.faulty(&["parts"], format!("a request has at most {MOST_PARTS} parts")));
    }
    Ok(asked
        .into_iter()
        .zip(1..)
        .map(|(asked, number)| ChangePart {
            id: work.app.new_id(),
            version: 1,
            request: request.id,
            project: request.project,
            number,
            asked,
            budget: None,
            returned: None,
            hindrance: None,
            cancellation: None,
            state: change_part::State::Requested,
        })
        .collect())
}

fn details(parts: &[ChangePart]) -> serde_json::Value {
    let kinds: Vec<&str> = parts.iter().map(|part| part.asked.kind().code()).collect();
    json!({ "parts": kinds })
}

/// Whether a change of the project can be asked for at all.
pub(crate) fn can_begin(project: &Project) -> Result<(), Refusal> {
    match project.state {
        project::State::Running => Ok(()),
        project::State::Closed { .. } => Err(Refusal::of(
            RefusalCode::WrongState,
            "project",
            Action::CreateChangeRequest.into(),
            "the project is closed; nothing of it changes any more",
        )),
    }
}

/// Begins a request.
///
/// # Errors
/// Refused to everybody but the lead.
pub async fn create(
    app: &App,
    actor: &Actor,
    request: Request<CreateChangeRequest>,
) -> Answer<ChangeRequestId> {
    let mut work = match app.begin(actor, Action::CreateChangeRequest, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    can_begin(&project)?;
    let number = change_requests::latest_number(&work.tx, project.id).await? + 1;
    let new = ChangeRequest {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number,
        lead: project.lead,
        requesters: vec![actor.person],
        reason: asked.reason.trim().to_owned(),
        state: State::Draft,
    };
    let parts = new_parts(&work, &new, asked.parts)?;
    change_requests::insert(&work.tx, &new).await?;
    change_parts::replace(&work.tx, new.id, &parts).await?;
    let note = Note {
        reason: Some(new.reason.clone()),
        details: details(&parts),
    };
    work.record("change_request", subject(&new), None, Some("draft"), note);
    work.emit(Event::Created.into(), subject(&new));
    work.finish(new.id).await
}

/// Writes a draft anew.
///
/// # Errors
/// Refused once it is submitted.
pub async fn update(
    app: &App,
    actor: &Actor,
    request: Request<UpdateChangeRequest>,
) -> Answer<ChangeRequestId> {
    let mut work = match app.begin(actor, Action::UpdateChangeRequest, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, mut draft) = locked(&work, asked.id).await?;
    work.permit(&project.standings(None))?;
    work.same_version(
        "change_request",
        draft.id.into(),
        draft.version,
        asked.expected_version,
    )
    .await?;
    let parts = new_parts(&work, &draft, asked.parts)?;
    asked.reason.trim().clone_into(&mut draft.reason);
    draft.requesters.push(actor.person);
    let facts = facts(&project, &draft, &parts, actor.person, work.now);
    let note = Note {
        reason: Some(draft.reason.clone()),
        details: details(&parts),
    };
    let about = subject(&draft);
    let state =
        work.decide::<ChangeRequestMachine>(about, draft.state.clone(), Command::Update, &facts, note)?;
    change_parts::replace(&work.tx, draft.id, &parts).await?;
    change_requests::update(&work.tx, &ChangeRequest { state, ..draft }).await?;
    work.finish(asked.id).await
}

/// Gives a request to the authority.
///
/// # Errors
/// Refused without parts or reasons, too late for the call, and when a part asks for what cannot be.
pub async fn submit(
    app: &App,
    actor: &Actor,
    request: Request<(ChangeRequestId, Version)>,
) -> Answer<ChangeRequestId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::SubmitChangeRequest, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, mut draft) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("change_request", draft.id.into(), draft.version, expected)
        .await?;
    let parts = change_parts::of_requests(&work.tx, &[id]).await?;
    draft.requesters.push(actor.person);
    let facts = facts(&project, &draft, &parts, actor.person, work.now);
    let about = subject(&draft);
    let note = Note::details(details(&parts));
    let state =
        work.decide::<ChangeRequestMachine>(about, draft.state.clone(), Command::Submit, &facts, note)?;
    let at = Moment {
        from: None,
        now: work.now,
    };
    for part in &parts {
        // From its submission on the log vouches for it.
        let requested = part.state_name().into();
        work.record(
            ChangePartMachine::OBJECT,
            part_subject(part),
            None,
            Some(requested),
            Note::none(),
        );
        if let Err(hindrance) = effect(&work.tx, &project, &part.asked, at).await? {
            return Err(Refusal {
                code: hindrance.code,
                message: format!("part {}: {}", part.number, hindrance.message),
                path: vec!["parts".to_owned(), (part.number - 1).to_string()],
                object: "change_request",
                state: Some("draft"),
                command: Action::SubmitChangeRequest.into(),
            }
            .into());
        }
    }
    change_requests::update(&work.tx, &ChangeRequest { state, ..draft }).await?;
    work.finish(id).await
}

/// Takes a request back with all its parts.
///
/// # Errors
/// Refused without a reason, and once a part is decided.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<WithdrawChangeRequest>,
) -> Answer<ChangeRequestId> {
    let mut work = match app.begin(actor, Action::WithdrawChangeRequest, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, taken) = locked(&work, asked.id).await?;
    work.permit(&project.standings(None))?;
    work.same_version(
        "change_request",
        taken.id.into(),
        taken.version,
        asked.expected_version,
    )
    .await?;
    let parts = change_parts::of_requests(&work.tx, &[taken.id]).await?;
    let facts = facts(&project, &taken, &parts, actor.person, work.now);
    let command = Command::Withdraw {
        reason: asked.reason.clone(),
    };
    let about = subject(&taken);
    let note = Note::reason(asked.reason);
    let state = work.decide::<ChangeRequestMachine>(about, taken.state.clone(), command, &facts, note)?;
    for mut part in parts {
        discard_budget(&mut work, &project, &mut part).await?;
        let facts = part_facts(&work.tx, &project, &taken, &part, actor, work.now).await?;
        let withdraw = change_part::Command::Withdraw;
        let about = part_subject(&part);
        let state =
            work.decide::<ChangePartMachine>(about, part.state.clone(), withdraw, &facts, Note::none())?;
        change_parts::update(&work.tx, &ChangePart { state, ..part }).await?;
    }
    change_requests::update(&work.tx, &ChangeRequest { state, ..taken }).await?;
    work.finish(asked.id).await
}
