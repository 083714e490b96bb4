use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    ids::ObligationId,
    obligation::{Command, CommandName, ObligationMachine},
    policy::{Action, Actor},
    workflow,
};

use super::{apply, locked, standings};
use crate::{Answer, App, Begun, Note, Request, Version, letters};

/// A later deadline (*lisäaika*).
#[derive(Clone, Debug)]
pub struct Extend {
    /// Which obligation.
    pub id: ObligationId,
    /// The version that was read.
    pub expected_version: Version,
    /// The new date, before it is moved to a working day.
    pub new_date: NaiveDate,
    /// Why.
    pub reason: String,
}

/// An obligation that need not be met.
#[derive(Clone, Debug)]
pub struct Waive {
    /// Which obligation.
    pub id: ObligationId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Moves a deadline to a later day.
///
/// # Errors
/// Refused once it has been handed in or waived, and for a date that is not later.
pub async fn extend(app: &App, actor: &Actor, request: Request<Extend>) -> Answer<ObligationId> {
    let asked = request.body.clone();
    let note = Note {
        reason: Some(asked.reason.clone()),
        details: json!({ "newDate": asked.new_date }),
    };
    let command = Command::Extend {
        nominal: asked.new_date,
        reason: asked.reason,
    };
    let target = (asked.id, asked.expected_version);
    change(
        app,
        actor,
        Action::ExtendObligation,
        request,
        target,
        command,
        note,
    )
    .await
}

/// Gives an obligation up.
///
/// # Errors
/// Refused to the person who extended it, and once it has been handed in.
pub async fn waive(app: &App, actor: &Actor, request: Request<Waive>) -> Answer<ObligationId> {
    let asked = request.body.clone();
    let note = Note::reason(asked.reason.clone());
    let command = Command::Waive { reason: asked.reason };
    let target = (asked.id, asked.expected_version);
    change(
        app,
        actor,
        Action::WaiveObligation,
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
    (id, expected): (ObligationId, Version),
    command: Command,
    note: Note,
) -> Answer<ObligationId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, obligation) = locked(&work, id).await?;
    work.permit(&standings(&project, &obligation))?;
    work.same_version("obligation", obligation.id.into(), obligation.version, expected)
        .await?;
    let name = CommandName::from(&command);
    obligation
        .check_by_itself(name)
        .map_err(|why| workflow::refusal::<ObligationMachine>(&obligation.state, name, &why))?;
    let changed = apply(&mut work, &project, obligation, command, actor.person, note).await?;
    // What a decided change moves is told with that decision; this is told here.
    letters::tell_of_new_day(&mut work, &project, &changed).await?;
    work.finish(id).await
}
