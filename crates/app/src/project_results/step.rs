use std::fmt::Debug;

use talkoot_domain::{
    ids::ProjectResultId,
    policy::{Action, Actor},
    project_result::{Command, ProjectResult, ProjectResultMachine},
};
use talkoot_storage::project_results as storage;

use super::{OBJECT, facts, project_of, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version};

/// A result that is given back.
#[derive(Clone, Debug)]
pub struct ReturnResult {
    /// Which.
    pub id: ProjectResultId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the project must answer.
    pub questions: Vec<String>,
}

/// A result that is taken out of the bank.
#[derive(Clone, Debug)]
pub struct WithdrawResult {
    /// Which.
    pub id: ProjectResultId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

type Step = (ProjectResultId, Version);

/// Hands a result to the authority.
///
/// # Errors
/// Refused while something is missing, and once it is submitted.
pub async fn submit(app: &App, actor: &Actor, request: Request<Step>) -> Answer<ProjectResultId> {
    let target = request.body;
    let asked = (Action::SubmitProjectResult, target);
    change(app, actor, asked, request, Command::Submit, Note::none()).await
}

/// Lets everybody read a result.
///
/// # Errors
/// Refused to whoever wrote it, and unless it is submitted.
pub async fn approve(app: &App, actor: &Actor, request: Request<Step>) -> Answer<ProjectResultId> {
    let target = request.body;
    let asked = (Action::ApproveProjectResult, target);
    change(app, actor, asked, request, Command::Approve, Note::none()).await
}

/// Gives a result back with questions.
///
/// # Errors
/// Refused without a question, and unless it is submitted.
pub async fn give_back(app: &App, actor: &Actor, request: Request<ReturnResult>) -> Answer<ProjectResultId> {
    let body = request.body.clone();
    let asked = (Action::ReturnProjectResult, (body.id, body.expected_version));
    let note = Note::reason(body.questions.join("\n"));
    let questions = body.questions;
    change(app, actor, asked, request, Command::Return { questions }, note).await
}

/// Takes a result out of the bank; it stays on record.
///
/// # Errors
/// Refused without a reason, and once it is withdrawn.
pub async fn withdraw(app: &App, actor: &Actor, request: Request<WithdrawResult>) -> Answer<ProjectResultId> {
    let body = request.body.clone();
    let asked = (Action::WithdrawProjectResult, (body.id, body.expected_version));
    let note = Note::reason(body.reason.trim());
    let reason = body.reason;
    change(app, actor, asked, request, Command::Withdraw { reason }, note).await
}

async fn change<T: Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, Step),
    request: Request<T>,
    command: Command,
    note: Note,
) -> Answer<ProjectResultId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let result = storage::lock(&work.tx, &work.scope, id).await?;
    let result = work.found(OBJECT, result)?;
    let project = project_of(&work.tx, &result).await?;
    work.permit(&standings(&work.tx, &project, &result).await?)?;
    work.same_version(OBJECT, result.id.into(), result.version, expected)
        .await?;
    let facts = facts(&work.tx, &result, actor.person).await?;
    let before = result.state.clone();
    let state = work.decide::<ProjectResultMachine>(subject(&result), before, command, &facts, note)?;
    storage::update(&work.tx, &ProjectResult { state, ..result }).await?;
    work.finish(id).await
}
