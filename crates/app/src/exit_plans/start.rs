use serde_json::json;
use talkoot_domain::{
    exit_plan::{Event, ExitPlan, ExitPlanMachine, FORM, State},
    form::Form,
    ids::{ExitPlanId, ProjectId},
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine as _, Name as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, exit_plans, forms, projects};

use super::subject;
use crate::{Answer, App, Availability, Begun, Note, Request, actions::permitted, projects::running};

const ACTION: Action = Action::StartExitPlan;

/// Begins the exit plan of a project, in the version of the authority's form that is in use now.
///
/// # Errors
/// Refused when the project has one, when its authority has published no form for it, and once the project is closed.
pub async fn start(app: &App, actor: &Actor, request: Request<ProjectId>) -> Answer<ExitPlanId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, request.body).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let form = startable(&work.tx, &project).await??;
    let plan = ExitPlan {
        id: app.new_id(),
        version: 1,
        project: project.id,
        form: form.id,
        started: Stamp {
            by: actor.person,
            at: work.now,
        },
        notes: Vec::new(),
        state: State::Draft,
    };
    exit_plans::insert(&work.tx, &plan).await?;
    let note = Note::details(json!({ "form": form.id.to_string() }));
    let state = Some(ExitPlanMachine::INITIAL.code());
    work.record(ExitPlanMachine::OBJECT, subject(&plan), None, state, note);
    work.emit(Event::Started.into(), subject(&plan));
    work.finish(plan.id).await
}

/// Whether this person can begin the plan of a project now, and why not.
pub(crate) async fn start_available(app: &App, actor: &Actor, project: &Project) -> Answer<Availability> {
    let known = startable(app.store(), project).await?.map(drop);
    Ok(permitted(ACTION, actor, &[project.standings(None)], known))
}

async fn startable(db: &impl Access, project: &Project) -> Answer<Result<Form, Refusal>> {
    if let Err(refusal) = running(ACTION, project) {
        return Ok(Err(refusal));
    }
    let refuse = |code, message: String| Refusal {
        path: vec!["projectId".to_owned()],
        ..Refusal::of(code, ExitPlanMachine::OBJECT, ACTION.into(), message)
    };
    if !exit_plans::of_projects(db, &[project.id]).await?.is_empty() {
        let message = "the project has an exit plan already; go on with that one";
        return Ok(Err(refuse(RefusalCode::Duplicate, message.to_owned())));
    }
    Ok(forms::in_use(db, project.authority, FORM).await?.ok_or_else(|| {
        let message = format!(
            "the authority has published no form \"{FORM}\"; it takes the shipped one or its own (importForm, publishForm)"
        );
        refuse(RefusalCode::WrongState, message)
    }))
}
