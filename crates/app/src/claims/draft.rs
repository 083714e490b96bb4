use talkoot_domain::{
    claim::{Claim, ClaimMachine, Command, Event, State, Why, check_next},
    cost_report,
    hands::Deed,
    ids::{ClaimId, CostReportId, PeriodId, ProjectId},
    policy::{Action, Actor},
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
}

/// Consolidates the accepted cost reports of a period, and late ones of earlier periods, into a draft.
///
/// # Errors
/// Refused while another claim is open, out of the order of periods, and when nothing is waiting.
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
    let last = periods.iter().map(|(_, period)| period.number).max().unwrap_or(0);
    let period = periods.iter().find(|(_, period)| period.id == asked.period);
    let (_, period) = period.ok_or(Failure::NotFound("period"))?;
    let links = claims::chain(&work.tx, project.id).await?;
    let own = claims::waiting(&work.tx, project.id, period.number).await?;
    check_next(&links, period.number, last, own.len() as u64).map_err(|why| refused(ACTION.into(), &why))?;
    let number = links.iter().map(|link| link.number).max().unwrap_or(0) + 1;
    let computed = compute(&work.tx, &project, number, &own).await?;
    let computed = computed.map_err(|why| cannot(ACTION.into(), &why))?;
    let claim = Claim {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number,
        period: period.id,
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
    work.same_version("claim", claim.version, expected)?;
    let facts = facts(&work.tx, &project, &claim, actor.person).await?;
    let state = claim.state.clone();
    let state =
        work.decide::<ClaimMachine>(subject(&claim), state, Command::Recompute, &facts, Note::none())?;
    let periods = projects::periods_by_id(&work.tx, &[claim.period]).await?;
    let period = periods.first().map_or(0, |(_, period)| period.number);
    let mut own = claims::held(&work.tx, id).await?;
    own.retain(|held| held.state == cost_report::StateName::LeadAccepted);
    own.extend(claims::waiting(&work.tx, project.id, period).await?);
    if own.is_empty() {
        return Err(refused(ACTION.into(), &Why::NoReports));
    }
    let reports: Vec<CostReportId> = own.iter().map(|held| held.report).collect();
    hold(&work, id, &reports, Deed::Changed).await?;
    let computed = compute(&work.tx, &project, claim.number, &own).await?;
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
