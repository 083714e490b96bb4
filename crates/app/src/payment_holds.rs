//! Payment holds: set by an officer, lifted by another person.

use talkoot_domain::{
    ids::{PaymentHoldId, ProjectId},
    payment_hold::{Command, CommandName, Event, Facts, PaymentHold, PaymentHoldMachine, State, Why},
    policy::{Action, Actor},
    project::Project,
    workflow::{Reason as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Scope, payment_holds, projects};

use crate::{Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, availability};

/// A hold to be set.
#[derive(Clone, Debug)]
pub struct SetPaymentHold {
    /// On which project.
    pub project: ProjectId,
    /// Why.
    pub reason: String,
}

/// A hold to be lifted.
#[derive(Clone, Debug)]
pub struct LiftPaymentHold {
    /// Which.
    pub id: PaymentHoldId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

fn subject(hold: &PaymentHold) -> Subject {
    Subject {
        id: hold.id.into(),
        project: Some(hold.project),
    }
}

/// Holds the payments to a project.
///
/// # Errors
/// Refused without a reason, and while a hold stands already.
pub async fn set(app: &App, actor: &Actor, request: Request<SetPaymentHold>) -> Answer<PaymentHoldId> {
    const ACTION: Action = Action::SetPaymentHold;
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    // Payouts take the same lock: none is created, approved or sent while the hold comes into being.
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let reason = asked.reason.trim().to_owned();
    if reason.is_empty() {
        let why = Why::NoReason;
        return Err(refusal(why.code(), why.to_string(), why.path()));
    }
    let holds = payment_holds::of_projects(&work.tx, &[project.id]).await?;
    if holds.iter().any(|hold| hold.state == State::Standing) {
        let message =
            "payments to this project are held already; the hold that stands has to be lifted first";
        return Err(refusal(RefusalCode::Duplicate, message.to_owned(), Vec::new()));
    }
    let hold = PaymentHold {
        id: app.new_id(),
        version: 1,
        project: project.id,
        set: Stamp {
            by: actor.person,
            at: work.now,
        },
        reason: reason.clone(),
        state: State::Standing,
    };
    payment_holds::insert(&work.tx, &hold).await?;
    work.record(
        "payment_hold",
        subject(&hold),
        None,
        Some("standing"),
        Note::reason(reason),
    );
    work.emit(Event::Set.into(), subject(&hold));
    work.finish(hold.id).await
}

fn refusal(code: RefusalCode, message: String, path: Vec<String>) -> Failure {
    let command = Action::SetPaymentHold.into();
    Refusal {
        path,
        ..Refusal::of(code, "payment_hold", command, message)
    }
    .into()
}

/// Lets payments go on, as the second person.
///
/// # Errors
/// Refused to whoever set the hold, without a reason, and once it is lifted.
pub async fn lift(app: &App, actor: &Actor, request: Request<LiftPaymentHold>) -> Answer<PaymentHoldId> {
    let asked = request.body.clone();
    let mut work = match app.begin(actor, Action::LiftPaymentHold, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = work.found(
        "payment hold",
        payment_holds::find(&work.tx, &work.scope, asked.id).await?,
    )?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let hold = work.found(
        "payment hold",
        payment_holds::find(&work.tx, &work.scope, asked.id).await?,
    )?;
    work.permit(&project.standings(None))?;
    work.same_version(
        "payment_hold",
        hold.id.into(),
        hold.version,
        asked.expected_version,
    )
    .await?;
    let reason = asked.reason.trim().to_owned();
    let note = Note::reason(reason.clone());
    let facts = facts(actor, &hold);
    let before = hold.state.clone();
    let command = Command::Lift { reason };
    let state = work.decide::<PaymentHoldMachine>(subject(&hold), before, command, &facts, note)?;
    payment_holds::update(&work.tx, &PaymentHold { state, ..hold }).await?;
    work.finish(asked.id).await
}

const fn facts(actor: &Actor, hold: &PaymentHold) -> Facts {
    Facts {
        by: actor.person,
        set_by: hold.set.by,
    }
}

/// The hold, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PaymentHoldId) -> Answer<Option<PaymentHold>> {
    Ok(payment_holds::find(app.store(), &Scope::of(actor), id).await?)
}

/// Every hold of projects that the person has found, lifted ones included, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<PaymentHold>> {
    Ok(payment_holds::of_projects(app.store(), projects).await?)
}

/// What this person can do with the hold now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, project: &Project, hold: &PaymentHold) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 1] = [(Action::LiftPaymentHold, CommandName::Lift)];
    let standings = project.standings(None);
    availability::<PaymentHoldMachine>(actor, &standings, &hold.state, &facts(actor, hold), &OFFERED)
}
