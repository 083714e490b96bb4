//! The authority's portfolio (*hankesalkku*), to be read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use talkoot_domain::{
    coverage::{Coverage, outcome},
    ids::{CallId, OrganisationId, ProjectId},
    policy::{Actor, Role},
    schedule::ObligationKind,
};
use talkoot_storage::{Page, portfolio};

pub use talkoot_storage::portfolio::{Filter, Overview};

use crate::{Answer, App};

/// The authorities whose portfolio the person may see: as officer, second approver or auditor.
fn authorities(actor: &Actor) -> Vec<OrganisationId> {
    let mut authorities: Vec<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| matches!(held.role, Role::Officer | Role::SecondApprover | Role::Auditor))
        .map(|held| held.organisation)
        .collect();
    authorities.sort_unstable();
    authorities.dedup();
    authorities
}

/// A page of the projects that the person's authorities grant, each at a glance.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, filter: &Filter, page: Page<ProjectId>) -> Answer<Vec<Overview>> {
    Ok(portfolio::list(app.store(), &authorities(actor), filter, page).await?)
}

/// How many projects that are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(portfolio::count(app.store(), &authorities(actor), filter).await?)
}

/// So many projects are read at a time for a file.
const AT_A_TIME: u64 = 500;

/// All of them, for a file.
///
/// # Errors
/// When the database fails.
pub async fn all(app: &App, actor: &Actor, filter: &Filter) -> Answer<Vec<Overview>> {
    let mut all: Vec<Overview> = Vec::new();
    loop {
        let page = Page {
            after: all.last().map(|last| last.project.id),
            first: AT_A_TIME,
        };
        let more = list(app, actor, filter, page).await?;
        let is_last = (more.len() as u64) < AT_A_TIME;
        all.extend(more);
        if is_last {
            return Ok(all);
        }
    }
}

/// How much of what the projects of a call owed by one date of the schedule has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The call.
    pub call: CallId,
    /// The date of the schedule.
    pub planned: NaiveDate,
    /// What came and what did not.
    pub coverage: Coverage,
}

/// How much has come of the reports of a kind that the person's projects owe by their schedules, per call and date,
/// of one call or of all.
///
/// # Errors
/// When the database fails.
pub async fn coverage(
    app: &App,
    actor: &Actor,
    call: Option<CallId>,
    kind: ObligationKind,
) -> Answer<Vec<Covered>> {
    let now = app.now();
    let mut all: BTreeMap<(CallId, NaiveDate), Coverage> = BTreeMap::new();
    for owed in portfolio::owed(app.store(), &authorities(actor), call, kind).await? {
        let so_far = all.entry((owed.call, owed.planned)).or_default();
        *so_far = so_far.with(outcome(owed.due, owed.state, owed.submitted_at, now));
    }
    let all = all.into_iter().map(|((call, planned), coverage)| Covered {
        call,
        planned,
        coverage,
    });
    Ok(all.collect())
}
