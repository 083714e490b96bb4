//! Benefits: stated with a calculation by the lead, or by a partner for itself; worked out by the engine.

use std::fmt::Debug;

use serde_json::{Value, json};
use talkoot_domain::{
    benefit::{
        Benefit, BenefitMachine, Calculated, Calculation, Command, CommandName, Event, Facts, FormulaName,
        Mechanism, State, Why,
    },
    ids::{BenefitId, OrganisationId, ProjectId},
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine as _, Name as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{
    Scope, benefits,
    projects::{self, Participation},
};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, Work, availability,
    projects::running,
};

/// A benefit to be stated.
#[derive(Clone, Debug)]
pub struct StateBenefit {
    /// Of which project.
    pub project: ProjectId,
    /// The municipality that has it; all of them when there is none.
    pub municipality: Option<OrganisationId>,
    /// By what it is saved.
    pub mechanism: Mechanism,
    /// What it is.
    pub name: String,
    /// How it is calculated, or what is wrong with what was written.
    pub calculation: Result<Calculation, Why>,
}

/// A benefit to be calculated anew.
#[derive(Clone, Debug)]
pub struct RecalculateBenefit {
    /// Which.
    pub id: BenefitId,
    /// The version that was read.
    pub expected_version: Version,
    /// How it is calculated, or what is wrong with what was written.
    pub calculation: Result<Calculation, Why>,
}

/// A benefit to be withdrawn.
#[derive(Clone, Debug)]
pub struct WithdrawBenefit {
    /// Which.
    pub id: BenefitId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

fn subject(benefit: &Benefit) -> Subject {
    Subject {
        id: benefit.id.into(),
        project: Some(benefit.project),
    }
}

fn refused(action: Action, why: &Why) -> Failure {
    let object = BenefitMachine::OBJECT;
    let refusal = Refusal::of(why.code(), object, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}

/// What came of a calculation.
fn calculated(work: &Work<'_>, actor: &Actor, calculation: Calculation) -> Result<Calculated, Why> {
    let worked = calculation.work()?;
    Ok(Calculated {
        calculation,
        result: worked.result,
        calculated: Stamp {
            by: actor.person,
            at: work.now,
        },
    })
}

fn logged(calculated: &Calculated) -> Value {
    let formula = FormulaName::from(&calculated.calculation).code();
    let reading: Option<&'static str> = calculated.calculation.reading().map(Into::into);
    let figures = calculated
        .calculation
        .figures()
        .into_iter()
        .map(|(name, figure)| {
            let figure = json!({
                "value": figure.value.to_string(), "unit": figure.unit, "source": figure.source,
            });
            (name.to_owned(), figure)
        });
    json!({
        "formula": formula, "figures": Value::Object(figures.collect()), "reading": reading,
        "result": calculated.result.to_string(),
    })
}

/// States a benefit with its calculation.
///
/// # Errors
/// Refused without a name, for a calculation that cannot be, for a municipality that takes no part, and once the project
/// is closed.
pub async fn state(app: &App, actor: &Actor, request: Request<StateBenefit>) -> Answer<BenefitId> {
    const ACTION: Action = Action::StateBenefit;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(asked.municipality))?;
    running(ACTION, &project)?;
    takes_part(&work, &project, asked.municipality).await?;
    Benefit::check(&asked.name).map_err(|why| refused(ACTION, &why))?;
    let first = asked
        .calculation
        .and_then(|calculation| calculated(&work, actor, calculation))
        .map_err(|why| refused(ACTION, &why))?;
    let benefit = Benefit {
        id: app.new_id(),
        version: 1,
        project: project.id,
        municipality: asked.municipality,
        mechanism: asked.mechanism,
        name: asked.name.trim().to_owned(),
        calculations: vec![first],
        state: State::Stated,
    };
    benefits::insert(&work.tx, &benefit).await?;
    let calculation = benefit.calculations.first().map(logged);
    let note = Note::details(json!({ "name": benefit.name, "calculation": calculation }));
    let about = subject(&benefit);
    let state = Some(BenefitMachine::INITIAL.code());
    work.record(BenefitMachine::OBJECT, about, None, state, note);
    work.emit(Event::Stated.into(), about);
    work.finish(benefit.id).await
}

async fn takes_part(work: &Work<'_>, project: &Project, municipality: Option<OrganisationId>) -> Answer<()> {
    let Some(municipality) = municipality else {
        return Ok(());
    };
    let partners = projects::participations(&work.tx, &[project.id]).await?;
    let takes_part = |one: &Participation| one.organisation == municipality && !one.has_left();
    if partners.iter().any(|(_, one)| takes_part(one)) {
        return Ok(());
    }
    let message = "this municipality takes no part in the project; name one that does, or none for all";
    Err(work.faulty(&["municipalityId"], message))
}

/// Calculates a benefit anew; the calculation before stays readable.
///
/// # Errors
/// Refused for a calculation that cannot be, and once the benefit is withdrawn.
pub async fn recalculate(
    app: &App,
    actor: &Actor,
    request: Request<RecalculateBenefit>,
) -> Answer<BenefitId> {
    let body = request.body.clone();
    let asked = (Action::RecalculateBenefit, (body.id, body.expected_version));
    let command = body
        .calculation
        .map(|calculation| Command::Recalculate(Box::new(calculation)));
    change(app, actor, asked, request, command, Note::none()).await
}

/// Says that there is no such benefit after all; it stays readable.
///
/// # Errors
/// Refused without a reason, and once it is withdrawn.
pub async fn withdraw(app: &App, actor: &Actor, request: Request<WithdrawBenefit>) -> Answer<BenefitId> {
    let body = request.body.clone();
    let asked = (Action::WithdrawBenefit, (body.id, body.expected_version));
    let note = Note::reason(body.reason.trim());
    let command = Command::Withdraw { reason: body.reason };
    change(app, actor, asked, request, Ok(command), note).await
}

async fn change<T: Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, (BenefitId, Version)),
    request: Request<T>,
    command: Result<Command, Why>,
    mut note: Note,
) -> Answer<BenefitId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = benefits::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("benefit", seen)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let benefit = benefits::find(&work.tx, &work.scope, id).await?;
    let benefit = work.found("benefit", benefit)?;
    work.permit(&project.standings(benefit.municipality))?;
    running(action, &project)?;
    let object = BenefitMachine::OBJECT;
    work.same_version(object, benefit.id.into(), benefit.version, expected)
        .await?;
    let command = command.map_err(|why| refused(action, &why))?;
    let next = match &command {
        Command::Recalculate(calculation) => {
            let next = calculated(&work, actor, (**calculation).clone());
            Some(next.map_err(|why| refused(action, &why))?)
        }
        Command::Withdraw { .. } => None,
    };
    if let Some(next) = &next {
        note = Note::details(json!({ "calculation": logged(next) }));
    }
    let facts = Facts { by: actor.person };
    let before = benefit.state.clone();
    let state = work.decide::<BenefitMachine>(subject(&benefit), before, command, &facts, note)?;
    if let Some(next) = &next {
        benefits::append(&work.tx, id, benefit.calculations.len(), next).await?;
    }
    benefits::update(&work.tx, &Benefit { state, ..benefit }).await?;
    work.finish(id).await
}

/// The benefit, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: BenefitId) -> Answer<Option<Benefit>> {
    Ok(benefits::find(app.store(), &Scope::of(actor), id).await?)
}

/// The benefits of projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Benefit>> {
    Ok(benefits::of_projects(app.store(), projects).await?)
}

/// What this person can do with it now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, project: &Project, benefit: &Benefit) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 2] = [
        (Action::RecalculateBenefit, CommandName::Recalculate),
        (Action::WithdrawBenefit, CommandName::Withdraw),
    ];
    availability::<BenefitMachine>(
        actor,
        &project.standings(benefit.municipality),
        &benefit.state,
        &Facts { by: actor.person },
        &OFFERED,
    )
}
