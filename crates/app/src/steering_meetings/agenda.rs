//! What a steering group has to look at, out of what is open in the project.

mod titles;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use talkoot_domain::{
    calendar,
    form::Words,
    ids::OrganisationId,
    language::Language,
    milestone,
    organisation::Organisation,
    policy::{self, Action, Actor},
    portfolio_report,
    project::Project,
    risk,
    schedule::ObligationKind,
    steering_meeting::{AgendaItem, Matter, MatterKind},
};
use talkoot_storage::{
    Access, Scope, change_requests, milestones, obligations, organisations, portfolio_reports, risks,
    steering_meetings as storage,
};
use uuid::Uuid;

use crate::{Answer, App, Work, project_contacts};

/// Something that a meeting has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The thing.
    pub matter: Matter,
    /// What it is, in a few words of each language.
    pub title: Words,
    /// Its last day, where it has one.
    pub due: Option<NaiveDate>,
}

/// What is due within so many days is looked at.
const DAYS_AHEAD: i64 = 35;
/// A risk is high when its probability times its effect is at least this, of 25.
const HIGH_RISK: u8 = 12;

/// What is open in a project that the person has found: reports that wait for the steering group, what is due within
/// five weeks or late, change requests that are not decided, milestones that are late, risks that are high or were
/// raised since the last meeting, and duties that nobody holds. For those who plan meetings, for it names what others
/// than those whom it concerns do not see.
///
/// # Errors
/// When the database fails.
pub async fn proposed_agenda(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<Proposed>> {
    if policy::permit(Action::PlanSteeringMeeting, actor, &project.standings(None)).is_err() {
        return Ok(Vec::new());
    }
    propose(app, app.store(), project, app.now()).await
}

/// The same as points of an agenda.
pub(super) async fn items(work: &Work<'_>, project: &Project) -> Answer<Vec<AgendaItem>> {
    let proposed = propose(work.app, &work.tx, project, work.now).await?;
    Ok(proposed.into_iter().map(item).collect())
}

fn item(proposed: Proposed) -> AgendaItem {
    AgendaItem {
        title: proposed.title.fi.clone(),
        // What is named in the project is called the same everywhere.
        words: Some(proposed.title).filter(|words| words.fi != words.sv || words.fi != words.en),
        matter: Some(proposed.matter),
    }
}

/// Points as somebody sends them, those that the engine wrote in all languages again: what is open, and what stands in
/// the agenda already. Of a point that was worded otherwise, that wording stays.
pub(super) async fn recognised(
    work: &Work<'_>,
    project: &Project,
    sent: Vec<AgendaItem>,
    known: &[AgendaItem],
) -> Answer<Vec<AgendaItem>> {
    if sent.iter().all(|one| one.matter.is_none()) {
        return Ok(sent);
    }
    let mut written = items(work, project).await?;
    written.extend_from_slice(known);
    let same = |one: &AgendaItem, other: &AgendaItem| {
        let title = one.title.trim();
        one.matter == other.matter && Language::ALL.iter().any(|&of| other.title_in(of) == title)
    };
    Ok(sent
        .into_iter()
        .map(|one| {
            let found = written
                .iter()
                .find(|other| other.words.is_some() && one.matter.is_some() && same(&one, other));
            found.cloned().unwrap_or(one)
        })
        .collect())
}

async fn propose(
    app: &App,
    db: &impl Access,
    project: &Project,
    now: DateTime<Utc>,
) -> Answer<Vec<Proposed>> {
    let mut all = of_reporting(db, project, now).await?;
    for request in change_requests::undecided(db, project.id).await? {
        let title = titles::change_request();
        all.push(proposed(MatterKind::ChangeRequest, request, title, None));
    }
    all.extend(of_plans(db, project).await?);
    all.extend(of_people(app, db, project).await?);
    Ok(all)
}

fn proposed(kind: MatterKind, object: impl Into<Uuid>, title: Words, due: Option<NaiveDate>) -> Proposed {
    let object = object.into();
    Proposed {
        matter: Matter { kind, object },
        title,
        due,
    }
}

async fn of_reporting(db: &impl Access, project: &Project, now: DateTime<Utc>) -> Answer<Vec<Proposed>> {
    use portfolio_report::State as S;
    let owed = obligations::of_project(db, project.id).await?;
    let reported: Vec<_> = owed
        .iter()
        .filter(|one| one.kind == ObligationKind::PortfolioReport)
        .map(|one| one.id)
        .collect();
    let mut all = Vec::new();
    for report in portfolio_reports::of_obligations(db, &Scope::system(), &reported).await? {
        if matches!(report.state, S::Draft { .. } | S::Returned { .. }) {
            let due = owed
                .iter()
                .find(|one| one.id == report.obligation)
                .map(|one| one.due);
            all.push(proposed(MatterKind::Report, report.id, titles::report(), due));
        }
    }
    let today = calendar::helsinki_date(now);
    let until = today
        .checked_add_signed(TimeDelta::days(DAYS_AHEAD))
        .unwrap_or(today);
    let mut awaited: Vec<_> = owed
        .iter()
        .filter(|one| one.state.is_awaited() && one.due <= until)
        .collect();
    awaited.sort_by_key(|one| (one.due, one.id));
    for one in awaited {
        let title = titles::obligation(one.kind, one.due)?;
        all.push(proposed(MatterKind::Obligation, one.id, title, Some(one.due)));
    }
    Ok(all)
}

async fn of_plans(db: &impl Access, project: &Project) -> Answer<Vec<Proposed>> {
    let mut all = Vec::new();
    for milestone in milestones::of_projects(db, &[project.id]).await? {
        if matches!(milestone.state, milestone::State::Delayed { .. }) {
            let (id, due) = (milestone.id, milestone.forecast);
            let title = titles::own(&milestone.name);
            all.push(proposed(MatterKind::Milestone, id, title, Some(due)));
        }
    }
    let last = storage::latest_held(db, project.id).await?;
    let last = last.map(|meeting| meeting.details.starts_at);
    for risk in risks::of_projects(db, &[project.id]).await? {
        if matches!(risk.state, risk::State::Closed { .. }) {
            continue;
        }
        let high = risk.judgement.probability.saturating_mul(risk.judgement.effect) >= HIGH_RISK;
        let new = last.is_none_or(|last| risk.raised.at > last);
        if high || new {
            all.push(proposed(
                MatterKind::Risk,
                risk.id,
                titles::own(&risk.topic),
                None,
            ));
        }
    }
    Ok(all)
}

async fn of_people(app: &App, db: &impl Access, project: &Project) -> Answer<Vec<Proposed>> {
    let vacant = project_contacts::vacancies(app, &[project.id]).await?;
    let of: Vec<OrganisationId> = vacant.iter().map(|(_, one)| one.municipality).collect();
    let names = organisations::find_many(db, &of).await?;
    let found: HashMap<OrganisationId, Organisation> = names.into_iter().map(|one| (one.id, one)).collect();
    Ok(vacant
        .into_iter()
        .map(|(_, one)| {
            let title = titles::vacancy(found.get(&one.municipality));
            proposed(MatterKind::Vacancy, one.municipality, title, None)
        })
        .collect())
}
