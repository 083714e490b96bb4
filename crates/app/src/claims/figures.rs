//! From the stored lines to the figures of a claim.

use std::collections::BTreeMap;

use talkoot_domain::{
    claim::{
        Claim, ClaimMachine, Facts, State, Sums,
        consolidation::{Basis, Before, CannotConsolidate, Cell, Consolidation, PartnerBefore, consolidate},
    },
    cost_report,
    entitlement::PublicSupport,
    ids::{ClaimId, CostReportId, OrganisationId, PersonId, ProjectId},
    money::Money,
    other_support::confirmed,
    payout,
    policy::Action,
    project::Project,
    rate::Rate,
    workflow::Machine,
};
use talkoot_storage::{
    Access, balances, bank_accounts,
    claims::{self, Held, Parts},
    cost_line_verification, cost_sums, hands, other_support, payment_holds, payouts, projects, samples,
};

use uuid::Uuid;

use super::{refused, standing::less_recovered, subject};
use crate::{Answer, Failure, Note, Work, changes, supplement_requests};

/// A claim as its lines give it now.
pub(super) struct Computed {
    pub(super) consolidation: Consolidation,
    /// Lines of its own reports that nobody has verified.
    pub(super) pending: u64,
}

impl Computed {
    pub(super) fn parts(&self) -> Parts {
        Parts {
            cells: self.consolidation.cells.clone(),
            categories: self.consolidation.categories.clone(),
            partners: self.consolidation.partners.clone(),
        }
    }
}

/// Computes the claim of this number, which is the last one or not, over its own reports and those of the
/// approved claims before it.
pub(super) async fn compute(
    db: &impl Access,
    project: &Project,
    (number, is_last): (i32, bool),
    own: &[Held],
) -> Answer<Result<Computed, CannotConsolidate>> {
    let earlier = claims::earlier_reports(db, project.id, number).await?;
    let partner_of: BTreeMap<CostReportId, (OrganisationId, bool)> = earlier
        .iter()
        .map(|held| (held.report, (held.partner, false)))
        .chain(own.iter().map(|held| (held.report, (held.partner, true))))
        .collect();
    let reports: Vec<CostReportId> = partner_of.keys().copied().collect();
    let mut cells = Vec::new();
    let mut pending = 0;
    for sum in cost_line_verification::sums(db, &reports).await? {
        let Some(&(partner, is_own)) = partner_of.get(&sum.report) else {
            continue;
        };
        if is_own {
            pending += sum.pending;
        }
        cells.push(Cell {
            partner,
            category: sum.category,
            sub_area: sum.sub_area,
            claimed: if is_own { sum.claimed } else { Money::ZERO },
            counted: if is_own { sum.counted } else { Money::ZERO },
            cumulative: sum.counted,
        });
    }
    let basis = basis(db, project, is_last).await?;
    let before = before(db, project.id, number).await?;
    Ok(basis.and_then(|basis| {
        let consolidation = consolidate(&basis, cells, &before)?;
        Ok(Computed {
            consolidation,
            pending,
        })
    }))
}

async fn basis(
    db: &impl Access,
    project: &Project,
    is_last: bool,
) -> Answer<Result<Basis, CannotConsolidate>> {
    let partners = projects::partners(db, &[project.id]).await?;
    let mut budgets: BTreeMap<(OrganisationId, String), Money> = BTreeMap::new();
    for cell in projects::budget(db, project.budget).await? {
        let sum = budgets.entry((cell.partner, cell.category)).or_default();
        match sum.checked_add(cell.amount) {
            Ok(more) => *sum = more,
            Err(overflow) => return Ok(Err(overflow.into())),
        }
    }
    let public = match project.terms.most_public_support() {
        None => None,
        Some(most) => match confirmed(&other_support::of_projects(db, &[project.id]).await?) {
            Ok(other) => Some(PublicSupport { most, other }),
            Err(overflow) => return Ok(Err(overflow.into())),
        },
    };
    Ok(Ok(Basis {
        rate: project.terms.rate,
        award: project.award,
        public,
        tolerance: project.terms.budget_tolerance,
        clearing: project.advance.as_ref().map_or(Rate::ZERO, |plan| plan.clearing),
        is_last,
        budgets,
        partners: partners.into_iter().map(|(_, partner)| partner).collect(),
        flat_rate: project.terms.flat_rate(),
    }))
}

pub(super) async fn before(db: &impl Access, project: ProjectId, number: i32) -> Answer<Before> {
    let earlier = claims::all_approved_before(db, project, number).await?;
    let advance = advance_left(db, project, &earlier).await?;
    let Some(previous) = earlier.last() else {
        let nothing = Before {
            advance,
            ..Before::default()
        };
        return less_recovered(db, project, 0, nothing).await;
    };
    let parts = parts_of(db, previous.id).await?;
    let stood = Before {
        eligible: previous.figures.eligible,
        grant: previous.figures.grant,
        advance,
        owed: previous.figures.owed,
        partners: parts
            .partners
            .into_iter()
            .map(|one| {
                let stood = PartnerBefore {
                    accepted: one.cumulative_accepted,
                    share: one.cumulative_share,
                };
                (one.partner, stood)
            })
            .collect(),
    };
    less_recovered(db, project, previous.number, stood).await
}

/// What the bank confirmed of the advance, less what these claims have used up.
async fn advance_left(db: &impl Access, project: ProjectId, earlier: &[Claim]) -> Answer<Money> {
    let balances = balances::of_projects(db, &[project]).await?;
    let paid = balances.get(&project).map(|balance| balance.advance_paid);
    let cleared = Money::sum(earlier.iter().map(|claim| claim.figures.advance_cleared));
    let left = paid
        .unwrap_or_default()
        .checked_sub(cleared.map_err(Failure::internal)?);
    left.map_err(Failure::internal)
}

async fn parts_of(db: &impl Access, claim: ClaimId) -> Answer<Parts> {
    let found = claims::parts(db, &[claim]).await?.pop();
    Ok(found.map(|(_, parts)| parts).unwrap_or_default())
}

/// Computes a claim anew after one of its lines changed, and stores what it comes to; the version of
/// the claim goes up, because who saw the old figures must look again. Gives the figures that changed, for
/// the log.
pub(crate) async fn refresh(
    work: &Work<'_>,
    command: &'static str,
    project: &Project,
    claim: Claim,
) -> Answer<serde_json::Value> {
    let own = claims::held(&work.tx, claim.id).await?;
    let computed = compute(&work.tx, project, (claim.number, claim.is_last), &own).await?;
    let computed = computed.map_err(|why| cannot(command, &why))?;
    claims::store_parts(&work.tx, claim.id, &computed.parts()).await?;
    let figures = computed.consolidation.figures;
    let changed = changes::between(&changes::figures(&claim.figures), &changes::figures(&figures));
    claims::update(&work.tx, &Claim { figures, ..claim }).await?;
    Ok(changed)
}

/// Computes the open claim of a project anew, if there is one, after something outside its lines changed
/// what it rests on: a payout, a correction or a recovery, which the log names.
pub(crate) async fn refresh_open(
    work: &mut Work<'_>,
    command: &'static str,
    project: &Project,
    (cause, id): (&'static str, Uuid),
) -> Answer<()> {
    let Some(claim) = claims::open(&work.tx, project.id).await? else {
        return Ok(());
    };
    let (about, state) = (subject(&claim), claim.state_name().into());
    let changed = refresh(work, command, project, claim).await?;
    let note = Note::details(serde_json::json!({ cause: id.to_string(), "changed": changed }));
    work.record("claim", about, Some(state), Some(state), note);
    Ok(())
}

/// Before money is approved, what is stored about many lines together is not trusted: it is compared with
/// the lines.
///
/// # Errors
/// Refused when an import's stored sums are not those of its lines.
pub(super) async fn confirm_sums(db: &impl Access, project: &Project, claim: &Claim) -> Answer<()> {
    let earlier = claims::earlier_reports(db, project.id, claim.number).await?;
    let own = claims::held(db, claim.id).await?;
    let reports: Vec<CostReportId> = earlier.iter().chain(&own).map(|held| held.report).collect();
    let differing = cost_sums::differing(db, Some(&reports)).await?;
    let Some(import) = differing.first() else {
        return Ok(());
    };
    let why = format!(
        "what is stored about the lines of import {import} together is not what they add up to; run `talkoot \
         doctor`"
    );
    Err(refused(
        Action::ApproveClaim.into(),
        &talkoot_domain::claim::Why::SumsUnknown(why),
    ))
}

/// A claim that cannot be computed is not let through.
pub(super) fn cannot(command: &'static str, why: &CannotConsolidate) -> Failure {
    refused(command, &talkoot_domain::claim::Why::SumsUnknown(why.to_string()))
}

/// What must be known to decide about a claim.
pub(crate) async fn facts(db: &impl Access, project: &Project, claim: &Claim, by: PersonId) -> Answer<Facts> {
    let own = claims::held(db, claim.id).await?;
    let due = match claim.state {
        State::Draft => cost_report::StateName::LeadAccepted,
        _ => cost_report::StateName::Locked,
    };
    let (sums, pending_lines) = match compute(db, project, (claim.number, claim.is_last), &own).await? {
        Ok(computed) => {
            let stored = parts_of(db, claim.id).await?;
            let figures = computed.consolidation.figures;
            let sums = if figures == claim.figures && stored == computed.parts() {
                Sums::Equal
            } else {
                Sums::Differ {
                    stored: claim.figures.amount,
                    computed: figures.amount,
                }
            };
            (sums, computed.pending)
        }
        // Nothing is known about the lines then, so the sums stop whatever depends on them.
        Err(why) => (Sums::Unknown(why.to_string()), 0),
    };
    let reports: Vec<CostReportId> = own.iter().map(|held| held.report).collect();
    let mut payouts = payouts::of_claims(db, &[claim.id]).await?;
    payouts.retain(|payout| payout.source == payout::Source::Claim(claim.id));
    let is = |state: payout::StateName| {
        payouts
            .iter()
            .any(|payout| payout::StateName::from(&payout.state) == state)
    };
    Ok(Facts {
        by,
        is_last: claim.is_last,
        hands: hands::of(db, ClaimMachine::OBJECT, claim.id.into()).await?,
        figures: claim.figures,
        pending_lines,
        sampled_lines: samples::undecided(db, &reports).await?,
        supplement: supplement_requests::pending(db, claim.id).await?,
        reports: own.len() as u64,
        reports_changed: own.iter().filter(|held| held.state != due).count() as u64,
        sums,
        held: payment_holds::held(db, project.id).await?,
        live_payout: payouts
            .iter()
            .any(|payout| payout::StateName::from(&payout.state) != payout::StateName::Failed),
        payout_confirmed: is(payout::StateName::Confirmed),
        account_in_force: bank_accounts::in_force(db, claim.lead, project.authority)
            .await?
            .is_some(),
    })
}
