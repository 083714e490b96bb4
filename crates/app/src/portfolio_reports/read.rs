use talkoot_domain::{
    ids::{ObligationId, PortfolioReportId},
    policy::{Action, Actor},
    portfolio_report::{CommandName, PortfolioReport, PortfolioReportMachine, RiskNote},
};
use talkoot_storage::{Scope, portfolio_reports, projects};

use super::facts;
use crate::{Answer, App, Availability, Failure, availability};

/// The report, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PortfolioReportId) -> Answer<Option<PortfolioReport>> {
    Ok(portfolio_reports::find(app.store(), &Scope::of(actor), id).await?)
}

/// The reports of these obligations, for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_obligations(
    app: &App,
    actor: &Actor,
    obligations: &[ObligationId],
) -> Answer<Vec<PortfolioReport>> {
    Ok(portfolio_reports::of_obligations(app.store(), &Scope::of(actor), obligations).await?)
}

/// The notes about risks in reports that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn risks(app: &App, reports: &[PortfolioReportId]) -> Answer<Vec<RiskNote>> {
    Ok(portfolio_reports::risks(app.store(), reports).await?)
}

/// What this person can do with the report now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    report: &PortfolioReport,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::UpdatePortfolioReport, CommandName::Update),
        (
            Action::ApprovePortfolioReportBySteering,
            CommandName::ApproveBySteering,
        ),
        (Action::SubmitPortfolioReport, CommandName::Submit),
        (Action::AcceptPortfolioReport, CommandName::Accept),
        (Action::ReturnPortfolioReport, CommandName::Return),
    ];
    let project = projects::find(app.store(), &Scope::of(actor), report.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    Ok(availability::<PortfolioReportMachine>(
        actor,
        &project.standings(None),
        &report.state,
        &facts(report, actor.person),
        &OFFERED,
    ))
}
