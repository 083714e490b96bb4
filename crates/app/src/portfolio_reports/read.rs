use talkoot_domain::{
    ids::{ObligationId, PortfolioReportId},
    policy::{Action, Actor},
    portfolio_report::{CommandName, PortfolioReport, PortfolioReportMachine, RiskNote, Snapshot, StateName},
    project::Project,
};
use talkoot_storage::{Scope, portfolio_reports};

use super::{facts, snapshot_of};
use crate::{Answer, App, Availability, availability};

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

/// The facts that a report shows: as they were at its submission while it is with the authority, else as they are now.
/// None in a report that was submitted before they were kept.
///
/// # Errors
/// When the database fails.
pub async fn snapshot(app: &App, project: &Project, report: &PortfolioReport) -> Answer<Option<Snapshot>> {
    match StateName::from(&report.state) {
        StateName::Submitted | StateName::Accepted => Ok(report.snapshot.clone()),
        StateName::Draft | StateName::SteeringApproved | StateName::Returned => {
            Ok(Some(snapshot_of(app.store(), project).await?))
        }
    }
}

/// The notes about risks in reports that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn risks(app: &App, reports: &[PortfolioReportId]) -> Answer<Vec<RiskNote>> {
    Ok(portfolio_reports::risks(app.store(), reports).await?)
}

/// What this person can do with the report of this project now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, project: &Project, report: &PortfolioReport) -> Vec<Availability> {
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
    availability::<PortfolioReportMachine>(
        actor,
        &project.standings(None),
        &report.state,
        &facts(report, actor.person),
        &OFFERED,
    )
}
