//! Where the costs of projects stand against their budgets: computed, never typed; and what people foresee.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use talkoot_domain::{
    cost_position::{CostForecast, Position, Reported},
    cost_report::StateName,
    ids::{ClaimId, CostForecastId, CostReportId, OrganisationId, ProjectId, SubAreaId},
    money::Money,
    policy::{Action, Actor},
    project::Project,
    workflow::{Reason as _, Refusal, Stamp},
};
use talkoot_storage::{
    Access, Page, Scope, claims, cost_forecasts, cost_line_verification, cost_reports, projects,
};

use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Version, Work, projects::running};

/// So many of a project's reports and claims are looked at.
const MOST: u64 = 10_000;
const OBJECT: &str = "cost_forecast";

/// What will still be spent, as somebody foresees it.
#[derive(Clone, Debug)]
pub struct SetCostForecast {
    /// In which project.
    pub project: ProjectId,
    /// The number of the forecast that was read; 0 when there was none.
    pub expected_version: Version,
    /// By which municipality.
    pub partner: OrganisationId,
    /// In which sub-area.
    pub sub_area: SubAreaId,
    /// How much, EUR; none takes an earlier forecast back.
    pub remaining: Option<Money>,
    /// On what it rests.
    pub note: String,
}

/// The cost position of a project that the person has found: of all municipalities for the lead and the authority, of
/// the own ones for everybody else.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn of_project(app: &App, actor: &Actor, project: &Project) -> Answer<Position> {
    let position = whole(app.store(), project).await?;
    Ok(match own_only(actor, project) {
        None => position,
        Some(own) => position.only(&own),
    })
}

/// The forecasts of a project that the person has found, oldest first, for whoever sees their costs.
///
/// # Errors
/// When the database fails.
pub async fn forecasts(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<CostForecast>> {
    let mut found = cost_forecasts::of_project(app.store(), project.id).await?;
    if let Some(own) = own_only(actor, project) {
        found.retain(|one| own.contains(&one.partner));
    }
    Ok(found)
}

/// The forecast, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CostForecastId) -> Answer<Option<CostForecast>> {
    let found = cost_forecasts::find(app.store(), &Scope::of(actor), id).await?;
    let Some(forecast) = found else {
        return Ok(None);
    };
    let project = projects::find(app.store(), &Scope::of(actor), forecast.project).await?;
    let sees = project
        .is_some_and(|project| own_only(actor, &project).is_none_or(|own| own.contains(&forecast.partner)));
    Ok(sees.then_some(forecast))
}

/// The own organisations of somebody who sees no others' costs; none for the lead and the authority.
fn own_only(actor: &Actor, project: &Project) -> Option<BTreeSet<OrganisationId>> {
    let own: BTreeSet<OrganisationId> = actor.memberships.iter().map(|held| held.organisation).collect();
    let sees_all = own.contains(&project.lead) || own.contains(&project.authority);
    (!sees_all).then_some(own)
}

/// The cost position of a whole project.
pub(crate) async fn whole(db: &impl Access, project: &Project) -> Answer<Position> {
    let budget = projects::budget(db, project.budget).await?;
    let reported = reported(db, project.id).await?;
    let forecasts = cost_forecasts::of_project(db, project.id).await?;
    let flat = project.terms.flat_rate();
    Position::of(&budget, &reported, &forecasts, flat.as_ref()).map_err(Failure::internal)
}

/// What the submitted cost reports say. What is in an approved claim is accepted; the rest awaits it.
async fn reported(db: &impl Access, project: ProjectId) -> Answer<Vec<Reported>> {
    let all = Scope::system();
    let page = Page {
        after: None,
        first: MOST,
    };
    let reports = cost_reports::list(db, &all, project, None, page).await?;
    let partner_of: BTreeMap<CostReportId, OrganisationId> = reports
        .iter()
        .filter(|report| {
            let state = StateName::from(&report.state);
            !matches!(state, StateName::Open | StateName::Returned)
        })
        .map(|report| (report.id, report.partner))
        .collect();
    let ids: Vec<CostReportId> = partner_of.keys().copied().collect();
    let page = Page {
        after: None,
        first: MOST,
    };
    let claims = claims::list(db, &all, project, page).await?;
    let approved: BTreeSet<ClaimId> = claims
        .iter()
        .filter(|claim| claim.state_name().is_approved())
        .map(|claim| claim.id)
        .collect();
    let accepted: BTreeSet<CostReportId> = claims::holders(db, &ids)
        .await?
        .into_iter()
        .filter(|(_, claim)| approved.contains(claim))
        .map(|(report, _)| report)
        .collect();
    let sums = cost_line_verification::sums(db, &ids).await?;
    Ok(sums
        .into_iter()
        .filter_map(|sum| {
            let is_accepted = accepted.contains(&sum.report);
            let (accepted, awaiting) = if is_accepted {
                (sum.counted, Money::ZERO)
            } else {
                (Money::ZERO, sum.counted)
            };
            Some(Reported {
                partner: *partner_of.get(&sum.report)?,
                category: sum.category,
                sub_area: sum.sub_area,
                accepted,
                awaiting,
            })
        })
        .collect())
}

/// Says what a municipality will still spend in a sub-area, or takes an earlier forecast back.
///
/// # Errors
/// Refused without a note, for less than nothing, for a municipality or a sub-area that is not the project's, once the
/// project is closed, and when somebody was first.
pub async fn set_forecast(
    app: &App,
    actor: &Actor,
    request: Request<SetCostForecast>,
) -> Answer<CostForecastId> {
    const ACTION: Action = Action::SetCostForecast;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(Some(asked.partner)))?;
    running(ACTION, &project)?;
    belongs(&work, &project, &asked).await?;
    let all = cost_forecasts::of_project(&work.tx, project.id).await?;
    let latest = all
        .iter()
        .filter(|one| (one.partner, one.sub_area) == (asked.partner, asked.sub_area))
        .max_by_key(|one| one.number);
    let number = latest.map_or(0, |one| one.number);
    let about = latest.map_or_else(|| project.id.into(), |one| one.id.into());
    work.same_version(OBJECT, about, number.into(), asked.expected_version)
        .await?;
    let forecast = CostForecast {
        id: app.new_id(),
        project: project.id,
        partner: asked.partner,
        sub_area: asked.sub_area,
        number: number.saturating_add(1),
        remaining: asked.remaining,
        actual: actual(&work, &project, &asked).await?,
        note: asked.note.trim().to_owned(),
        entered: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    forecast.check().map_err(|faulty| {
        let refusal = Refusal::of(faulty.code(), OBJECT, ACTION.into(), faulty.to_string());
        Failure::from(Refusal {
            path: faulty.path(),
            ..refusal
        })
    })?;
    cost_forecasts::insert(&work.tx, &forecast).await?;
    let subject = Subject {
        id: forecast.id.into(),
        project: Some(project.id),
    };
    let note = Note::details(json!({
        "partner": forecast.partner.to_string(), "subArea": forecast.sub_area.to_string(),
        "remaining": forecast.remaining.map(|remaining| remaining.to_string()),
        "actual": forecast.actual.to_string(), "note": forecast.note,
    }));
    work.record(OBJECT, subject, None, None, note);
    work.emit("cost_forecast_set", subject);
    work.finish(forecast.id).await
}

/// Whether the municipality and the sub-area are the project's.
async fn belongs(work: &Work<'_>, project: &Project, asked: &SetCostForecast) -> Answer<()> {
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    if !partners.iter().any(|(_, one)| one.organisation == asked.partner) {
        let message = "the municipality takes no part in the project; name one that does";
        return Err(work.faulty(&["partnerId"], message));
    }
    let areas = projects::sub_areas(&work.tx, &[project.application]).await?;
    if !areas.iter().any(|(_, area)| area.id == asked.sub_area) {
        let message = "the project has no such sub-area; name one of its own";
        return Err(work.faulty(&["subAreaId"], message));
    }
    Ok(())
}

async fn actual(work: &Work<'_>, project: &Project, asked: &SetCostForecast) -> Answer<Money> {
    let position = whole(&work.tx, project).await?;
    let place = (asked.partner, asked.sub_area);
    let area = position
        .areas
        .iter()
        .find(|area| (area.partner, area.sub_area) == place);
    Ok(area.map(|area| area.figures.actual).unwrap_or_default())
}
