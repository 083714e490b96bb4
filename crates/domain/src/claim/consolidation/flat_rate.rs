//! Indirect costs as a flat rate of the wages (`domain.md` section 6; EURA variant, scenario S10).
//!
//! Nothing of it is stored beside the claim that contains it: it is derived from the wages each time they
//! are added up, so whatever changes them (an import, a line disallowed, a correction) changes it too.
//! Its base is what is accepted of the wages within their budgets, for a share of parked costs would be a
//! grant on nothing. It is rounded once per partner; sub-areas share that sum by largest remainder.

use std::collections::BTreeMap;

use super::{Basis, CannotConsolidate, Cell, against_budgets};
use crate::{
    call::FlatRate,
    entitlement::{Explanation, Input, Quantity, Rule},
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    rate::Rate,
    rounding::{Fraction, Rounding, largest_remainder},
};

/// A partner's flat rate on its wages, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatRateSum {
    /// The amount.
    pub amount: Money,
    /// Why.
    pub explanation: Explanation,
}

/// The flat rate on wages: half up (rule 2), once for a partner.
///
/// # Errors
/// [`Overflow`] when the amount does not fit.
pub fn flat_rate(rate: Rate, wages: Money) -> Result<FlatRateSum, Overflow> {
    let exact = rate.fraction_of(wages);
    let amount = exact.half_up()?;
    Ok(FlatRateSum {
        amount,
        explanation: Explanation {
            rule: Rule::FlatRate,
            inputs: vec![
                Input::rate(Quantity::FlatRate, rate),
                Input::amount(Quantity::Wages, wages),
            ],
            unrounded: exact.euros(),
            rounding: Rounding::HalfUp,
            limited_by: None,
            result: amount,
        },
    })
}

/// The flat rate on all wages of one partner, over its sub-areas: rounded once, shared by largest remainder.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn flat_rate_by_sub_area(
    rate: Rate,
    wages: &BTreeMap<SubAreaId, Money>,
) -> Result<BTreeMap<SubAreaId, Money>, Overflow> {
    shared(rate, Money::sum(wages.values().copied())?, wages)
}

/// The cells that the flat rate adds, from cells that are merged.
pub(super) fn derived(
    basis: &Basis,
    flat: &FlatRate,
    cells: &[Cell],
) -> Result<Vec<Cell>, CannotConsolidate> {
    if cells.iter().any(|cell| cell.category == flat.category) {
        return Err(CannotConsolidate::BookedOnFlatRate(flat.category.clone()));
    }
    let wages: Vec<Cell> = cells
        .iter()
        .filter(|cell| flat.wages.contains(&cell.category))
        .cloned()
        .collect();
    let mut accepted: BTreeMap<OrganisationId, Money> = BTreeMap::new();
    for category in against_budgets(basis, &wages)? {
        let sum = accepted.entry(category.partner).or_default();
        *sum = sum.checked_add(category.accepted)?;
    }
    let mut found = Vec::new();
    for (partner, accepted) in accepted {
        let own: Vec<&Cell> = wages.iter().filter(|cell| cell.partner == partner).collect();
        let claimed = by_sub_area(&own, |cell| cell.claimed)?;
        let counted = by_sub_area(&own, |cell| cell.counted)?;
        let cumulative = by_sub_area(&own, |cell| cell.cumulative)?;
        let claimed_sum = Money::sum(claimed.values().copied())?;
        let counted_sum = Money::sum(counted.values().copied())?;
        let claimed = shared(flat.rate, claimed_sum, &claimed)?;
        let counted = shared(flat.rate, counted_sum, &counted)?;
        for (&sub_area, &cumulative) in &shared(flat.rate, accepted, &cumulative)? {
            found.push(Cell {
                partner,
                category: flat.category.clone(),
                sub_area,
                claimed: claimed.get(&sub_area).copied().unwrap_or_default(),
                counted: counted.get(&sub_area).copied().unwrap_or_default(),
                cumulative,
            });
        }
    }
    Ok(found)
}

fn by_sub_area(
    cells: &[&Cell],
    amount: impl Fn(&Cell) -> Money,
) -> Result<BTreeMap<SubAreaId, Money>, Overflow> {
    let mut sums: BTreeMap<SubAreaId, Money> = BTreeMap::new();
    for cell in cells {
        let sum = sums.entry(cell.sub_area).or_default();
        *sum = sum.checked_add(amount(cell))?;
    }
    Ok(sums)
}

/// The flat rate on `base`, over the sub-areas in proportion to their wages.
fn shared(
    rate: Rate,
    base: Money,
    wages: &BTreeMap<SubAreaId, Money>,
) -> Result<BTreeMap<SubAreaId, Money>, Overflow> {
    let whole = flat_rate(rate, base)?.amount;
    let all = Money::sum(wages.values().copied())?;
    let mut exact = Vec::with_capacity(wages.len());
    for &own in wages.values() {
        exact.push(exact_part(rate, base, own, all)?);
    }
    let parts = match largest_remainder(whole, &exact)? {
        Some(parts) => parts,
        // Wages that cancel out have no proportions: the first sub-area bears what budgets left of them.
        None => wages
            .keys()
            .enumerate()
            .map(|(index, _)| if index == 0 { whole } else { Money::ZERO })
            .collect(),
    };
    Ok(wages.keys().copied().zip(parts).collect())
}

/// rate x base x own / all; the rate of its own wages when nothing of all is parked.
fn exact_part(rate: Rate, base: Money, own: Money, all: Money) -> Result<Fraction, Overflow> {
    if base == all {
        return Ok(rate.fraction_of(own));
    }
    if all.is_zero() {
        return Ok(Fraction {
            numerator: 0,
            denominator: 1,
        });
    }
    let of_base = rate.fraction_of(base);
    let sign = if all.is_negative() { -1 } else { 1 };
    Ok(Fraction {
        numerator: of_base
            .numerator
            .checked_mul(i128::from(own.cents()) * sign)
            .ok_or(Overflow)?,
        denominator: of_base
            .denominator
            .checked_mul(i128::from(all.cents()) * sign)
            .ok_or(Overflow)?,
    })
}

#[cfg(test)]
mod tests;
