use serde_json::json;
use talkoot_domain::{
    calendar,
    hands::Hands,
    ids::{ObligationId, PortfolioReportId},
    obligation::{CommandName, Obligation, ObligationMachine},
    policy::{self, Action, Actor},
    portfolio_report::{Content, PortfolioReport, PortfolioReportMachine, State},
    project::Project,
    schedule::ObligationKind,
    workflow::{self, Machine, Name, Reason, Refusal, RefusalCode},
};
use talkoot_storage::{Access, Scope, portfolio_reports};

use crate::{Answer, App, Availability, Begun, Note, Request, obligations};

const ACTION: Action = Action::StartPortfolioReport;

/// Starts the report that an obligation asks for, with the words of the last one that was submitted.
///
/// # Errors
/// Refused before the obligation opens, once it is settled, and when it has a report already.
pub async fn start(app: &App, actor: &Actor, request: Request<ObligationId>) -> Answer<PortfolioReportId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, obligation) = obligations::locked(&work, request.body).await?;
    work.permit(&project.standings(Some(obligation.responsible)))?;
    startable(&work.tx, &obligation, work.now).await??;
    // What was reported the last time is where the new report begins; its facts are looked up anew.
    let last =
        portfolio_reports::submitted_before(&work.tx, &Scope::system(), project.id, None, None).await?;
    let report = PortfolioReport {
        id: app.new_id(),
        version: 1,
        project: project.id,
        obligation: obligation.id,
        started_by: actor.person,
        content: last.map_or_else(Content::default, |last| last.content),
        snapshot: None,
        state: State::Draft { asked: None },
    };
    portfolio_reports::insert(&work.tx, &report).await?;
    let subject = obligations::subject(report.id.into(), &project);
    let note = Note::details(json!({ "obligation": obligation.id.to_string() }));
    let object = PortfolioReportMachine::OBJECT;
    work.record(
        object,
        subject,
        None,
        Some(PortfolioReportMachine::INITIAL.code()),
        note,
    );
    work.emit("portfolio_report_started", subject);
    work.finish(report.id).await
}

/// Whether this person can start the report of an obligation now, and why not.
pub(crate) async fn start_available(
    app: &App,
    actor: &Actor,
    project: &Project,
    obligation: &Obligation,
) -> Answer<Availability> {
    let standings = project.standings(Some(obligation.responsible));
    let refusal = match policy::permit(ACTION, actor, &standings) {
        Err(refusal) => Some(refusal),
        Ok(_) => startable(app.store(), obligation, app.now()).await?.err(),
    };
    Ok(Availability {
        action: ACTION,
        refusal,
    })
}

async fn startable(
    db: &impl Access,
    obligation: &Obligation,
    now: chrono::DateTime<chrono::Utc>,
) -> Answer<Result<(), Refusal>> {
    let refuse = |code, message: String| Refusal {
        path: vec!["obligationId".to_owned()],
        ..Refusal::of(code, ObligationMachine::OBJECT, ACTION.into(), message)
    };
    if obligation.kind != ObligationKind::PortfolioReport {
        let message = format!(
            "this obligation asks for a {}, not for a portfolio report",
            obligation.kind
        );
        return Ok(Err(refuse(RefusalCode::InvalidInput, message.replace('_', " "))));
    }
    if let Err(early) = obligation.check_begun(calendar::helsinki_date(now)) {
        return Ok(Err(refuse(early.code(), early.to_string())));
    }
    // Handing in needs no second person, so nobody's hand is looked for.
    let facts = obligation.facts(uuid::Uuid::nil().into(), Hands::default(), now);
    if let Err(refusal) = workflow::check::<ObligationMachine>(&obligation.state, CommandName::Submit, &facts)
    {
        return Ok(Err(refusal));
    }
    let existing = portfolio_reports::of_obligations(db, &Scope::system(), &[obligation.id]).await?;
    if !existing.is_empty() {
        let message = "the report of this obligation has been started already; go on with that one";
        return Ok(Err(refuse(RefusalCode::Duplicate, message.to_owned())));
    }
    Ok(Ok(()))
}
