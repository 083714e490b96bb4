use std::collections::BTreeSet;

use serde_json::json;
use talkoot_domain::{
    final_report::{Event, FinalReport, FinalReportMachine, State, forms as asked_in},
    form::Form,
    hands::Hands,
    ids::{FinalReportId, ObligationId},
    obligation::{CommandName, Obligation, ObligationMachine},
    policy::{self, Action, Actor},
    project::Project,
    workflow::{self, Machine as _, Name as _, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, Scope, final_reports, forms};

use crate::{Answer, App, Availability, Begun, Note, Request, obligations};

const ACTION: Action = Action::StartFinalReport;

/// The forms that a report answers.
struct Asked {
    outline: Form,
    evaluation: Option<Form>,
}

/// Begins the report that an obligation asks for, in the versions of the authority's forms that are in use now.
///
/// # Errors
/// Refused for obligations of another kind, once it is settled, when it has a report already, and when
/// the authority has published no form for it.
pub async fn start(app: &App, actor: &Actor, request: Request<ObligationId>) -> Answer<FinalReportId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, obligation) = obligations::locked(&work, request.body).await?;
    work.permit(&project.standings(Some(obligation.responsible)))?;
    let asked = startable(&work.tx, &project, &obligation, work.now).await??;
    let report = FinalReport {
        id: app.new_id(),
        version: 1,
        project: project.id,
        obligation: obligation.id,
        form: asked.outline.id,
        evaluation: asked.evaluation.map(|form| form.id),
        started: Stamp {
            by: actor.person,
            at: work.now,
        },
        facts: None,
        state: State::Draft,
    };
    final_reports::insert(&work.tx, &report).await?;
    let subject = obligations::subject(report.id.into(), &project);
    let forms: Vec<String> = report.forms().iter().map(ToString::to_string).collect();
    let note = Note::details(json!({ "obligation": obligation.id.to_string(), "forms": forms }));
    let state = Some(FinalReportMachine::INITIAL.code());
    work.record(FinalReportMachine::OBJECT, subject, None, state, note);
    work.emit(Event::Started.into(), subject);
    work.finish(report.id).await
}

/// Whether this person can begin the report of an obligation now, and why not.
pub(crate) async fn start_available(
    app: &App,
    actor: &Actor,
    project: &Project,
    obligation: &Obligation,
) -> Answer<Availability> {
    let standings = project.standings(Some(obligation.responsible));
    let refusal = match policy::permit(ACTION, actor, &standings) {
        Err(refusal) => Some(refusal),
        Ok(_) => startable(app.store(), project, obligation, app.now())
            .await?
            .err(),
    };
    Ok(Availability {
        action: ACTION,
        refusal,
    })
}

async fn startable(
    db: &impl Access,
    project: &Project,
    obligation: &Obligation,
    now: chrono::DateTime<chrono::Utc>,
) -> Answer<Result<Asked, Refusal>> {
    let refuse = |code, message: String| Refusal {
        path: vec!["obligationId".to_owned()],
        ..Refusal::of(code, ObligationMachine::OBJECT, ACTION.into(), message)
    };
    let Some((outline, evaluation)) = asked_in(obligation.kind) else {
        let kind = obligation.kind.to_string().replace('_', " ");
        let message = format!("this obligation asks for a {kind}, not for a final or an interim report");
        return Ok(Err(refuse(RefusalCode::InvalidInput, message)));
    };
    // It may be written before it can be handed in. Handing in needs no second person, so nobody's hand is looked for.
    let facts = obligation.facts(uuid::Uuid::nil().into(), Hands::default(), now);
    if let Err(refusal) = workflow::check::<ObligationMachine>(&obligation.state, CommandName::Submit, &facts)
    {
        return Ok(Err(refusal));
    }
    let existing = final_reports::of_obligations(db, &Scope::system(), &[obligation.id]).await?;
    if !existing.is_empty() {
        let message = "the report of this obligation has been begun already; go on with that one";
        return Ok(Err(refuse(RefusalCode::Duplicate, message.to_owned())));
    }
    let Some(outline_in_use) = forms::in_use(db, project.authority, outline).await? else {
        let message = format!(
            "the authority has published no form \"{outline}\"; hand in a statement (submitObligation), or wait until it \
             has"
        );
        return Ok(Err(refuse(RefusalCode::WrongState, message)));
    };
    let evaluation = match evaluation {
        Some(code) => forms::in_use(db, project.authority, code).await?,
        None => None,
    };
    if let Some(field) = asked_twice(&outline_in_use, evaluation.as_ref()) {
        let message = format!(
            "the forms of the authority both ask under the code \"{field}\"; it publishes a version of one that does not"
        );
        return Ok(Err(refuse(RefusalCode::WrongState, message)));
    }
    Ok(Ok(Asked {
        outline: outline_in_use,
        evaluation,
    }))
}

/// The first code of a field or a section that stands in both forms.
fn asked_twice(outline: &Form, evaluation: Option<&Form>) -> Option<String> {
    let evaluation = evaluation?;
    let fields = |form: &Form| -> BTreeSet<String> {
        form.definition
            .fields()
            .map(|(_, field)| field.code.clone())
            .collect()
    };
    let sections = |form: &Form| -> BTreeSet<String> {
        let sections = form.definition.sections.iter();
        sections.map(|section| section.code.clone()).collect()
    };
    let twice = |one: BTreeSet<String>, other: BTreeSet<String>| one.intersection(&other).next().cloned();
    twice(fields(outline), fields(evaluation)).or_else(|| twice(sections(outline), sections(evaluation)))
}
