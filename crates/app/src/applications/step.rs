use std::fmt::Debug;

use talkoot_domain::{
    application::{Application, Command},
    ids::ApplicationId,
    policy::{Action, Actor},
};
use talkoot_storage::{application_supplements, applications};

use super::{decide, open, said};
use crate::{Answer, App, Begun, Note, Request, Version};

/// Gives the application, or what was supplemented, to the authority.
///
/// # Errors
/// Refused while a partner has not committed, outside the time of the call, and when the budget
/// cannot stand.
pub async fn submit(
    app: &App,
    actor: &Actor,
    request: Request<(ApplicationId, Version)>,
) -> Answer<ApplicationId> {
    let (id, version) = request.body;
    let action = Action::SubmitApplication;
    step(
        app,
        actor,
        action,
        &request,
        (id, version),
        Command::Submit,
        Note::none(),
    )
    .await
}

/// Records the evaluation.
///
/// # Errors
/// Refused without a statement, and unless it is submitted.
pub async fn evaluate(
    app: &App,
    actor: &Actor,
    request: Request<(ApplicationId, Version, String)>,
) -> Answer<ApplicationId> {
    let (id, version, statement) = request.body.clone();
    let note = Note::reason(statement.clone());
    let command = Command::Evaluate { statement };
    let action = Action::EvaluateApplication;
    step(app, actor, action, &request, (id, version), command, note).await
}

/// Takes the application out of the call.
///
/// # Errors
/// Refused without a reason, and once it is decided.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<(ApplicationId, Version, String)>,
) -> Answer<ApplicationId> {
    let (id, version, reason) = request.body.clone();
    let note = Note::reason(reason.clone());
    let command = Command::Withdraw { reason };
    let action = Action::WithdrawApplication;
    step(app, actor, action, &request, (id, version), command, note).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (ApplicationId, Version),
    command: Command,
    note: Note,
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let dossier = open(&mut work, id, expected, None).await?;
    let submitting = matches!(command, Command::Submit);
    let state = decide(&mut work, &dossier, command, note).await?;
    if let Some(answered) = state.submitted().filter(|_| submitting) {
        application_supplements::answer(&work.tx, id, answered, &said(&dossier)).await?;
    }
    let after = Application {
        state,
        ..dossier.application
    };
    applications::update(&work.tx, &after).await?;
    work.finish(id).await
}
