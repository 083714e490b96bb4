//! The books of each partner against the grant, period by period (the rows; how they are written is a matter
//! of whoever asks).

use std::collections::{BTreeMap, BTreeSet};

use talkoot_domain::{
    claim::{Claim, StateName},
    cost_line_verification,
    cost_report::{self, CostReport},
    ids::{ClaimId, CostReportId, LedgerImportId, OrganisationId, PeriodId, ProjectId},
    money::{Money, Overflow},
    policy::Actor,
    project::{Partner, Period, Project},
    reconciliation::{Row, Step},
    transfer::{State, Transfer},
};
use talkoot_storage::{
    Page, Scope, claims,
    cost_line_verification::{self as verified, Decided},
    cost_reports, projects, transfers,
};

use crate::{Answer, App, Failure, closing::is_settled, cost_reports as reports, ledgers::Diagnosis};

/// So many of a project's reports and claims are looked at.
const MOST: u64 = 10_000;

/// A project's books with the names that the rows need.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// The project.
    pub project: Project,
    /// Its partners, by municipality code.
    pub partners: Vec<Partner>,
    /// Its periods, in order.
    pub periods: Vec<Period>,
    /// By partner and period; only of partners whose cost reports the person sees.
    pub rows: Vec<Row>,
}

/// Everything that the rows are made of.
struct Books {
    reports: Vec<CostReport>,
    imports: BTreeMap<LedgerImportId, Diagnosis>,
    decided: BTreeMap<CostReportId, Vec<Decided>>,
    claims: Vec<Claim>,
    held: BTreeMap<CostReportId, ClaimId>,
    parts: BTreeMap<ClaimId, claims::Parts>,
    transfers: Vec<Transfer>,
}

/// The books of a project: of the own municipality, or of all for its lead and its authority.
///
/// # Errors
/// Not found when the project does not exist for this person.
pub async fn of_project(app: &App, actor: &Actor, id: ProjectId) -> Answer<Reconciliation> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let project = projects::find(db, &scope, id).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let partners = projects::partners(db, &[id]).await?;
    let periods = projects::periods(db, &[id]).await?;
    let books = books(app, actor, id).await?;
    let partners: Vec<Partner> = partners.into_iter().map(|(_, partner)| partner).collect();
    let periods: Vec<Period> = periods.into_iter().map(|(_, period)| period).collect();
    let seen: BTreeSet<OrganisationId> = books.reports.iter().map(|report| report.partner).collect();
    let mut rows = Vec::new();
    for partner in partners.iter().filter(|one| seen.contains(&one.organisation)) {
        for period in &periods {
            let row = row(&books, partner.organisation, period.id).map_err(Failure::internal)?;
            rows.extend(row);
        }
    }
    Ok(Reconciliation {
        project,
        partners,
        periods,
        rows,
    })
}

async fn books(app: &App, actor: &Actor, project: ProjectId) -> Answer<Books> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let page = Page {
        after: None,
        first: MOST,
    };
    let seen = cost_reports::list(db, &scope, project, None, page).await?;
    let ids: Vec<CostReportId> = seen.iter().map(|report| report.id).collect();
    let imports = reports::imports(app, &ids).await?;
    let mut decided: BTreeMap<CostReportId, Vec<Decided>> = BTreeMap::new();
    for one in verified::by_decision(db, &ids).await? {
        decided.entry(one.report).or_default().push(one);
    }
    let page = Page {
        after: None,
        first: MOST,
    };
    let claims = claims::list(db, &Scope::system(), project, page).await?;
    let approved: Vec<ClaimId> = claims
        .iter()
        .filter(|claim| claim.state_name().is_approved())
        .map(|claim| claim.id)
        .collect();
    Ok(Books {
        imports: imports.into_iter().map(|one| (one.id, one.diagnosis)).collect(),
        decided,
        held: claims::holders(db, &ids).await?.into_iter().collect(),
        parts: claims::parts(db, &approved).await?.into_iter().collect(),
        claims,
        transfers: transfers::of_project(db, project).await?,
        reports: seen,
    })
}

/// The row of a partner and a period; none when there is neither a report nor a share.
fn row(books: &Books, partner: OrganisationId, period: PeriodId) -> Result<Option<Row>, Overflow> {
    let mut row = Row {
        partner,
        period,
        ledger: Money::ZERO,
        selected: Money::ZERO,
        claimed: Money::ZERO,
        accepted: Money::ZERO,
        grant: Money::ZERO,
        paid: Money::ZERO,
        received: Money::ZERO,
        items: Vec::new(),
    };
    let of_it = |report: &&CostReport| report.partner == partner && report.period == period;
    let report = books.reports.iter().find(of_it);
    if let Some(report) = report {
        ledger(&mut row, books, report)?;
        costs(&mut row, books, report)?;
    }
    let claims: Vec<&Claim> = books
        .claims
        .iter()
        .filter(|claim| claim.period == period)
        .collect();
    let shares = grant(&mut row, books, &claims)?;
    Ok((report.is_some() || shares).then_some(row))
}

/// From the file to the selected lines: the equation of the import.
fn ledger(row: &mut Row, books: &Books, report: &CostReport) -> Result<(), Overflow> {
    let Some(diagnosis) = report.import.and_then(|import| books.imports.get(&import)) else {
        return Ok(());
    };
    row.ledger = diagnosis.total;
    for excluded in &diagnosis.excluded {
        let amount = excluded.tally.total;
        row.explain(Step::LedgerToSelected, "excluded", &excluded.reason, amount);
    }
    for rejected in &diagnosis.rejected {
        let amount = rejected.tally.total;
        row.explain(Step::LedgerToSelected, "rejected", &rejected.reason, amount);
    }
    row.selected = diagnosis.selected.total;
    // What the file gives and what became lines may differ by rules that came after the reading.
    let lines = books.decided.get(&report.id).into_iter().flatten();
    let lines = Money::sum(lines.map(|one| one.claimed))?;
    let apart = row.selected.checked_sub(lines)?;
    row.selected = lines;
    row.explain(Step::LedgerToSelected, "not_taken_over", "", apart);
    Ok(())
}

/// From the selected lines to what is accepted of them.
fn costs(row: &mut Row, books: &Books, report: &CostReport) -> Result<(), Overflow> {
    let claim = books.held.get(&report.id);
    let claim = claim.and_then(|id| books.claims.iter().find(|claim| claim.id == *id));
    let submitted = claim.filter(|claim| claim.state_name() != StateName::Draft);
    if submitted.is_none() {
        let state: &'static str = cost_report::StateName::from(&report.state).into();
        let selected = row.selected;
        row.explain(Step::SelectedToClaimed, "not_claimed", state, selected);
        return Ok(());
    }
    row.claimed = row.selected;
    for one in books.decided.get(&report.id).into_iter().flatten() {
        let (name, accepted) = match one.state {
            cost_line_verification::StateName::Pending => ("undecided", Money::ZERO),
            cost_line_verification::StateName::Accepted => ("accepted", one.accepted),
            cost_line_verification::StateName::Partly => ("partly_accepted", one.accepted),
            cost_line_verification::StateName::Disallowed => ("disallowed", Money::ZERO),
        };
        row.accepted = row.accepted.checked_add(accepted)?;
        let lost = one.claimed.checked_sub(accepted)?;
        let reason = one.reason.map_or("", Into::into);
        row.explain(Step::ClaimedToAccepted, name, reason, lost);
    }
    Ok(())
}

/// From what is accepted to the share of the grant and its payment, by the claims of the period. Says
/// whether the partner has a share in one.
fn grant(row: &mut Row, books: &Books, claims: &[&Claim]) -> Result<bool, Overflow> {
    let (mut in_claims, mut own, mut some) = (Money::ZERO, Money::ZERO, false);
    for claim in claims {
        let parts = books.parts.get(&claim.id);
        let share = parts.and_then(|parts| parts.partners.iter().find(|one| one.partner == row.partner));
        let Some(share) = share else { continue };
        some = true;
        in_claims = in_claims.checked_add(share.accepted)?;
        own = own.checked_add(share.own_share)?;
        row.grant = row.grant.checked_add(share.grant_share)?;
        if is_settled(claim) {
            row.paid = row.paid.checked_add(share.grant_share)?;
            received(row, books, claim, share.grant_share)?;
        } else {
            let number = format!("claim {}", claim.number);
            row.explain(Step::GrantToPaid, "awaits_payment", number, share.grant_share);
        }
    }
    // What is accepted of the costs of this period and not in its claims: over the budget, claimed with another
    // period, corrected since, or in a claim that is not approved.
    let elsewhere = row.accepted.checked_sub(in_claims)?;
    row.explain(
        Step::AcceptedToGrant,
        "not_in_claims_of_the_period",
        "",
        elsewhere,
    );
    row.explain(Step::AcceptedToGrant, "own_share", "", own);
    let rest = row.unexplained(Step::AcceptedToGrant)?;
    row.explain(Step::AcceptedToGrant, "residual_cent", "", rest);
    row.items.sort_by_key(|item| item.step);
    Ok(some)
}

/// From the share that was paid to what the partner has of it: the lead what came, a partner what it confirmed.
fn received(row: &mut Row, books: &Books, claim: &Claim, share: Money) -> Result<(), Overflow> {
    const STEP: Step = Step::PaidToReceived;
    if claim.lead == row.partner {
        row.received = row.received.checked_add(share)?;
        return Ok(());
    }
    let number = format!("claim {}", claim.number);
    let of_it = |one: &&Transfer| one.claim == claim.id && one.payee == row.partner;
    let Some(transfer) = books.transfers.iter().find(of_it) else {
        // A share of nothing or less is not passed on; later transfers are less by it.
        row.explain(STEP, "no_transfer", number, share);
        return Ok(());
    };
    let name = match transfer.state {
        State::Confirmed { .. } => {
            row.received = row.received.checked_add(transfer.amount)?;
            None
        }
        State::Owed => Some("awaits_transfer"),
        State::PassedOn(_) => Some("awaits_confirmation"),
        State::Disputed { .. } => Some("disputed"),
    };
    if let Some(name) = name {
        row.explain(STEP, name, number.clone(), transfer.amount);
    }
    let netted = share.checked_sub(transfer.amount)?;
    row.explain(STEP, "netted_in_transfers", number, netted);
    Ok(())
}
