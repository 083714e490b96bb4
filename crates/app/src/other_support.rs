//! Public support from others: declared by the lead or an officer, confirmed by another officer.

use talkoot_domain::{
    ids::{OtherSupportId, ProjectId},
    other_support::{
        Command, CommandName, Declaration, Event, Facts, OtherSupport, OtherSupportMachine, State,
    },
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{Scope, other_support, projects};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, availability,
    claims::refresh_open,
};

/// Support to be declared.
#[derive(Clone, Debug)]
pub struct DeclareOtherSupport {
    /// For which project.
    pub project: ProjectId,
    /// What is said about it.
    pub declared: Declaration,
}

/// A step in the life of declared support.
#[derive(Clone, Debug)]
pub struct OtherSupportStep {
    /// Which.
    pub id: OtherSupportId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why, where a reason is asked for.
    pub reason: String,
}

fn subject(support: &OtherSupport) -> Subject {
    Subject {
        id: support.id.into(),
        project: Some(support.project),
    }
}

/// Declares that others support a project; it counts when an officer has confirmed it.
///
/// # Errors
/// Refused without a giver, an explanation and an amount of more than nothing.
pub async fn declare(
    app: &App,
    actor: &Actor,
    request: Request<DeclareOtherSupport>,
) -> Answer<OtherSupportId> {
    const ACTION: Action = Action::DeclareOtherSupport;
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    asked.declared.check().map_err(|why| {
        let path = why.path();
        let refusal = Refusal::of(
            why.code(),
            OtherSupportMachine::OBJECT,
            ACTION.into(),
            why.to_string(),
        );
        Failure::from(Refusal { path, ..refusal })
    })?;
    let support = OtherSupport {
        id: app.new_id(),
        version: 1,
        project: project.id,
        declared: asked.declared,
        by: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Declared,
    };
    other_support::insert(&work.tx, &support).await?;
    let declared = &support.declared;
    let note = Note::details(serde_json::json!({
        "giver": declared.giver, "amount": declared.amount.to_string(), "explanation": declared.explanation,
    }));
    work.record(
        OtherSupportMachine::OBJECT,
        subject(&support),
        None,
        Some("declared"),
        note,
    );
    work.emit(Event::Declared.into(), subject(&support));
    work.finish(support.id).await
}

/// Lets declared support count: the open claim is computed anew. It takes no reason.
///
/// # Errors
/// Refused to whoever declared it.
pub async fn confirm(app: &App, actor: &Actor, request: Request<OtherSupportStep>) -> Answer<OtherSupportId> {
    step(app, actor, Action::ConfirmOtherSupport, request, |_| {
        Command::Confirm
    })
    .await
}

/// Takes declared support back before it counts.
///
/// # Errors
/// Refused without a reason, and once it counts.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<OtherSupportStep>,
) -> Answer<OtherSupportId> {
    let command = |reason| Command::Withdraw { reason };
    step(app, actor, Action::WithdrawOtherSupport, request, command).await
}

/// Lets confirmed support count no more: the open claim is computed anew.
///
/// # Errors
/// Refused without a reason, and to whoever declared or confirmed it.
pub async fn revoke(app: &App, actor: &Actor, request: Request<OtherSupportStep>) -> Answer<OtherSupportId> {
    let command = |reason| Command::Revoke { reason };
    step(app, actor, Action::RevokeOtherSupport, request, command).await
}

async fn step(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<OtherSupportStep>,
    command: fn(String) -> Command,
) -> Answer<OtherSupportId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = &request.body;
    let seen = other_support::find(&work.tx, &work.scope, asked.id).await?;
    let seen = work.found("other support", seen)?;
    // Whatever computes a claim takes the same lock.
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let support = other_support::find(&work.tx, &work.scope, asked.id).await?;
    let support = work.found("other support", support)?;
    work.permit(&project.standings(None))?;
    work.same_version(
        OtherSupportMachine::OBJECT,
        support.id.into(),
        support.version,
        asked.expected_version,
    )
    .await?;
    let command = command(asked.reason.trim().to_owned());
    let note = match &command {
        Command::Confirm => Note::none(),
        Command::Withdraw { reason } | Command::Revoke { reason } => Note::reason(reason.clone()),
    };
    let facts = facts(actor, &support);
    let counts = !matches!(command, Command::Withdraw { .. });
    let before = support.state.clone();
    let state = work.decide::<OtherSupportMachine>(subject(&support), before, command, &facts, note)?;
    let id = support.id;
    other_support::update(&work.tx, &OtherSupport { state, ..support }).await?;
    if counts {
        let cause = ("otherSupport", id.into());
        refresh_open(&mut work, action.into(), &project, cause).await?;
    }
    work.finish(id).await
}

const fn facts(actor: &Actor, support: &OtherSupport) -> Facts {
    Facts {
        by: actor.person,
        declared_by: support.by.by,
    }
}

/// The support, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: OtherSupportId) -> Answer<Option<OtherSupport>> {
    Ok(other_support::find(app.store(), &Scope::of(actor), id).await?)
}

/// All that was ever declared for projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<OtherSupport>> {
    Ok(other_support::of_projects(app.store(), projects).await?)
}

/// What this person can do with it now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, project: &Project, support: &OtherSupport) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::ConfirmOtherSupport, CommandName::Confirm),
        (Action::WithdrawOtherSupport, CommandName::Withdraw),
        (Action::RevokeOtherSupport, CommandName::Revoke),
    ];
    let standings = project.standings(None);
    availability::<OtherSupportMachine>(
        actor,
        &standings,
        &support.state,
        &facts(actor, support),
        &OFFERED,
    )
}
