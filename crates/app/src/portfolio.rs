//! The authority's portfolio (*hankesalkku*), to be read.

mod keep;
mod late;

pub(crate) use keep::{Touched, keep};
pub use keep::{differing, keep_older};
pub use late::{LateAsked, all_late, count_late, late};

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    calendar,
    coverage::{Coverage, outcome},
    ids::{CallId, OrganisationId, PortfolioReportId, ProjectId},
    policy::{Actor, Role},
    portfolio_entry::Submitted,
    portfolio_report::PortfolioReport,
    portfolio_view::{Filter, Order},
    schedule::ObligationKind,
    workflow::Refusal,
};
use talkoot_storage::{Page, mails, portfolio, portfolio::Question};

pub use talkoot_storage::portfolio::{Overview, late::Late};

use crate::{Answer, App};

/// The authorities whose portfolio the person may see: as officer, second approver or auditor.
#[must_use]
pub fn authorities(actor: &Actor) -> Vec<OrganisationId> {
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

/// Which projects of the portfolio are asked for, and as it stood when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Which projects.
    pub filter: Filter,
    /// As it stood at the end of a day that is over, in Helsinki; now unless told. The same day gives the same answer
    /// for ever.
    pub as_of: Option<NaiveDate>,
}

impl Asked {
    /// The moment, when it is not now.
    ///
    /// # Errors
    /// Refused for a day that is not over, which could still change.
    fn moment(&self, app: &App) -> Answer<Option<DateTime<Utc>>> {
        moment(app, self.as_of)
    }
}

fn moment(app: &App, as_of: Option<NaiveDate>) -> Answer<Option<DateTime<Utc>>> {
    let today = app.today();
    if as_of.is_some_and(|day| day >= today) {
        let message = format!(
            "only a day that is over stays as it is; ask for one before {today}, or for none to see now"
        );
        return Err(Refusal::input("portfolio", &["asOf"], message).into());
    }
    Ok(as_of.map(calendar::end_of_day))
}

/// A page of the projects that the person's authorities grant, each at a glance.
///
/// # Errors
/// Refused as of a day that is not over; else when the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    asked: &Asked,
    order: Order,
    page: Page<ProjectId>,
) -> Answer<Vec<Overview>> {
    let authorities = authorities(actor);
    let question = Question {
        authorities: &authorities,
        filter: &asked.filter,
        as_of: asked.moment(app)?,
    };
    Ok(portfolio::list(app.store(), &question, order, page).await?)
}

/// How many projects that are.
///
/// # Errors
/// As for [`list`].
pub async fn count(app: &App, actor: &Actor, asked: &Asked) -> Answer<u64> {
    let authorities = authorities(actor);
    let question = Question {
        authorities: &authorities,
        filter: &asked.filter,
        as_of: asked.moment(app)?,
    };
    Ok(portfolio::count(app.store(), &question).await?)
}

/// So many projects are read at a time for a file.
const AT_A_TIME: u64 = 500;

/// All of them, for a file.
///
/// # Errors
/// As for [`list`].
pub async fn all(app: &App, actor: &Actor, asked: &Asked, order: Order) -> Answer<Vec<Overview>> {
    let mut all: Vec<Overview> = Vec::new();
    loop {
        let page = Page {
            after: all.last().map(|last| last.project.id),
            first: AT_A_TIME,
        };
        let more = list(app, actor, asked, order, page).await?;
        let is_last = (more.len() as u64) < AT_A_TIME;
        all.extend(more);
        if is_last {
            return Ok(all);
        }
    }
}

/// The reports with these ids, without the facts that they keep; the person has found the entries that show them.
///
/// # Errors
/// When the database fails.
pub async fn reports(app: &App, ids: &[PortfolioReportId]) -> Answer<Vec<PortfolioReport>> {
    Ok(portfolio::reports(app.store(), ids).await?)
}

/// The reports of projects that the person has found, whose lights were shown one after the other, oldest first; until
/// the end of a day, or until now.
///
/// # Errors
/// When the database fails.
pub async fn lights(
    app: &App,
    projects: &[ProjectId],
    as_of: Option<NaiveDate>,
) -> Answer<Vec<(ProjectId, Submitted)>> {
    Ok(portfolio::lights(app.store(), projects, as_of.map(calendar::end_of_day)).await?)
}

/// How many mails went out about projects that the person has found; until the end of a day, or until now.
///
/// # Errors
/// When the database fails.
pub async fn mails_sent(
    app: &App,
    projects: &[ProjectId],
    as_of: Option<NaiveDate>,
) -> Answer<Vec<(ProjectId, u64)>> {
    Ok(mails::sent_about(app.store(), projects, as_of.map(calendar::end_of_day)).await?)
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
/// of one call or of all; as it stood at the end of a day that is over, or now.
///
/// # Errors
/// Refused as of a day that is not over; else when the database fails.
pub async fn coverage(
    app: &App,
    actor: &Actor,
    (call, kind): (Option<CallId>, ObligationKind),
    as_of: Option<NaiveDate>,
) -> Answer<Vec<Covered>> {
    let at = moment(app, as_of)?;
    let mut all: BTreeMap<(CallId, NaiveDate), Coverage> = BTreeMap::new();
    for owed in portfolio::owed(app.store(), &authorities(actor), (call, kind), at).await? {
        let so_far = all.entry((owed.call, owed.planned)).or_default();
        let now = at.unwrap_or_else(|| app.now());
        *so_far = so_far.with(outcome(owed.due, owed.state, owed.submitted_at, now));
    }
    let all = all.into_iter().map(|((call, planned), coverage)| Covered {
        call,
        planned,
        coverage,
    });
    Ok(all.collect())
}
