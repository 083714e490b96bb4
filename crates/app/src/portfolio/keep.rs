//! What the portfolio shows of a project, kept at each moment at which it changes.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use talkoot_domain::{
    ids::ProjectId,
    portfolio_entry::Entry,
    project::{Project, State},
};
use talkoot_storage::{Access, Scope, Store, Tx, audit::NewEntry, balances, outbox, portfolio, projects};

use crate::{Answer, App, Failure, cost_positions, project_contacts};

/// What the portfolio shows nothing of, though it belongs to a project. Whatever is not listed is looked at again,
/// so that something new is rather kept once too often than not at all.
const NOT_SHOWN: [&str; 10] = [
    "agreement",
    "bank_account",
    "calendar_feed",
    "change_request",
    "file",
    "ledger_import",
    "milestone",
    "payment_hold",
    "supplement_request",
    "transfer",
];
/// So many projects are looked at between two looks for more.
const AT_A_TIME: u64 = 500;

/// The projects whose entry may have changed by what is about to be logged.
pub(crate) fn touched(entries: &[NewEntry]) -> BTreeSet<ProjectId> {
    entries
        .iter()
        .filter(|entry| !NOT_SHOWN.contains(&entry.object))
        .filter_map(|entry| entry.project)
        .collect()
}

/// Keeps what the portfolio shows of these projects from now on, as the last thing before the log is written: what
/// others committed before is seen, and nobody else can write in between.
pub(crate) async fn keep(tx: &Tx, touched: &BTreeSet<ProjectId>, now: DateTime<Utc>) -> Answer<()> {
    if touched.is_empty() {
        return Ok(());
    }
    outbox::wait_for_turn(tx).await?;
    let ids: Vec<ProjectId> = touched.iter().copied().collect();
    for project in projects::find_many(tx, &Scope::system(), &ids).await? {
        let entry = entry(tx, &project, now).await?;
        portfolio::keep(tx, &project, &entry, now).await?;
        portfolio::keep_obligations(tx, project.id, now).await?;
    }
    Ok(())
}

/// What the portfolio shows of a project now.
async fn entry(db: &impl Access, project: &Project, now: DateTime<Utc>) -> Answer<Entry> {
    let seen = portfolio::seen(db, project.id).await?;
    let balances = balances::of_projects(db, &[project.id]).await?;
    let costs = cost_positions::whole(db, project).await?;
    let costs = costs.total().map_err(Failure::internal)?;
    let vacancies = project_contacts::vacancies_on(db, &[project.id], now).await?;
    Ok(Entry {
        lead: project.lead,
        award: project.award,
        is_closed: matches!(project.state, State::Closed { .. }),
        use_period: project.terms.use_period,
        balance: balances.get(&project.id).copied().unwrap_or_default(),
        foreseen_grant: Entry::grant_of(&costs, project.terms.rate),
        costs,
        open: seen.open,
        overdue: seen.overdue,
        oldest_overdue: seen.oldest_overdue,
        report: seen.report,
        risks_open: seen.risks_open,
        risks_occurred: seen.risks_occurred,
        vacancies: u64::try_from(vacancies.len()).unwrap_or(u64::MAX),
    })
}

/// Keeps what the portfolio shows of projects that are older than the keeping. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn keep_older(app: &App) -> Answer<u64> {
    let mut kept = 0;
    loop {
        let ids = portfolio::unkept(app.store(), AT_A_TIME).await?;
        if ids.is_empty() {
            return Ok(kept);
        }
        for id in ids {
            let mut work = app.begin_system("keepPortfolio").await?;
            work.touch(id);
            work.close().await?;
            kept += 1;
        }
    }
}

/// The running projects of which the portfolio shows something else than what follows from everything else, and the
/// closed ones: none, unless somebody changed rows by hand. A duty that became vacant overnight is no difference.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn differing(store: &Store, now: DateTime<Utc>) -> Answer<Vec<ProjectId>> {
    let mut differing = Vec::new();
    let mut after = None;
    loop {
        let page = talkoot_storage::Page {
            after,
            first: AT_A_TIME,
        };
        let found = projects::list(store, &Scope::system(), page).await?;
        let Some(last) = found.last() else {
            return Ok(differing);
        };
        after = Some(last.id);
        for project in &found {
            let mut entry = entry(store, project, now).await?;
            let kept = portfolio::newest(store, project.id).await?.map(|(_, kept)| kept);
            if let Some(kept) = &kept {
                entry.vacancies = kept.vacancies;
            }
            if kept != Some(entry) {
                differing.push(project.id);
            }
        }
    }
}
