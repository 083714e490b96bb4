use talkoot_domain::{
    calendar,
    claim::{Asked, Claim, ClaimMachine, Command, End, Event, State, Why, check_last, check_next},
    cost_report,
    hands::Deed,
    ids::{ClaimId, CostReportId, PeriodId, ProjectId},
    policy::{Action, Actor},
    project::{Period, Project},
    workflow::Stamp,
};
use talkoot_storage::{claims, hands, projects};
use uuid::Uuid;

use super::{
    facts,
    figures::{cannot, compute},
    locked, refused, subject,
};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work, changes};

/// The period to be claimed.
#[derive(Clone, Copy, Debug)]
pub struct DraftClaim {
    /// Of which project.
    pub project: ProjectId,
    /// For which period.
    pub period: PeriodId,
    /// Whether it shall be the last claim of the project.
    pub is_last: bool,
}

/// Consolidates the accepted cost reports of a period, and late ones of earlier periods, into a draft.
///
/// # Errors
/// Refused while another claim is open, out of the order of periods, and when nothing is waiting. The last
/// claim is refused before the use period is over and while a cost report is missing.
pub async fn draft(app: &App, actor: &Actor, request: Request<DraftClaim>) -> Answer<ClaimId> {
    const ACTION: Action = Action::DraftClaim;
    let asked = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    let periods = projects::periods(&work.tx, &[project.id]).await?;
    let periods: Vec<Period> = periods.into_iter().map(|(_, period)| period).collect();
    let last = periods.iter().map(|period| period.number).max().unwrap_or(0);
    let period = periods.iter().find(|period| period.id == asked.period);
    let period = period.ok_or(Failure::NotFound("period"))?;
    let links = claims::chain(&work.tx, project.id).await?;
    let own = claims::waiting(&work.tx, project.id, period.number).await?;
    let next = Asked {
        period: period.number,
        is_last: asked.is_last,
        waiting_reports: own.len() as u64,
    };
    check_next(&links, &next, last).map_err(|why| refused(ACTION.into(), &why))?;
    if asked.is_last {
        let end = end(&work, &project, &periods).await?;
        check_last(period.number, &end).map_err(|why| refused(ACTION.into(), &why))?;
    }
    let number = links.iter().map(|link| link.number).max().unwrap_or(0) + 1;
    let computed = compute(&work.tx, &project, (number, asked.is_last), &own).await?;
    let computed = computed.map_err(|why| cannot(ACTION.into(), &why))?;
    let claim = Claim {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number,
        period: period.id,
        is_last: asked.is_last,
        lead: project.lead,
        drafted: Stamp {
            by: actor.person,
            at: work.now,
        },
        figures: computed.consolidation.figures,
        answered: None,
        state: State::Draft,
    };
    claims::insert(&work.tx, &claim).await?;
    let reports: Vec<CostReportId> = own.iter().map(|held| held.report).collect();
    hold(&work, claim.id, &reports, Deed::Drafted).await?;
    claims::store_parts(&work.tx, claim.id, &computed.parts()).await?;
    let details = serde_json::json!({
        "number": number,
        "period": period.number,
        "reports": reports.len(),
        "last": asked.is_last,
        "amount": claim.figures.amount.to_string(),
    });
    work.record(
        "claim",
        subject(&claim),
        None,
        Some("draft"),
        Note::details(details),
    );
    work.emit(Event::Drafted.into(), subject(&claim));
    work.finish(claim.id).await
}

/// How far the project is from its end.
async fn end(work: &Work<'_>, project: &Project, periods: &[Period]) -> Answer<End> {
    let reports = claims::states(&work.tx, project.id).await?;
    let taking_part = projects::participations(&work.tx, &[project.id]).await?;
    let is_in = |state| {
        matches!(
            state,
            cost_report::StateName::LeadAccepted | cost_report::StateName::Locked
        )
    };
    let not_accepted = reports.iter().filter(|(_, state)| !is_in(*state)).count() as u64;
    let expected = |period: &Period| {
        let reporting = taking_part.iter().filter(|(_, one)| one.reports_for(period.days));
        reporting.count() as u64
    };
    let never_opened = periods
        .iter()
        .filter(|period| !reports.iter().any(|(id, _)| *id == period.id));
    let never_opened: u64 = never_opened.map(expected).sum();
    Ok(End {
        last_period: periods.iter().map(|period| period.number).max().unwrap_or(0),
        use_period_last: project.terms.use_period.last,
        today: calendar::helsinki_date(work.now),
        missing_reports: not_accepted + never_opened,
    })
}

/// Lets the claim hold the reports, and remembers who drafted or computed it and who prepared what it is
/// made of: none of them decides about it.
async fn hold(work: &Work<'_>, claim: ClaimId, reports: &[CostReportId], deed: Deed) -> Answer<()> {
    claims::hold(&work.tx, claim, reports).await?;
    work.had_a_hand("claim", claim.into(), deed).await?;
    let parts: Vec<Uuid> = reports.iter().map(|&report| report.into()).collect();
    let (whole, parts) = (("claim", claim.into()), ("cost_report", parts.as_slice()));
    Ok(hands::inherit(&work.tx, whole, parts, Deed::Reported).await?)
}

/// Takes into a draft the cost reports accepted since, leaves out those that are accepted no longer,
/// and computes it anew.
///
/// # Errors
/// Refused once it is submitted, and when no report is left.
pub async fn recompute(app: &App, actor: &Actor, request: Request<(ClaimId, Version)>) -> Answer<ClaimId> {
    const ACTION: Action = Action::RecomputeClaim;
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, claim) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("claim", claim.id.into(), claim.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, &claim, actor.person).await?;
    let state = claim.state.clone();
    let state =
        work.decide::<ClaimMachine>(subject(&claim), state, Command::Recompute, &facts, Note::none())?;
    let periods = projects::periods_by_id(&work.tx, &[claim.period]).await?;
    let period = periods.first().map_or(0, |(_, period)| period.number);
    let mut own = claims::held(&work.tx, id).await?;
    own.retain(|held| held.state == cost_report::StateName::LeadAccepted);
    own.extend(claims::waiting(&work.tx, project.id, period).await?);
    if own.is_empty() && !claim.is_last {
        return Err(refused(ACTION.into(), &Why::NoReports));
    }
    let reports: Vec<CostReportId> = own.iter().map(|held| held.report).collect();
    hold(&work, id, &reports, Deed::Changed).await?;
    let computed = compute(&work.tx, &project, (claim.number, claim.is_last), &own).await?;
    let computed = computed.map_err(|why| cannot(ACTION.into(), &why))?;
    claims::store_parts(&work.tx, id, &computed.parts()).await?;
    let figures = computed.consolidation.figures;
    let changed = changes::between(&changes::figures(&claim.figures), &changes::figures(&figures));
    work.annotate("changed", changed);
    work.annotate("reports", serde_json::json!(reports.len()));
    claims::update(
        &work.tx,
        &Claim {
            state,
            figures,
            ..claim
        },
    )
    .await?;
    work.finish(id).await
}
