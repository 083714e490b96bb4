//! What the portfolio shows of a project, kept at each moment at which it changes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use talkoot_domain::{
    ids::ProjectId,
    portfolio_entry::Entry,
    project::{Project, State},
};
use talkoot_storage::{Access, Scope, Store, Tx, audit::NewEntry, balances, outbox, portfolio, projects};

use crate::{Answer, App, Failure, cost_positions, project_contacts};

/// What of an entry may be otherwise than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Lead, award, use period, whether it is closed, and who holds a duty.
    project: bool,
    costs: bool,
    balance: bool,
    obligations: bool,
    report: bool,
    risks: bool,
}

impl Parts {
    pub(crate) const ALL: Self = Self {
        project: true,
        costs: true,
        balance: true,
        obligations: true,
        report: true,
        risks: true,
    };
    const NONE: Self = Self {
        project: false,
        costs: false,
        balance: false,
        obligations: false,
        report: false,
        risks: false,
    };

    const fn and(self, other: Self) -> Self {
        Self {
            project: self.project || other.project,
            costs: self.costs || other.costs,
            balance: self.balance || other.balance,
            obligations: self.obligations || other.obligations,
            report: self.report || other.report,
            risks: self.risks || other.risks,
        }
    }

    /// What changes with a kind of object, by the name that the log gives it. Whatever is not listed may change
    /// everything, so that something new is rather looked at once too often than not at all.
    fn of(object: &str) -> Self {
        match object {
            "agreement" | "bank_account" | "benefit" | "calendar_feed" | "change_request" | "erasure"
            | "exit_plan" | "file" | "final_report" | "indicator" | "ledger_import" | "milestone"
            | "payment_hold" | "project_result" | "session" | "steering_meeting" | "supplement_request"
            | "survey" | "transfer" => Self::NONE,
            "cost_forecast" | "cost_line" | "cost_report" => Self {
                costs: true,
                ..Self::NONE
            },
            "claim" => Self {
                costs: true,
                balance: true,
                ..Self::NONE
            },
            "payout" => Self {
                balance: true,
                ..Self::NONE
            },
            "obligation" => Self {
                obligations: true,
                ..Self::NONE
            },
            "portfolio_report" => Self {
                report: true,
                risks: true,
                ..Self::NONE
            },
            "risk" => Self {
                risks: true,
                ..Self::NONE
            },
            _ => Self::ALL,
        }
    }
}

/// The projects whose entries may change, with what of them.
#[derive(Debug, Default)]
pub(crate) struct Touched(BTreeMap<ProjectId, Parts>);

impl Touched {
    /// One more project, of which everything may be otherwise.
    pub(crate) fn whole(&mut self, project: ProjectId) {
        self.0.insert(project, Parts::ALL);
    }

    /// What is about to be logged.
    fn logged(&mut self, entries: &[NewEntry]) {
        for entry in entries {
            let parts = Parts::of(entry.object);
            let Some(project) = entry.project.filter(|_| parts != Parts::NONE) else {
                continue;
            };
            let so_far = self.0.entry(project).or_default();
            *so_far = so_far.and(parts);
        }
    }
}

/// So many projects are looked at between two looks for more.
const AT_A_TIME: u64 = 500;

/// Keeps what the portfolio shows of the projects touched, and of those that are about to be logged, from now on. The
/// last thing before the log is written: what others committed before is seen, and nobody writes in between.
pub(crate) async fn keep(app: &App, tx: &Tx, mut touched: Touched, entries: &[NewEntry]) -> Answer<()> {
    touched.logged(entries);
    if touched.0.is_empty() {
        return Ok(());
    }
    outbox::wait_for_turn(tx).await?;
    // Read behind the lock: what a command that began before midnight does after it is of the new day.
    let now = app.now();
    let ids: Vec<ProjectId> = touched.0.keys().copied().collect();
    for project in projects::find_many(tx, &Scope::system(), &ids).await? {
        let before = portfolio::newest(tx, project.id).await?;
        let parts = match before {
            Some(_) => touched.0.get(&project.id).copied().unwrap_or(Parts::ALL),
            None => Parts::ALL,
        };
        let known = before.as_ref().map(|before| &before.entry);
        let entry = entry(tx, &project, (known, parts), now).await?;
        portfolio::keep(tx, &project, before.as_ref(), &entry, now).await?;
        if parts.obligations {
            portfolio::keep_obligations(tx, project.id, now).await?;
        }
    }
    Ok(())
}

/// What the portfolio shows of a project now; what cannot be otherwise is taken from what it showed before.
async fn entry(
    db: &impl Access,
    project: &Project,
    (before, parts): (Option<&Entry>, Parts),
    now: DateTime<Utc>,
) -> Answer<Entry> {
    let id = project.id;
    let costs = match before.filter(|_| !parts.costs) {
        Some(before) => before.costs,
        None => cost_positions::whole(db, project)
            .await?
            .total()
            .map_err(Failure::internal)?,
    };
    let balance = match before.filter(|_| !parts.balance) {
        Some(before) => before.balance,
        None => balances::of_projects(db, &[id])
            .await?
            .get(&id)
            .copied()
            .unwrap_or_default(),
    };
    let awaited = match before.filter(|_| !parts.obligations) {
        Some(before) => before.awaited,
        None => portfolio::awaited(db, id).await?,
    };
    let report = match before.filter(|_| !parts.report) {
        Some(before) => before.report,
        None => portfolio::latest_report(db, id).await?,
    };
    let risks = match before.filter(|_| !parts.risks) {
        Some(before) => before.risks,
        None => portfolio::risks(db, id).await?,
    };
    let vacancies = match before.filter(|_| !parts.project) {
        Some(before) => before.vacancies,
        None => {
            let vacant = project_contacts::vacancies_on(db, &[id], now).await?;
            u64::try_from(vacant.len()).unwrap_or(u64::MAX)
        }
    };
    Ok(Entry {
        lead: project.lead,
        award: project.award,
        is_closed: matches!(project.state, State::Closed { .. }),
        use_period: project.terms.use_period,
        foreseen_grant: Entry::grant_of(&costs, project.terms.rate),
        balance,
        costs,
        awaited,
        report,
        risks,
        vacancies,
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
            let mut entry = entry(store, project, (None, Parts::ALL), now).await?;
            let kept = portfolio::newest(store, project.id).await?;
            let kept = kept.map(|newest| newest.entry);
            if let Some(kept) = &kept {
                entry.vacancies = kept.vacancies;
            }
            if kept != Some(entry) {
                differing.push(project.id);
            }
        }
    }
}
