//! From the partners' costs to the grant of a claim and each partner's share (rules 3, 4 and 5).
//!
//! Everything is computed from cumulative numbers: all lines that the claims so far and this one hold,
//! verified or, as long as they are not, as claimed. What the claim brings is the difference to the
//! claim before it. So a line that is disallowed later, a credit note and a raised budget need no rule
//! of their own, and no cent is lost or gained between partners or between claims.

mod flat_rate;

pub use flat_rate::{FlatRateSum, flat_rate, flat_rate_by_sub_area};

use std::collections::{BTreeMap, BTreeSet};

use super::Figures;
use crate::{
    call::FlatRate,
    entitlement::{
        Cap, CategoryCost, Explanation, PartnerShare, PublicSupport, SplitRefused, ceiling, claim_amount,
        clear_advance, grant_on, settle, split,
    },
    identifiers::MunicipalityCode,
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    project::Partner,
    rate::Rate,
};

/// What the decision and the budget in force say.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The funding rate.
    pub rate: Rate,
    /// The most that may be granted.
    pub award: Money,
    /// Other public support, where it counts (rule 10).
    pub public: Option<PublicSupport>,
    /// By how much a partner may pass its budget in a category.
    pub tolerance: Rate,
    /// The part of a claim's grant that uses up the advance.
    pub clearing: Rate,
    /// Whether this is the last claim of the project, which uses up the rest.
    pub is_last: bool,
    /// The budget of each partner in each category, summed over the sub-areas.
    pub budgets: BTreeMap<(OrganisationId, String), Money>,
    /// The partners, each with the code that breaks ties.
    pub partners: Vec<Partner>,
    /// The flat rate of wages, when indirect costs are covered so.
    pub flat_rate: Option<FlatRate>,
}

/// The lines of one partner in one category and one sub-area, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The municipality that spent.
    pub partner: OrganisationId,
    /// The code of the category.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// What the lines of this claim claim.
    pub claimed: Money,
    /// What of it counts: accepted, or claimed and not verified yet.
    pub counted: Money,
    /// What counts of all lines since the beginning, this claim included.
    pub cumulative: Money,
}

/// Where the claim before this one ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Accepted within the budgets until then.
    pub eligible: Money,
    /// The grant until then.
    pub grant: Money,
    /// Paid in advance until now and not used up until then.
    pub advance: Money,
    /// What the project owed then.
    pub owed: Money,
    /// Of each partner: accepted within the budgets, and its share of the grant, until then.
    pub partners: BTreeMap<OrganisationId, PartnerBefore>,
}

/// Where a partner stood after the claim before this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartnerBefore {
    /// Accepted within its budgets.
    pub accepted: Money,
    /// Its share of the grant.
    pub share: Money,
}

/// A partner's costs in a category, against its budget, since the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The municipality.
    pub partner: OrganisationId,
    /// The code of the category.
    pub category: String,
    /// The budget in force.
    pub budget: Money,
    /// The budget with its tolerance.
    pub ceiling: Money,
    /// What counts of all lines.
    pub cumulative: Money,
    /// What of it is within the ceiling.
    pub accepted: Money,
    /// What is above it.
    pub parked: Money,
}

/// What the claim means for a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerFigures {
    /// The municipality.
    pub partner: OrganisationId,
    /// Its code.
    pub code: MunicipalityCode,
    /// What its lines in this claim claim.
    pub claimed: Money,
    /// What the claim adds to its accepted costs.
    pub accepted: Money,
    /// Above its budgets since the beginning.
    pub parked: Money,
    /// Accepted within its budgets since the beginning.
    pub cumulative_accepted: Money,
    /// Its share of the grant since the beginning.
    pub cumulative_share: Money,
    /// The same before this claim.
    pub share_before: Money,
    /// Its share of the grant of this claim.
    pub grant_share: Money,
    /// What of the accepted costs of this claim it bears itself.
    pub own_share: Money,
    /// Whether its cumulative share contains one of the missing cents.
    pub residual_cent: bool,
}

/// A claim, computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidation {
    /// Partner x category x sub-area, in order.
    pub cells: Vec<Cell>,
    /// Partner x category, in order.
    pub categories: Vec<Category>,
    /// The partners, by municipality code.
    pub partners: Vec<PartnerFigures>,
    /// The sums.
    pub figures: Figures,
}

/// Why a claim cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotConsolidate {
    /// Costs of somebody who is no partner.
    #[error("costs of organisation {0} are among the lines, but it is no partner of the project")]
    NoPartner(OrganisationId),
    /// Costs were booked where nothing is booked.
    #[error(
        "there are cost lines in \"{0}\", which is derived as a flat rate of the wages; put them into another \
         category"
    )]
    BookedOnFlatRate(String),
    /// The grant could not be split.
    #[error(transparent)]
    Split(#[from] SplitRefused),
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

/// Computes a claim from the added-up lines. The order of cells, budgets and partners does not matter.
///
/// # Errors
/// [`CannotConsolidate`] when a cell belongs to nobody or a sum does not fit.
pub fn consolidate(
    basis: &Basis,
    cells: Vec<Cell>,
    before: &Before,
) -> Result<Consolidation, CannotConsolidate> {
    let mut cells = merged(cells)?;
    if let Some(flat) = &basis.flat_rate {
        cells.extend(flat_rate::derived(basis, flat, &cells)?);
        cells = merged(cells)?;
    }
    let categories = against_budgets(basis, &cells)?;
    let accepted = accepted_by_partner(basis, &categories, before)?;
    let eligible = Money::sum(accepted.values().copied())?;
    let cap = Cap {
        award: basis.award,
        public: basis.public,
    };
    let grant = grant_on(eligible, basis.rate, cap).result;
    let shares = shares(basis, grant, &accepted)?;
    let amount = claim_amount(grant, before.grant)?.result;
    let clearing = clear_advance(amount, before.advance, basis.clearing, basis.is_last)?;
    let settled = settle(clearing.net, before.owed)?;
    let figures = Figures {
        claimed: Money::sum(cells.iter().map(|cell| cell.claimed))?,
        eligible,
        eligible_before: before.eligible,
        parked: Money::sum(categories.iter().map(|category| category.parked))?,
        award: basis.award,
        other_support: basis.public.map(|public| public.other).unwrap_or_default(),
        grant,
        grant_before: before.grant,
        amount,
        advance_before: before.advance,
        advance_cleared: clearing.cleared,
        advance: clearing.outstanding,
        owed_before: before.owed,
        payable: settled.pay,
        owed: settled.owed,
    };
    let partners = partners(basis, &cells, &categories, &accepted, &shares, before)?;
    Ok(Consolidation {
        cells,
        categories,
        partners,
        figures,
    })
}

/// One cell per key, in order, whatever came.
fn merged(cells: Vec<Cell>) -> Result<Vec<Cell>, Overflow> {
    let mut sums: BTreeMap<(OrganisationId, String, SubAreaId), Cell> = BTreeMap::new();
    for cell in cells {
        let key = (cell.partner, cell.category.clone(), cell.sub_area);
        if let Some(sum) = sums.get_mut(&key) {
            sum.claimed = sum.claimed.checked_add(cell.claimed)?;
            sum.counted = sum.counted.checked_add(cell.counted)?;
            sum.cumulative = sum.cumulative.checked_add(cell.cumulative)?;
        } else {
            sums.insert(key, cell);
        }
    }
    Ok(sums.into_values().collect())
}

fn against_budgets(basis: &Basis, cells: &[Cell]) -> Result<Vec<Category>, Overflow> {
    let mut sums: BTreeMap<(OrganisationId, &str), Money> = BTreeMap::new();
    for cell in cells {
        let sum = sums.entry((cell.partner, &cell.category)).or_default();
        *sum = sum.checked_add(cell.cumulative)?;
    }
    sums.into_iter()
        .map(|((partner, category), cumulative)| {
            let budget = basis.budget(partner, category);
            let within = ceiling(&CategoryCost {
                budget,
                tolerance: basis.tolerance,
                cumulative_cost: cumulative,
                accepted_before: Money::ZERO,
            })?;
            Ok(Category {
                partner,
                category: category.to_owned(),
                budget,
                ceiling: within.ceiling,
                cumulative,
                accepted: within.accepted,
                parked: within.parked,
            })
        })
        .collect()
}

impl Basis {
    fn budget(&self, partner: OrganisationId, category: &str) -> Money {
        let key = (partner, category.to_owned());
        self.budgets.get(&key).copied().unwrap_or_default()
    }

    fn code(&self, partner: OrganisationId) -> Result<MunicipalityCode, CannotConsolidate> {
        self.partners
            .iter()
            .find(|one| one.organisation == partner)
            .map(|one| one.code)
            .ok_or(CannotConsolidate::NoPartner(partner))
    }
}

/// Everybody who has costs now or had a share before.
fn accepted_by_partner(
    basis: &Basis,
    categories: &[Category],
    before: &Before,
) -> Result<BTreeMap<MunicipalityCode, Money>, CannotConsolidate> {
    let mut sums = BTreeMap::new();
    for &partner in before.partners.keys() {
        sums.insert(basis.code(partner)?, Money::ZERO);
    }
    for category in categories {
        let sum: &mut Money = sums.entry(basis.code(category.partner)?).or_default();
        *sum = sum.checked_add(category.accepted)?;
    }
    Ok(sums)
}

fn shares(
    basis: &Basis,
    grant: Money,
    accepted: &BTreeMap<MunicipalityCode, Money>,
) -> Result<BTreeMap<MunicipalityCode, PartnerShare>, SplitRefused> {
    let costs: Vec<(MunicipalityCode, Money)> = accepted.iter().map(|(&code, &cost)| (code, cost)).collect();
    let shares = split(grant, &costs, basis.rate)?;
    Ok(shares
        .into_iter()
        .map(|share| (share.municipality, share))
        .collect())
}

fn partners(
    basis: &Basis,
    cells: &[Cell],
    categories: &[Category],
    accepted: &BTreeMap<MunicipalityCode, Money>,
    shares: &BTreeMap<MunicipalityCode, PartnerShare>,
    before: &Before,
) -> Result<Vec<PartnerFigures>, CannotConsolidate> {
    let involved: BTreeSet<MunicipalityCode> = accepted.keys().copied().collect();
    let mut found = Vec::with_capacity(involved.len());
    for partner in &basis.partners {
        if !involved.contains(&partner.code) {
            continue;
        }
        let id = partner.organisation;
        let stood = before.partners.get(&id).copied().unwrap_or_default();
        let cumulative_accepted = accepted.get(&partner.code).copied().unwrap_or_default();
        let share = shares.get(&partner.code);
        let cumulative_share = share.map(|share| share.share).unwrap_or_default();
        let grant_share = cumulative_share.checked_sub(stood.share)?;
        let adds = cumulative_accepted.checked_sub(stood.accepted)?;
        let of_claim = cells.iter().filter(|cell| cell.partner == id);
        let of_budget = categories.iter().filter(|category| category.partner == id);
        found.push(PartnerFigures {
            partner: id,
            code: partner.code,
            claimed: Money::sum(of_claim.map(|cell| cell.claimed))?,
            accepted: adds,
            parked: Money::sum(of_budget.map(|category| category.parked))?,
            cumulative_accepted,
            cumulative_share,
            share_before: stood.share,
            grant_share,
            own_share: adds.checked_sub(grant_share)?,
            residual_cent: share.is_some_and(|share| share.residual_cent),
        });
    }
    found.sort_by_key(|partner| partner.code);
    Ok(found)
}

/// Why the partners' cumulative shares are what they are: the split of the same numbers once more.
///
/// # Errors
/// [`CannotConsolidate`] when the stored numbers do not belong together.
pub fn explain_shares(
    rate: Rate,
    grant: Money,
    partners: &[(MunicipalityCode, Money)],
) -> Result<BTreeMap<MunicipalityCode, Explanation>, CannotConsolidate> {
    let shares = split(grant, partners, rate)?;
    Ok(shares
        .into_iter()
        .map(|share| (share.municipality, share.explanation))
        .collect())
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
