use std::fmt::Debug;

use chrono::NaiveDate;
use talkoot_domain::{
    ids::TransferId,
    policy::{Action, Actor},
    transfer::{Command, Transfer, TransferMachine},
};
use talkoot_storage::{Scope, projects, transfers};

use super::subject;
use crate::{Answer, App, Begun, Note, Request, Version, agreements::is_agreed_for_transfer};

/// Money that the lead passed on.
#[derive(Clone, Debug)]
pub struct RecordTransfer {
    /// Which.
    pub id: TransferId,
    /// The version that was read.
    pub expected_version: Version,
    /// The day on which it left the lead's account.
    pub paid_on: NaiveDate,
    /// By what the partner finds it.
    pub reference: String,
}

/// Money that did not come, or not as recorded.
#[derive(Clone, Debug)]
pub struct DisputeTransfer {
    /// Which.
    pub id: TransferId,
    /// The version that was read.
    pub expected_version: Version,
    /// What is wrong.
    pub reason: String,
}

/// Records that the lead passed a share on.
///
/// # Errors
/// Refused without a reference, for a day in the future, before the lead and the partner have an agreement in force,
/// and once the partner has confirmed it.
pub async fn record(app: &App, actor: &Actor, request: Request<RecordTransfer>) -> Answer<TransferId> {
    let asked = &request.body;
    let command = Command::Record {
        paid_on: asked.paid_on,
        reference: asked.reference.trim().to_owned(),
    };
    let of = (asked.id, asked.expected_version);
    step(app, actor, Action::RecordTransfer, &request, of, command).await
}

/// Records for the partner that the money came.
///
/// # Errors
/// Refused before the lead has recorded it, and to whoever recorded it.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    request: Request<(TransferId, Version)>,
) -> Answer<TransferId> {
    let of = request.body;
    step(
        app,
        actor,
        Action::ConfirmTransfer,
        &request,
        of,
        Command::Confirm,
    )
    .await
}

/// Records for the partner that the money did not come, or not as recorded.
///
/// # Errors
/// Refused without a reason, and to whoever recorded it.
pub async fn dispute(app: &App, actor: &Actor, request: Request<DisputeTransfer>) -> Answer<TransferId> {
    let asked = &request.body;
    let command = Command::Dispute {
        reason: asked.reason.trim().to_owned(),
    };
    let of = (asked.id, asked.expected_version);
    step(app, actor, Action::DisputeTransfer, &request, of, command).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (TransferId, Version),
    command: Command,
) -> Answer<TransferId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = work.found("transfer", transfers::find(&work.tx, &work.scope, id).await?)?;
    // Who owes it or gets it may no longer take part in the project.
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = work.found("project", project)?;
    let transfer = work.found("transfer", transfers::find(&work.tx, &work.scope, id).await?)?;
    work.permit(&transfer.standings())?;
    work.same_version("transfer", transfer.id.into(), transfer.version, expected)
        .await?;
    let note = match &command {
        Command::Record { paid_on, reference } => {
            Note::details(serde_json::json!({ "paidOn": paid_on, "reference": reference }))
        }
        Command::Dispute { reason } => Note::reason(reason),
        Command::Confirm => Note::none(),
    };
    let is_agreed = is_agreed_for_transfer(&work.tx, &project, &transfer).await?;
    let facts = transfer.facts(actor.person, is_agreed);
    let about = subject(&transfer);
    let state = work.decide::<TransferMachine>(about, transfer.state.clone(), command, &facts, note)?;
    transfers::update(&work.tx, &Transfer { state, ..transfer }).await?;
    work.finish(id).await
}
