//! A partner leaves: what it keeps, what it owes back and what becomes free (scenario S7).

use std::collections::BTreeMap;

use super::{
    CellChange, Freed,
    budget::{Ground, NewBudget, ShiftRefused, shift, total},
};
use crate::{
    entitlement::{Explanation, Input, Limit, Quantity, Rule, SplitRefused, grant_on, split},
    identifiers::MunicipalityCode,
    ids::OrganisationId,
    money::{Money, Overflow},
    project::{BudgetCell, Partner},
    rounding::Rounding,
};

/// What is known of a leaving partner's money, EUR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What is accepted of its costs.
    pub accepted: Money,
    /// Its share of the grant on them, cents of the split included.
    pub entitled: Money,
    /// What the lead has passed on to it.
    pub received: Money,
}

/// What leaving comes to, EUR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// Its budget until then.
    pub budget: Money,
    /// The part of the award that was meant for it.
    pub grant_of_budget: Money,
    /// What is accepted of its costs.
    pub accepted: Money,
    /// What of the grant it keeps.
    pub entitled: Money,
    /// The part of its budget that it leaves unused.
    pub freed_budget: Money,
    /// The part of the award that becomes free.
    pub freed: Money,
    /// What it received.
    pub received: Money,
    /// What it pays back to the lead.
    pub returns: Money,
    /// What the lead still owes it.
    pub owed_to_it: Money,
    /// The budget afterwards, with the award.
    pub after: NewBudget,
}

/// Why a partner cannot leave like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeavingRefused {
    /// It takes no part.
    #[error("this municipality takes no part in the project")]
    NoPartner,
    /// Not all that is freed is given to others, or more than that.
    #[error(
        "leaving frees {freed} of the budget, but {moved} is moved to others; move exactly what is freed, \
         or lower the award"
    )]
    NotWhatIsFreed {
        /// What becomes free.
        freed: Money,
        /// What was to be moved.
        moved: Money,
    },
    /// What is freed goes to others.
    #[error("what is freed is moved to the partners that stay, and nothing is taken from them")]
    TakenFromOthers,
    /// The new budget cannot be.
    #[error(transparent)]
    Budget(#[from] ShiftRefused),
    /// The award cannot be split.
    #[error(transparent)]
    Split(#[from] SplitRefused),
    /// The sums pass what can be counted.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

/// What leaving comes to. The partner's budget shrinks to what is accepted of its costs; the part of
/// the award that was meant for the rest becomes free, and lowers the award or stays with the others.
///
/// # Errors
/// [`LeavingRefused`].
pub fn leave(
    ground: &Ground,
    partners: &[Partner],
    partner: OrganisationId,
    standing: Standing,
    freed: &Freed,
) -> Result<Withdrawal, LeavingRefused> {
    let code = code(partners, partner)?;
    let before: Vec<BudgetCell> = of(&ground.cells, partner);
    let cut = cut_to_accepted(ground, &before, partner)?;
    let (budget, kept) = (total(&before)?, total(&cut)?);
    let freed_budget = budget.checked_sub(kept)?;
    let grant_of_budget = grant_of_budget(ground, partners, code)?;
    // Never below what the claims have been granted already.
    let free = grant_of_budget
        .checked_sub(standing.entitled)?
        .max(Money::ZERO)
        .min(ground.award.checked_sub(ground.granted)?.max(Money::ZERO));
    let mut changes = differences(&before, &cut)?;
    let award = match freed {
        Freed::LowerAward => Some(ground.award.checked_sub(free)?),
        Freed::MoveTo(given) => {
            if given
                .iter()
                .any(|one| one.partner == partner || one.change.is_negative())
            {
                return Err(LeavingRefused::TakenFromOthers);
            }
            let moved = Money::sum(given.iter().map(|one| one.change))?;
            if moved != freed_budget {
                return Err(LeavingRefused::NotWhatIsFreed {
                    freed: freed_budget,
                    moved,
                });
            }
            changes.extend(given.iter().cloned());
            None
        }
    };
    let after = after(ground, &changes, award)?;
    let balance = standing.received.checked_sub(standing.entitled)?;
    Ok(Withdrawal {
        budget,
        grant_of_budget,
        accepted: standing.accepted,
        entitled: standing.entitled,
        freed_budget,
        freed: free,
        received: standing.received,
        returns: balance.max(Money::ZERO),
        owed_to_it: balance.negated()?.max(Money::ZERO),
        after,
    })
}

/// A partner that used its whole budget frees nothing, and the budget stays as it is.
fn after(ground: &Ground, changes: &[CellChange], award: Option<Money>) -> Result<NewBudget, LeavingRefused> {
    if changes.iter().all(|one| one.change.is_zero()) {
        return Ok(NewBudget {
            cells: ground.cells.clone(),
            total: total(&ground.cells)?,
            award: award.unwrap_or(ground.award),
        });
    }
    Ok(shift(ground, changes, award)?)
}

/// Why a leaving partner pays so much back.
///
/// # Errors
/// [`Overflow`] when the difference does not fit.
pub fn explain_returns(received: Money, entitled: Money) -> Result<Explanation, Overflow> {
    let balance = received.checked_sub(entitled)?;
    Ok(Explanation {
        rule: Rule::Withdrawal,
        inputs: vec![
            Input::amount(Quantity::Received, received),
            Input::amount(Quantity::Entitled, entitled),
        ],
        unrounded: balance.to_string(),
        rounding: Rounding::Exact,
        limited_by: balance.is_negative().then_some(Limit::NotNegative),
        result: balance.max(Money::ZERO),
    })
}

fn code(partners: &[Partner], partner: OrganisationId) -> Result<MunicipalityCode, LeavingRefused> {
    let found = partners.iter().find(|one| one.organisation == partner);
    found.map(|one| one.code).ok_or(LeavingRefused::NoPartner)
}

fn of(cells: &[BudgetCell], partner: OrganisationId) -> Vec<BudgetCell> {
    let of_partner = cells.iter().filter(|cell| cell.partner == partner);
    of_partner.cloned().collect()
}

/// The part of the award that the partner's budget stands for, by the rule that splits every grant.
fn grant_of_budget(
    ground: &Ground,
    partners: &[Partner],
    code: MunicipalityCode,
) -> Result<Money, LeavingRefused> {
    let budgets = partners
        .iter()
        .map(|one| Ok((one.code, total(&of(&ground.cells, one.organisation))?)))
        .collect::<Result<Vec<_>, Overflow>>()?;
    let whole = Money::sum(budgets.iter().map(|(_, budget)| *budget))?;
    let grant = grant_on(whole, ground.rate, ground.award).result;
    let shares = split(grant, &budgets, ground.rate)?;
    let found = shares.iter().find(|share| share.municipality == code);
    Ok(found.map(|share| share.share).unwrap_or_default())
}

/// Each category is left with what is accepted in it: first in the cells in which the costs are, then,
/// when a cell cannot hold its costs, in the other cells of the category.
fn cut_to_accepted(
    ground: &Ground,
    cells: &[BudgetCell],
    partner: OrganisationId,
) -> Result<Vec<BudgetCell>, Overflow> {
    let mut left: BTreeMap<&str, Money> = BTreeMap::new();
    for one in ground.accepted.iter().filter(|one| one.partner == partner) {
        let sum = left.entry(&one.category).or_default();
        *sum = sum.checked_add(one.accepted.max(Money::ZERO))?;
    }
    let mut cut = Vec::with_capacity(cells.len());
    for cell in cells {
        let of_cell = ground.spent.iter().filter(|one| {
            (one.partner, &one.category, one.sub_area) == (partner, &cell.category, cell.sub_area)
        });
        let cost = Money::sum(of_cell.map(|one| one.cost))?.max(Money::ZERO);
        let available = left.entry(&cell.category).or_default();
        let amount = cost.min(cell.amount).min(*available);
        *available = available.checked_sub(amount)?;
        cut.push(BudgetCell {
            amount,
            ..cell.clone()
        });
    }
    for (kept, cell) in cut.iter_mut().zip(cells) {
        let available = left.entry(&cell.category).or_default();
        let more = cell.amount.checked_sub(kept.amount)?.min(*available);
        kept.amount = kept.amount.checked_add(more)?;
        *available = available.checked_sub(more)?;
    }
    Ok(cut)
}

fn differences(before: &[BudgetCell], after: &[BudgetCell]) -> Result<Vec<CellChange>, Overflow> {
    before
        .iter()
        .zip(after)
        .map(|(before, after)| {
            Ok(CellChange {
                partner: before.partner,
                category: before.category.clone(),
                sub_area: before.sub_area,
                change: after.amount.checked_sub(before.amount)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
