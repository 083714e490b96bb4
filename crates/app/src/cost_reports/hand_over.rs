use std::fmt::Debug;

use talkoot_domain::{
    cost_report::{Command, CostReport, CostReportMachine},
    ids::CostReportId,
    policy::{Action, Actor},
};
use talkoot_storage::cost_reports;

use super::{facts, locked, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version, obligations};

/// A report to be given back.
#[derive(Clone, Debug)]
pub struct ReturnCostReport {
    /// Which.
    pub id: CostReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the partner is to correct.
    pub reasons: String,
}

/// Hands a report to the lead municipality.
///
/// # Errors
/// Refused to whoever prepared it, and while anything is missing.
pub async fn submit(
    app: &App,
    actor: &Actor,
    request: Request<(CostReportId, Version)>,
) -> Answer<CostReportId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::SubmitCostReport,
        &request,
        asked,
        Command::Submit,
    )
    .await
}

/// Gives a report back to its partner.
///
/// # Errors
/// Refused without reasons.
pub async fn give_back(app: &App, actor: &Actor, request: Request<ReturnCostReport>) -> Answer<CostReportId> {
    let asked = (request.body.id, request.body.expected_version);
    let reasons = request.body.reasons.trim().to_owned();
    let command = Command::Return { reasons };
    step(app, actor, Action::ReturnCostReport, &request, asked, command).await
}

/// Accepts a report into the project's claim.
///
/// # Errors
/// Refused in any state but submitted.
pub async fn accept(
    app: &App,
    actor: &Actor,
    request: Request<(CostReportId, Version)>,
) -> Answer<CostReportId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::AcceptCostReport,
        &request,
        asked,
        Command::Accept,
    )
    .await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (CostReportId, Version),
    command: Command,
) -> Answer<CostReportId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, report) = locked(&work, id).await?;
    work.permit(&standings(&project, &report))?;
    work.same_version("cost_report", report.version, expected)?;
    let facts = facts(&work.tx, &report, actor.person).await?;
    let note = match &command {
        Command::Return { reasons } => Note::reason(reasons),
        _ => Note::none(),
    };
    let about = subject(&report);
    let state = work.decide::<CostReportMachine>(about, report.state, command, &facts, note)?;
    cost_reports::update(&work.tx, &CostReport { state, ..report }).await?;
    obligations::follow_cost_report(&mut work, id).await?;
    work.finish(id).await
}
