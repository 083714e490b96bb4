use chrono::Datelike;
use talkoot_domain::{
    budget_version::{self, BudgetVersionMachine},
    calendar,
    call::Terms,
    decision::{Command, Decision, DecisionMachine, Grant},
    ids::{DecisionId, ProjectId},
    policy::{Action, Actor},
    project::{Period, Project, State},
    schedule::cost_periods,
    workflow,
};
use talkoot_storage::{decisions, projects};

use super::open;
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Version, Work, applications::Dossier};

/// The event by which the other parts of the system learn of a new project; its object is the project.
pub const PROJECT_STARTED: &str = "project_started";

/// Accepts a grant with its terms: in the same transaction the project is born.
///
/// # Errors
/// Refused unless the decision is made and grants something.
pub async fn accept(app: &App, actor: &Actor, request: Request<(DecisionId, Version)>) -> Answer<DecisionId> {
    let mut work = match app.begin(actor, Action::AcceptDecision, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let (decision, dossier, facts) = open(&mut work, id, expected).await?;
    let project: ProjectId = app.new_id();
    let subject = Subject {
        id: id.into(),
        project: Some(project),
    };
    let before = decision.state.clone();
    let state = work.decide::<DecisionMachine>(subject, before, Command::Accept, &facts, Note::none())?;
    let grant = decision
        .proposal
        .grant
        .clone()
        .ok_or_else(|| Failure::internal("an accepted decision grants nothing"))?;
    start(&mut work, project, &decision, grant, &dossier).await?;
    decisions::update(&work.tx, &Decision { state, ..decision }).await?;
    work.finish(id).await
}

async fn start(
    work: &mut Work<'_>,
    id: ProjectId,
    decision: &Decision,
    grant: Grant,
    dossier: &Dossier,
) -> Answer<()> {
    let application = &dossier.application;
    let terms = Terms {
        rate: grant.rate,
        ..dossier.call.details.terms.clone()
    };
    let year = calendar::helsinki_date(work.now).year();
    let running = decisions::next_project_number(&work.tx, year).await?;
    let project = Project {
        id,
        version: 1,
        number: format!("{year}-{running:04}"),
        name: application.title.clone(),
        call: application.call,
        application: application.id,
        decision: decision.id,
        authority: application.authority,
        lead: application.lead,
        award: grant.award,
        advance: grant.advance,
        terms,
        budget: application.budget,
        started_at: work.now,
        state: State::Running,
    };
    let days = cost_periods(project.terms.schedule.cost_period, project.terms.use_period);
    let periods: Vec<Period> = days
        .into_iter()
        .zip(1..)
        .map(|(days, number)| Period {
            id: work.app.new_id(),
            number,
            days,
        })
        .collect();
    let partners: Vec<_> = dossier.partners.iter().map(|partner| partner.id).collect();
    projects::insert(&work.tx, &project, &partners, &periods).await?;
    let subject = Subject {
        id: id.into(),
        project: Some(id),
    };
    approve_budget(work, &project, dossier).await?;
    let note = Note::details(serde_json::json!({
        "number": project.number,
        "award": project.award.to_string(),
        "ratePercent": project.terms.rate.to_string(),
        "decision": decision.id.to_string(),
    }));
    work.record("project", subject, None, None, note);
    work.emit(PROJECT_STARTED, subject);
    Ok(())
}

/// The budget of the application holds from now on. The project's start tells it; it needs no event of its own.
async fn approve_budget(work: &mut Work<'_>, project: &Project, dossier: &Dossier) -> Answer<()> {
    let subject = Subject {
        id: project.budget.into(),
        project: Some(project.id),
    };
    let total = dossier.total()?;
    let facts = budget_version::Facts {
        total,
        proposed_total: total,
    };
    let (proposed, approve) = (budget_version::State::Proposed, budget_version::Command::Approve);
    let done = workflow::transition::<BudgetVersionMachine>(proposed, approve, &facts, work.now)?;
    let note = Note::details(serde_json::json!({ "total": total.to_string() }));
    work.record(
        "budget_version",
        subject,
        Some("proposed"),
        Some("approved"),
        note,
    );
    Ok(projects::set_budget_state(&work.tx, project.budget, done.state).await?)
}
