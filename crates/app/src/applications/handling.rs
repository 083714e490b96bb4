use talkoot_domain::{
    application::{Application, AutomaticCheck, StateName, automatic_checks},
    handling::{Handled, ManualCheck, Why, check, transfer},
    ids::{ApplicationId, PersonId},
    policy::{Action, Actor, Role},
    workflow::{Reason as _, Refusal, Stamp},
};
use talkoot_storage::{application_checks, application_handlers, applications, people};

use super::{Dossier, open, subject};
use crate::{Answer, App, Availability, Begun, Note, Request, Version, actions::permitted};

/// An officer for an application.
#[derive(Clone, Debug)]
pub struct AssignApplication {
    /// Which application.
    pub id: ApplicationId,
    /// The version that was read.
    pub expected_version: Version,
    /// Who handles it from now on.
    pub person: PersonId,
    /// Why it goes from one officer to another.
    pub reason: Option<String>,
}

/// A check that was made by hand.
#[derive(Clone, Debug)]
pub struct RecordCheck {
    /// Of which application.
    pub id: ApplicationId,
    /// The version that was read, and checked.
    pub expected_version: Version,
    /// What was checked.
    pub code: String,
    /// Whether it is in order.
    pub passed: bool,
    /// What was found.
    pub note: String,
}

/// Gives the application to an officer, who alone requests supplements and evaluates it from then on.
///
/// # Errors
/// Refused once it is decided or withdrawn, for somebody who is no officer of the authority, for the officer who has
/// it, and without a reason when another one has it.
pub async fn assign(app: &App, actor: &Actor, request: Request<AssignApplication>) -> Answer<ApplicationId> {
    const ACTION: Action = Action::AssignApplication;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let Dossier {
        application, handler, ..
    } = open(&mut work, asked.id, asked.expected_version, None).await?;
    let refuse = |why: &Why| refused(ACTION, why);
    being_handled(&application).map_err(|why| refuse(&why))?;
    let officers = people::holders(&work.tx, application.authority, &[Role::Officer], work.now).await?;
    if !officers.iter().any(|officer| officer.id == asked.person) {
        return Err(refuse(&Why::NoOfficer).into());
    }
    let reason = transfer(handler, asked.person, asked.reason.as_deref()).map_err(|why| refuse(&why))?;
    let history = application_handlers::history(&work.tx, &[application.id]).await?;
    let handled = Handled {
        application: application.id,
        number: history.last().map_or(1, |last| last.number + 1),
        person: asked.person,
        assigned: Stamp {
            by: actor.person,
            at: work.now,
        },
        reason,
    };
    application_handlers::insert(&work.tx, &handled).await?;
    // What others have read of it is out of date.
    applications::update(&work.tx, &application).await?;
    let state: &'static str = StateName::from(&application.state).into();
    let note = Note {
        reason: handled.reason,
        details: serde_json::json!({
            "from": handler.map(|person| person.to_string()), "to": asked.person.to_string(),
        }),
    };
    work.record("application", subject(asked.id), Some(state), Some(state), note);
    work.emit("application_assigned", subject(asked.id));
    work.finish(asked.id).await
}

/// Records what an officer checked by hand; it stays beside what is recorded later.
///
/// # Errors
/// Refused once the application is decided or withdrawn, to another officer than the one who handles it, and without
/// a code or a note.
pub async fn record_check(app: &App, actor: &Actor, request: Request<RecordCheck>) -> Answer<ApplicationId> {
    const ACTION: Action = Action::RecordApplicationCheck;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let dossier = open(&mut work, asked.id, asked.expected_version, None).await?;
    let application = &dossier.application;
    being_handled(application).map_err(|why| refused(ACTION, &why))?;
    dossier
        .facts(actor.person, work.now)
        .check_handler()
        .map_err(|why| Refusal::of(why.code(), "application", ACTION.into(), why.to_string()))?;
    let (code, note) = check(&asked.code, &asked.note).map_err(|why| refused(ACTION, &why))?;
    let check = ManualCheck {
        id: app.new_id(),
        application: application.id,
        code,
        passed: asked.passed,
        note,
        checked: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    application_checks::insert(&work.tx, &check).await?;
    let state: &'static str = StateName::from(&application.state).into();
    let details = serde_json::json!({ "code": check.code, "passed": check.passed });
    let note = Note {
        reason: Some(check.note),
        details,
    };
    work.record("application", subject(asked.id), Some(state), Some(state), note);
    work.finish(asked.id).await
}

fn refused(action: Action, why: &Why) -> Refusal {
    Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), "application", action.into(), why.to_string())
    }
}

fn being_handled(application: &Application) -> Result<(), Why> {
    match StateName::from(&application.state) {
        StateName::Submitted | StateName::SupplementRequested | StateName::Evaluated => Ok(()),
        StateName::Draft
        | StateName::PartnerCommitments
        | StateName::Accepted
        | StateName::Rejected
        | StateName::Withdrawn => Err(Why::NotHandled),
    }
}

/// Whether this person can assign the application and record a check of it now.
#[must_use]
pub fn handling(actor: &Actor, dossier: &Dossier) -> [Availability; 2] {
    let application = &dossier.application;
    [Action::AssignApplication, Action::RecordApplicationCheck].map(|action| {
        let known = being_handled(application).map_err(|why| refused(action, &why));
        permitted(action, actor, &[application.standings(None)], known)
    })
}

/// What the system checks of the application, each with its explanation.
#[must_use]
pub fn checks(app: &App, actor: &Actor, dossier: &Dossier) -> Vec<AutomaticCheck> {
    let facts = dossier.facts(actor.person, app.now());
    automatic_checks(&dossier.application, &dossier.partners, &facts)
}

/// Everybody who handled these applications, in order; the caller has found them as one of their authority.
///
/// # Errors
/// When the database fails.
pub async fn handlers(app: &App, ids: &[ApplicationId]) -> Answer<Vec<Handled>> {
    Ok(application_handlers::history(app.store(), ids).await?)
}

/// What was checked of these applications by hand, oldest first; the caller has found them as one of their authority.
///
/// # Errors
/// When the database fails.
pub async fn manual_checks(app: &App, ids: &[ApplicationId]) -> Answer<Vec<ManualCheck>> {
    Ok(application_checks::of_applications(app.store(), ids).await?)
}

/// Whether the person holds a role in the authority to which the application was given.
#[must_use]
pub fn is_inside(actor: &Actor, application: &Application) -> bool {
    let mut held = actor.memberships.iter();
    held.any(|held| held.organisation == application.authority)
}
