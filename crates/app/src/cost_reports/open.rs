use talkoot_domain::{
    cost_report::{CostReport, Event, State},
    ids::{OrganisationId, PeriodId, ProjectId},
    policy::{Action, Actor},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{cost_reports, projects};

use super::subject;
use crate::{Answer, App, Begun, Note, Request};

/// Which period of which project.
#[derive(Clone, Copy, Debug)]
pub struct OpenCostReports {
    /// The project.
    pub project: ProjectId,
    /// The period.
    pub period: PeriodId,
}

/// Opens the cost report of a period for every partner that has none; earlier periods need not be
/// complete.
///
/// # Errors
/// Refused before the period begins and when every partner has its report.
pub async fn open(app: &App, actor: &Actor, request: Request<OpenCostReports>) -> Answer<PeriodId> {
    let mut work = match app.begin(actor, Action::OpenCostReports, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let periods = projects::periods(&work.tx, &[project.id]).await?;
    let period = periods
        .into_iter()
        .map(|(_, period)| period)
        .find(|period| period.id == asked.period);
    let period = work.found("period", period)?;
    if app.today() < period.days.first {
        return Err(refused(
            RefusalCode::Deadline,
            format!(
                "period {} begins on {}; open its cost reports then",
                period.number, period.days.first
            ),
        ));
    }
    let open = cost_reports::of_project_period(&work.tx, &work.scope, project.id, period.id).await?;
    // Who has left by then, or joins later, has no costs in the period.
    let participations = projects::participations(&work.tx, &[project.id]).await?;
    let expected = |partner: &OrganisationId| {
        let mut found = participations
            .iter()
            .filter(|(_, one)| one.organisation == *partner);
        found.any(|(_, one)| one.reports_for(period.days))
    };
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    let reports: Vec<CostReport> = partners
        .into_iter()
        .map(|(_, partner)| partner.organisation)
        .filter(expected)
        .filter(|partner| !open.iter().any(|report| report.partner == *partner))
        .map(|partner| CostReport {
            id: app.new_id(),
            version: 1,
            project: project.id,
            partner,
            period: period.id,
            budget_version: project.budget,
            prepared_by: None,
            import: None,
            frozen_at: None,
            state: State::Open,
        })
        .collect();
    if reports.is_empty() {
        return Err(refused(
            RefusalCode::Duplicate,
            format!("the cost reports of period {} are open already", period.number),
        ));
    }
    cost_reports::insert_many(&work.tx, &reports).await?;
    for report in &reports {
        work.record("cost_report", subject(report), None, Some("open"), Note::none());
        work.emit(Event::Opened.into(), subject(report));
    }
    work.finish(period.id).await
}

fn refused(code: RefusalCode, message: String) -> crate::Failure {
    Refusal::of(code, "period", Action::OpenCostReports.into(), message).into()
}
