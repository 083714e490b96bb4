//! For how long what projects leave behind about people is kept, and its removal by two persons.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    application, calendar, cost_line_verification,
    erasure::{
        Command, CommandName, Erasure, ErasureMachine, Event, Facts, Kept, Removed, Retention, Standing,
        State, StateName, Why,
    },
    exit_plan, final_report,
    ids::{ErasureId, ProjectId},
    policy::{Action, Actor},
    project::{Project, State as ProjectState},
    project_result, survey,
    workflow::{self, Machine as _, Name as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{
    Access, Scope, Tx, audit,
    erasures::{self, Touched},
    files, forms, projects,
};
use uuid::Uuid;

use crate::{Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, Work, availability};

/// For how long what a project leaves behind shall be kept.
#[derive(Clone, Debug)]
pub struct SetRetention {
    /// Of which project.
    pub project: ProjectId,
    /// From now on; its version is the one that was read.
    pub retention: Retention,
}

/// A step in the life of an erasure.
#[derive(Clone, Debug)]
pub struct ErasureStep {
    /// Which.
    pub id: ErasureId,
    /// The version that was read.
    pub expected_version: Version,
}

/// For how long a project's traces are kept, and what was removed.
#[derive(Clone, Debug)]
pub struct Retained {
    /// The project.
    pub project: Project,
    /// The rule.
    pub standing: Standing,
    /// Why nothing can be removed now; nothing when it can.
    pub hindrance: Option<Why>,
    /// Every erasure that was proposed, oldest first.
    pub erasures: Vec<Erasure>,
}

fn about(id: Uuid, project: ProjectId) -> Subject {
    Subject {
        id,
        project: Some(project),
    }
}

fn refused(why: &Why, action: Action) -> Failure {
    let path = why.path();
    let refusal = Refusal::of(why.code(), ErasureMachine::OBJECT, action.into(), why.to_string());
    Refusal { path, ..refusal }.into()
}

/// Where a project stands; what is only known in a transaction, whether anything was changed past the engine, is left out.
async fn standing(db: &impl Access, app: &App, project: &Project) -> Answer<Standing> {
    let last_event = match project.state {
        ProjectState::Running => None,
        ProjectState::Closed { closed, .. } => {
            let last = erasures::last_event(db, project.id).await?.unwrap_or(closed.at);
            Some(calendar::helsinki_date(last.max(closed.at)))
        }
    };
    Ok(Standing {
        retention: erasures::retention(db, project.id).await?,
        today: app.today(),
        last_event,
        open: erasures::open_matter(db, project.id).await?,
        tampered: None,
    })
}

/// For how long a project's traces are kept, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_project(app: &App, actor: &Actor, id: ProjectId) -> Answer<Option<Retained>> {
    let db = app.store();
    let Some(project) = projects::find(db, &Scope::of(actor), id).await? else {
        return Ok(None);
    };
    let standing = standing(db, app, &project).await?;
    Ok(Some(Retained {
        hindrance: standing.over().err(),
        erasures: erasures::of_project(db, id).await?,
        project,
        standing,
    }))
}

/// The erasure, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ErasureId) -> Answer<Option<Erasure>> {
    Ok(erasures::find(app.store(), &Scope::of(actor), id).await?)
}

/// Says for how long what a project leaves behind is kept, and whether anything may be removed at all.
///
/// # Errors
/// Refused for years that cannot be kept, and for a hold without a reason.
pub async fn set_retention(app: &App, actor: &Actor, request: Request<SetRetention>) -> Answer<ProjectId> {
    const ACTION: Action = Action::SetRetention;
    let SetRetention { project, retention } = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let before = erasures::retention(&work.tx, project.id).await?;
    work.same_version("project", project.id.into(), before.version, retention.version)
        .await?;
    retention.check().map_err(|why| refused(&why, ACTION))?;
    let set = Stamp {
        by: actor.person,
        at: work.now,
    };
    erasures::set_retention(&work.tx, project.id, &retention, set).await?;
    let note = Note {
        reason: retention.hold.clone(),
        details: json!({
            "yearsBefore": before.years, "years": retention.years,
            "holdBefore": before.hold, "hold": retention.hold,
        }),
    };
    work.record("project", about(project.id.into(), project.id), None, None, note);
    work.finish(project.id).await
}

/// Proposes to remove what a project leaves behind about people.
///
/// # Errors
/// Refused until the years are over, while something is open or on hold, and while another one is proposed.
pub async fn propose(app: &App, actor: &Actor, request: Request<ProjectId>) -> Answer<ErasureId> {
    const ACTION: Action = Action::ProposeErasure;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, request.body).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let earlier = erasures::of_project(&work.tx, project.id).await?;
    if earlier.iter().any(|one| one.state == State::Proposed) {
        return Err(refused(&Why::ProposedAlready, ACTION));
    }
    let standing = standing(&work.tx, app, &project).await?;
    let (last_event, kept_until) = standing.over().map_err(|why| refused(&why, ACTION))?;
    let erasure = Erasure {
        id: app.new_id(),
        version: 1,
        project: project.id,
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
        last_event,
        kept_until,
        state: State::Proposed,
    };
    erasures::insert(&work.tx, &erasure).await?;
    let note = Note::details(json!({ "lastEvent": last_event, "keptUntil": kept_until }));
    let subject = about(erasure.id.into(), project.id);
    let proposed = Some(StateName::Proposed.code());
    work.record(ErasureMachine::OBJECT, subject, None, proposed, note);
    work.emit(Event::Proposed.into(), subject);
    work.finish(erasure.id).await
}

/// Removes what a project leaves behind about people, for good. The sums stay, which is looked at; and the log vouches
/// for every object as it is afterwards, once it has been seen to be as the log left it.
///
/// # Errors
/// As a proposal, to whoever proposed it, and where the log and what is stored do not agree.
pub async fn confirm(app: &App, actor: &Actor, request: Request<ErasureStep>) -> Answer<ErasureId> {
    let (mut work, project, erasure) = match begun(app, actor, Action::ConfirmErasure, &request).await? {
        Looked::At(found) => *found,
        Looked::Before(id) => return Ok(id),
    };
    let personal = personal_fields(&work.tx, project.id).await?;
    let touched = erasures::project_objects(&work.tx, project.id, &personal).await?;
    let mut facts = facts(&work.tx, app, actor, (&project, &erasure)).await?;
    facts.standing.tampered = disagreeing(&work.tx, &touched).await?;
    let command = if workflow::check::<ErasureMachine>(&erasure.state, CommandName::Confirm, &facts).is_ok() {
        removed(&work, &project, &erasure, &personal).await?
    } else {
        // The machine says why not.
        Command::Confirm {
            removed: Removed::default(),
            kept: erasures::kept(&work.tx, project.id).await?,
        }
    };
    let Command::Confirm { removed, kept } = &command else {
        return Err(Failure::internal("an erasure is confirmed by nothing else"));
    };
    let note = Note::details(json!({
        "rule": format!("kept until {} after {}", erasure.kept_until, erasure.last_event),
        "years": facts.standing.retention.years,
        "removed": erasures::written(removed), "kept": erasures::sums(kept),
    }));
    let subject = about(erasure.id.into(), project.id);
    let before = erasure.state.clone();
    let state = work.decide::<ErasureMachine>(subject, before, command, &facts, note)?;
    let id = erasure.id;
    erasures::update(&work.tx, &Erasure { state, ..erasure }).await?;
    erasures::strip_submissions(&work.tx, project.id, &personal).await?;
    vouch_anew(&mut work, &project, id, &touched)?;
    work.finish(id).await
}

/// Takes a proposal back; nothing was removed.
///
/// # Errors
/// Refused once it is done.
pub async fn withdraw(app: &App, actor: &Actor, request: Request<ErasureStep>) -> Answer<ErasureId> {
    let (mut work, project, erasure) = match begun(app, actor, Action::WithdrawErasure, &request).await? {
        Looked::At(found) => *found,
        Looked::Before(id) => return Ok(id),
    };
    let facts = facts(&work.tx, app, actor, (&project, &erasure)).await?;
    let subject = about(erasure.id.into(), project.id);
    let before = erasure.state.clone();
    let state = work.decide::<ErasureMachine>(subject, before, Command::Withdraw, &facts, Note::none())?;
    let id = erasure.id;
    erasures::update(&work.tx, &Erasure { state, ..erasure }).await?;
    work.finish(id).await
}

/// What a step found.
enum Looked<'a> {
    /// The command goes on with these.
    At(Box<(Work<'a>, Project, Erasure)>),
    /// It was carried out before.
    Before(ErasureId),
}

async fn begun<'a>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<ErasureStep>,
) -> Answer<Looked<'a>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Looked::Before(id.into())),
    };
    let asked = &request.body;
    let seen = erasures::find(&work.tx, &work.scope, asked.id).await?;
    let seen = work.found(ErasureMachine::OBJECT, seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let erasure = erasures::find(&work.tx, &work.scope, asked.id).await?;
    let erasure = work.found(ErasureMachine::OBJECT, erasure)?;
    work.permit(&project.standings(None))?;
    work.same_version(
        ErasureMachine::OBJECT,
        erasure.id.into(),
        erasure.version,
        asked.expected_version,
    )
    .await?;
    Ok(Looked::At(Box::new((work, project, erasure))))
}

async fn facts(
    db: &impl Access,
    app: &App,
    actor: &Actor,
    (project, erasure): (&Project, &Erasure),
) -> Answer<Facts> {
    Ok(Facts {
        by: actor.person,
        proposed_by: erasure.proposed.by,
        standing: standing(db, app, project).await?,
    })
}

/// The fields of a project's forms that ask about people.
async fn personal_fields(tx: &Tx, project: ProjectId) -> Answer<BTreeSet<String>> {
    let ids = erasures::forms_of(tx, project).await?;
    let mut fields = BTreeSet::new();
    for form in forms::find_many(tx, &Scope::system(), &ids).await? {
        let own = form.definition.fields().filter(|(_, field)| field.personal);
        fields.extend(own.map(|(_, field)| field.code.clone()));
    }
    Ok(fields)
}

/// Removes it all but what the application said, which the database lets go only once this is stored.
async fn removed(
    work: &Work<'_>,
    project: &Project,
    erasure: &Erasure,
    personal: &BTreeSet<String>,
) -> Answer<Command> {
    let before = erasures::kept(&work.tx, project.id).await?;
    let instead = files::hold(work.app.store(), instead(work.now, erasure).as_bytes())?;
    let earlier = erasures::of_project(&work.tx, project.id).await?;
    let earlier = earlier.iter().filter_map(|earlier| match &earlier.state {
        State::Done { done, .. } => Some(Sha256::digest(self::instead(done.at, earlier)).into()),
        State::Proposed | State::Withdrawn { .. } => None,
    });
    let earlier: Vec<[u8; 32]> = earlier.collect();
    let removed = erasures::remove(&work.tx, project.id, personal, (&instead, &earlier), work.now).await?;
    let kept = erasures::kept(&work.tx, project.id).await?;
    same(&before, &kept)?;
    Ok(Command::Confirm { removed, kept })
}

/// What is kept in the place of a file that an erasure removed.
fn instead(at: DateTime<Utc>, erasure: &Erasure) -> String {
    let day = calendar::helsinki_date(at);
    format!(
        "Removed by rule on {day}: kept until {}, erasure {}. Its SHA-256 is in the log.\n",
        erasure.kept_until, erasure.id
    )
}

/// Sums stay whatever is removed; where they do not, nothing is.
fn same(before: &Kept, after: &Kept) -> Answer<()> {
    if before == after {
        return Ok(());
    }
    Err(Failure::internal(format!(
        "an erasure would change sums: {before:?} to {after:?}"
    )))
}

/// The first entry about one of the objects that does not agree with what is stored.
async fn disagreeing(tx: &Tx, touched: &Touched) -> Answer<Option<i64>> {
    let ids = |pairs: &[(Uuid, String)]| pairs.iter().map(|(id, _)| *id).collect::<Vec<Uuid>>();
    for (object, ids) in [
        ("ledger_import", touched.imports.clone()),
        ("cost_line", ids(&touched.lines)),
        ("application", ids(&touched.applications)),
        ("survey", ids(&touched.surveys)),
        ("exit_plan", ids(&touched.exit_plans)),
        ("final_report", ids(&touched.final_reports)),
        ("file", touched.files.clone()),
        ("project_result", ids(&touched.results)),
    ] {
        if let Some(entry) = audit::disagreeing(tx, object, &ids).await? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// An entry about each object, so that the log vouches for what is left of it.
fn vouch_anew(work: &mut Work<'_>, project: &Project, erasure: ErasureId, touched: &Touched) -> Answer<()> {
    let note = || Note::details(json!({ "erasure": erasure.to_string() }));
    for id in &touched.imports {
        let about = about(*id, project.id);
        work.record("ledger_import", about, None, Some("submitted"), note());
    }
    for (id, state) in &touched.lines {
        let state: cost_line_verification::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("cost_line", about(*id, project.id), state, state, note());
    }
    for (id, state) in &touched.applications {
        let state: application::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("application", about(*id, project.id), state, state, note());
    }
    for (id, state) in &touched.surveys {
        let state: survey::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("survey", about(*id, project.id), state, state, note());
    }
    for (id, state) in &touched.exit_plans {
        let state: exit_plan::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("exit_plan", about(*id, project.id), state, state, note());
    }
    for (id, state) in &touched.final_reports {
        let state: final_report::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("final_report", about(*id, project.id), state, state, note());
    }
    for id in &touched.files {
        work.record("file", about(*id, project.id), None, None, note());
    }
    for (id, state) in &touched.results {
        let state: project_result::StateName = state.parse().map_err(Failure::internal)?;
        let state = Some(state.code());
        work.record("project_result", about(*id, project.id), state, state, note());
    }
    Ok(())
}

/// What this person can do with it now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, retained: &Retained, erasure: &Erasure) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 2] = [
        (Action::ConfirmErasure, CommandName::Confirm),
        (Action::WithdrawErasure, CommandName::Withdraw),
    ];
    let facts = Facts {
        by: actor.person,
        proposed_by: erasure.proposed.by,
        standing: retained.standing.clone(),
    };
    let standings = retained.project.standings(None);
    availability::<ErasureMachine>(actor, &standings, &erasure.state, &facts, &OFFERED)
}
