//! Granted projects, to be read, and what can be begun in them.

use talkoot_domain::{
    budget_version::State,
    claim::{Asked, check_next, due_period},
    ids::{ApplicationId, BudgetVersionId, DecisionId, PeriodId, ProjectId},
    organisation::Organisation,
    policy::{self, Action, Actor, Standings},
    project::{self, Balance, BudgetCell, Period, Project, SubArea},
    workflow::{Reason as _, Refusal, RefusalCode},
};
pub use talkoot_storage::projects::{BudgetVersion, Participation};
use talkoot_storage::{Page, Scope, balances, claims, cost_reports, projects};

use crate::{
    Answer, App, Availability, actions::permitted, agreements, change_requests, closing, exit_plans, payouts,
};

/// The project, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ProjectId) -> Answer<Option<Project>> {
    Ok(projects::find(app.store(), &Scope::of(actor), id).await?)
}

/// These projects, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[ProjectId]) -> Answer<Vec<Project>> {
    Ok(projects::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The projects that grew from these decisions, for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_decisions(app: &App, actor: &Actor, decisions: &[DecisionId]) -> Answer<Vec<Project>> {
    Ok(projects::of_decisions(app.store(), &Scope::of(actor), decisions).await?)
}

/// A page of projects, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, page: Page<ProjectId>) -> Answer<Vec<Project>> {
    Ok(projects::list(app.store(), &Scope::of(actor), page).await?)
}

/// How many projects this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor) -> Answer<u64> {
    Ok(projects::count(app.store(), &Scope::of(actor)).await?)
}

/// The municipalities that take part in projects that the person sees, by municipality code.
///
/// # Errors
/// When the database fails.
pub async fn municipalities(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Organisation)>> {
    Ok(projects::municipalities(app.store(), projects).await?)
}

/// The periods of projects that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn periods(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Period)>> {
    Ok(projects::periods(app.store(), projects).await?)
}

/// Periods by their ids, each with its project.
///
/// # Errors
/// When the database fails.
pub async fn periods_by_id(app: &App, ids: &[PeriodId]) -> Answer<Vec<(ProjectId, Period)>> {
    Ok(projects::periods_by_id(app.store(), ids).await?)
}

/// The sub-areas of applications, or of the projects that grew from them, that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn sub_areas(app: &App, applications: &[ApplicationId]) -> Answer<Vec<(ApplicationId, SubArea)>> {
    Ok(projects::sub_areas(app.store(), applications).await?)
}

/// What projects that the person sees have claimed and been paid, and what they owe.
///
/// # Errors
/// When the database fails.
pub async fn balances(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Balance)>> {
    Ok(balances::of_projects(app.store(), projects)
        .await?
        .into_iter()
        .collect())
}

/// The cells of a budget that the person sees.
///
/// # Errors
/// When the database fails.
pub async fn budget(app: &App, version: BudgetVersionId) -> Answer<Vec<BudgetCell>> {
    Ok(projects::budget(app.store(), version).await?)
}

/// Whether a project still runs.
///
/// # Errors
/// Refused once it is closed.
pub(crate) fn running(action: Action, project: &Project) -> Result<(), Refusal> {
    match project.state {
        project::State::Running => Ok(()),
        project::State::Closed { .. } => Err(Refusal::of(
            RefusalCode::WrongState,
            "project",
            action.into(),
            "the project is closed; nothing of it changes any more",
        )),
    }
}

/// What this person can do with the project now, beside what its parts offer, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<Availability>> {
    let standings = [project.standings(None)];
    let may = |action| policy::permit(action, actor, &project.standings(None)).is_ok();
    let periods: Vec<Period> = if may(Action::OpenCostReports) || may(Action::DraftClaim) {
        let found = projects::periods(app.store(), &[project.id]).await?;
        found.into_iter().map(|(_, period)| period).collect()
    } else {
        Vec::new()
    };
    let opening = if may(Action::OpenCostReports) {
        can_open(app, project, &periods).await?
    } else {
        Ok(())
    };
    let drafting = if may(Action::DraftClaim) {
        can_draft(app, project, &periods).await?
    } else {
        Ok(())
    };
    let drafting_agreement = if may(Action::DraftAgreement) {
        agreements::can_draft(app, project).await?
    } else {
        Ok(())
    };
    let final_payout = payouts::final_action(app, actor, project).await?;
    let mut available = vec![
        permitted(Action::OpenCostReports, actor, &standings, opening),
        permitted(Action::DraftClaim, actor, &standings, drafting),
        permitted(
            Action::CreateChangeRequest,
            actor,
            &standings,
            change_requests::can_begin(project),
        ),
        final_payout,
        permitted(Action::DraftAgreement, actor, &standings, drafting_agreement),
    ];
    available.extend(planning(app, actor, project).await?);
    available.push(exit_plans::start_available(app, actor, project).await?);
    available.extend(lasting(app, actor, project).await?);
    // Also when it is closed: what came of it is asked later.
    available.push(permitted(Action::CreateSurvey, actor, &standings, Ok(())));
    available.extend(closing::close_action(app, actor, project).await?);
    Ok(available)
}

/// What can be begun of forecasts, milestones and risks: by the lead, by a partner for its own costs, and by the
/// municipality that leads a sub-area.
async fn planning(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<Availability>> {
    let partners = projects::partners(app.store(), &[project.id]).await?;
    let areas = projects::sub_areas(app.store(), &[project.application]).await?;
    let whole = || std::iter::once(project.standings(None));
    let takes_part = partners
        .iter()
        .map(|(_, one)| project.standings(Some(one.organisation)));
    let takes_part: Vec<Standings> = whole().chain(takes_part).collect();
    let leads = areas.iter().map(|(_, area)| project.standings(Some(area.lead)));
    let leads: Vec<Standings> = whole().chain(leads).collect();
    let offered = [
        (Action::SetCostForecast, &takes_part),
        (Action::AddMilestone, &leads),
        (Action::RaiseRisk, &leads),
    ];
    let mut all: Vec<Availability> = offered
        .into_iter()
        .map(|(action, standings)| permitted(action, actor, standings, running(action, project)))
        .collect();
    all.push(permitted(
        Action::PlanSteeringMeeting,
        actor,
        &[project.standings(None)],
        Ok(()),
    ));
    // Also when it is closed.
    all.push(permitted(Action::CreateProjectResult, actor, &leads, Ok(())));
    Ok(all)
}

/// What can be begun of effects: indicators by the lead, benefits by the lead and by a partner for itself.
async fn lasting(app: &App, actor: &Actor, project: &Project) -> Answer<[Availability; 2]> {
    let partners = projects::partners(app.store(), &[project.id]).await?;
    let whole = [project.standings(None)];
    let own = partners
        .iter()
        .map(|(_, one)| project.standings(Some(one.organisation)));
    let takes_part: Vec<Standings> = whole.iter().copied().chain(own).collect();
    let begun =
        |action, standings: &[Standings]| permitted(action, actor, standings, running(action, project));
    Ok([
        begun(Action::AddIndicator, &whole),
        begun(Action::StateBenefit, &takes_part),
    ])
}

/// Whether a period has begun for which some partner has no report.
async fn can_open(app: &App, project: &Project, periods: &[Period]) -> Answer<Result<(), Refusal>> {
    let participations = projects::participations(app.store(), &[project.id]).await?;
    let refused =
        |code, message: String| Refusal::of(code, "period", Action::OpenCostReports.into(), message);
    let mut reason = refused(
        RefusalCode::Duplicate,
        "the cost reports of every period are open already".to_owned(),
    );
    for period in periods {
        if app.today() < period.days.first {
            let message = format!(
                "period {} begins on {}; open its cost reports then",
                period.number, period.days.first
            );
            reason = refused(RefusalCode::Deadline, message);
            break;
        }
        let open =
            cost_reports::of_project_period(app.store(), &Scope::system(), project.id, period.id).await?;
        let missing = participations.iter().any(|(_, one)| {
            one.reports_for(period.days) && open.iter().all(|report| report.partner != one.organisation)
        });
        if missing {
            return Ok(Ok(()));
        }
    }
    Ok(Err(reason))
}

/// Whether the period that is due can be claimed.
async fn can_draft(app: &App, project: &Project, periods: &[Period]) -> Answer<Result<(), Refusal>> {
    let last = periods.iter().map(|period| period.number).max().unwrap_or(0);
    let links = claims::chain(app.store(), project.id).await?;
    let due = due_period(&links, last);
    let waiting = claims::waiting(app.store(), project.id, due).await?;
    let asked = Asked {
        period: due,
        is_last: false,
        waiting_reports: waiting.len() as u64,
    };
    let checked = check_next(&links, &asked, last);
    Ok(checked.map_err(|why| Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), "claim", Action::DraftClaim.into(), why.to_string())
    }))
}

/// The versions of the budget of a project that the person sees, oldest first. The authority alone sees
/// what is only proposed.
///
/// # Errors
/// When the database fails.
pub async fn budget_versions(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<BudgetVersion>> {
    let mut versions = projects::budget_versions(app.store(), project.application).await?;
    let of_authority = actor
        .memberships
        .iter()
        .any(|held| held.organisation == project.authority);
    // The versions of the application before the grant never held.
    versions.retain(|version| {
        let held = !matches!(version.state, State::Proposed | State::Discarded { .. });
        held || (of_authority && version.part.is_some())
    });
    Ok(versions)
}

/// Versions of budgets to which something refers that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn budget_versions_by_id(app: &App, ids: &[BudgetVersionId]) -> Answer<Vec<BudgetVersion>> {
    Ok(projects::budget_versions_by_id(app.store(), ids).await?)
}

/// How long each partner of projects that the person sees takes part.
///
/// # Errors
/// When the database fails.
pub async fn participations(app: &App, projects: &[ProjectId]) -> Answer<Vec<(ProjectId, Participation)>> {
    Ok(projects::participations(app.store(), projects).await?)
}
