//! What held before an amendment, what holds now, and since when.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    amendment::{
        AreaDays, Content,
        plan::{self, AreaTimetable, Description, Since, Step},
    },
    change_part::ChangePart,
    ids::SubAreaId,
    project::Project,
};
use talkoot_storage::{Access, Scope, amendments, applications, change_parts, obligations, projects};

use crate::{Answer, App, Failure, project_contacts::named};

/// What a project is for and when it is done: what held from when.
#[derive(Clone, Debug)]
pub struct PlanHistory {
    /// Its purpose and goals, from the application on; the last one holds.
    pub descriptions: Vec<Description>,
    /// The days of each sub-area.
    pub timetable: Vec<AreaTimetable>,
}

/// The plan of a project that the person has found, from the application on.
///
/// # Errors
/// When the database fails.
pub async fn plan_history(app: &App, project: &Project) -> Answer<PlanHistory> {
    history(app.store(), project).await
}

/// What held, or holds, of what a part changes: now while it is not in force, before it afterwards. Nothing where
/// the amendment, the budget or the terms say it.
///
/// # Errors
/// When the database fails.
pub async fn held_before(app: &App, part: &ChangePart) -> Answer<Option<Content>> {
    if let Some(amendment) = amendments::of_parts(app.store(), &[part.id]).await?.pop() {
        return Ok(amendment.replaced);
    }
    let project = projects::find(app.store(), &Scope::system(), part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    // What is only proposed is not shown by what it would take the place of.
    let content = if part.state_name().is_undecided() {
        &part.asked
    } else {
        part.content()
    };
    replaced(app.store(), &project, content, app.now()).await
}

async fn history(db: &impl Access, project: &Project) -> Answer<PlanHistory> {
    let amendments = amendments::of_projects(db, &[project.id]).await?;
    let parts = change_parts::in_force(db, project.id).await?;
    let steps: Vec<Step> = amendments
        .iter()
        .filter_map(|amendment| {
            let part = parts.iter().find(|part| part.id == amendment.part)?;
            let since = Since {
                number: amendment.number,
                part: part.id,
                from: amendment.effective_on,
            };
            let content = part.content().clone();
            Some(Step { since, content })
        })
        .collect();
    let application = applications::find(db, &Scope::system(), project.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let areas = projects::sub_areas(db, &[project.application]).await?;
    let areas: Vec<SubAreaId> = areas.into_iter().map(|(_, area)| area.id).collect();
    let now = project.terms.use_period;
    let baseline = amendments
        .first()
        .map_or(now, |first| first.before.terms.use_period);
    Ok(PlanHistory {
        descriptions: plan::descriptions(&application.summary, &steps),
        timetable: plan::timetable(&areas, baseline, now, &steps),
    })
}

/// What the content would take the place of in the project as it is.
pub(super) async fn replaced(
    db: &impl Access,
    project: &Project,
    content: &Content,
    now: DateTime<Utc>,
) -> Answer<Option<Content>> {
    Ok(match content {
        Content::Extension { .. } | Content::EarlyStop { .. } => Some(Content::Extension {
            last: project.terms.use_period.last,
        }),
        Content::ScopeChange { .. } => {
            let held = history(db, project).await?;
            held.descriptions.last().map(Description::scope)
        }
        Content::ChangeOfDirection { .. } => {
            let held = history(db, project).await?;
            held.descriptions.last().map(Description::content)
        }
        Content::Timetable { days } => {
            let held = history(db, project).await?;
            let named = |one: &&AreaTimetable| days.iter().any(|asked| asked.sub_area == one.sub_area);
            let days = held.timetable.iter().filter(named).map(|one| AreaDays {
                sub_area: one.sub_area,
                first: one.days.first,
                last: one.days.last,
            });
            Some(Content::Timetable { days: days.collect() })
        }
        Content::PersonInCharge {
            municipality, duty, ..
        } => {
            let person = named(db, project.id, *municipality, (*duty).into(), now).await?;
            person.map(|person| Content::PersonInCharge {
                municipality: *municipality,
                duty: *duty,
                person,
                items: Vec::new(),
            })
        }
        Content::ReportDeadline { obligation, .. } => {
            let owed = obligations::of_project(db, project.id).await?;
            let owed = owed.into_iter().find(|one| one.id == *obligation);
            owed.map(|one| Content::ReportDeadline {
                obligation: one.id,
                date: one.nominal,
            })
        }
        Content::BudgetShift { .. }
        | Content::PartnerLeaving { .. }
        | Content::PartnerJoining { .. }
        | Content::LeadChange { .. } => None,
    })
}
