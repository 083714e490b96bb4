use talkoot_domain::{
    ids::{ObligationId, PortfolioReportId},
    policy::{Action, Actor},
    portfolio_report::{
        CommandName, Needed, PortfolioReport, PortfolioReportMachine, RiskNote, Since, Snapshot, StateName,
        since,
    },
    project::Project,
};
use talkoot_storage::{Scope, portfolio_reports};

use super::{facts, needed_by, snapshot_of};
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
        StateName::Submitted | StateName::Accepted if report.snapshot.is_some() => {
            Ok(report.snapshot.clone())
        }
        // A list of reports leaves the facts out.
        StateName::Submitted | StateName::Accepted => {
            let whole = portfolio_reports::find(app.store(), &Scope::system(), report.id).await?;
            Ok(whole.and_then(|whole| whole.snapshot))
        }
        StateName::Draft | StateName::SteeringApproved | StateName::Returned => {
            Ok(Some(snapshot_of(app.store(), project).await?))
        }
    }
}

/// What the report must explain: above the limits of the call, by the facts that it shows.
///
/// # Errors
/// When the database fails.
pub async fn must_explain(app: &App, project: &Project, report: &PortfolioReport) -> Answer<Vec<Needed>> {
    match snapshot(app, project, report).await? {
        Some(snapshot) => needed_by(app.store(), project, &snapshot).await,
        None => Ok(Vec::new()),
    }
}

/// The report that was submitted before this one, as this person sees it, and what changed since; none when there is
/// none.
///
/// # Errors
/// When the database fails.
pub async fn changes(
    app: &App,
    actor: &Actor,
    project: &Project,
    report: &PortfolioReport,
) -> Answer<Option<(PortfolioReport, Since)>> {
    let before = report.state.submitted().map(|submitted| submitted.at);
    let scope = Scope::of(actor);
    let earlier =
        portfolio_reports::submitted_before(app.store(), &scope, project.id, Some(report.id), before).await?;
    let Some(earlier) = earlier else {
        return Ok(None);
    };
    // Of a report that was submitted before facts were kept, the lights alone are compared.
    let now = snapshot(app, project, report).await?;
    let known = now.as_ref().and(earlier.snapshot.as_ref());
    let now = now.clone().unwrap_or_default();
    let found = since((&earlier.content, known), (&report.content, &now));
    Ok(Some((earlier, found)))
}

/// The notes about risks in reports that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn notes(app: &App, reports: &[PortfolioReportId]) -> Answer<Vec<RiskNote>> {
    Ok(portfolio_reports::risks(app.store(), reports).await?)
}

/// What this person can do with the report of this project now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
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
    let facts = facts(app.store(), project, report, actor.person).await?;
    Ok(availability::<PortfolioReportMachine>(
        actor,
        &project.standings(None),
        &report.state,
        &facts,
        &OFFERED,
    ))
}
