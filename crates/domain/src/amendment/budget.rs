//! A new version of a budget from the one in force: what may move, and what may not be taken back.

use std::collections::BTreeMap;

use super::CellChange;
use crate::{
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    project::BudgetCell,
    rate::Rate,
};

/// What of a cell is spent: all eligible costs that claims hold, EUR, whether within the budget or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The municipality that spent.
    pub partner: OrganisationId,
    /// The category's code.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// Costs since the beginning; negative when credits exceed them.
    pub cost: Money,
}

/// What is accepted of a partner in a category within its budget, EUR, since the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The municipality.
    pub partner: OrganisationId,
    /// The category's code.
    pub category: String,
    /// The amount.
    pub accepted: Money,
}

/// What a change of the budget rests on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The budget in force.
    pub cells: Vec<BudgetCell>,
    /// What claims hold of each cell.
    pub spent: Vec<Spent>,
    /// What claims accept of each category.
    pub accepted: Vec<Accepted>,
    /// By how much a category may be exceeded before the excess is parked.
    pub tolerance: Rate,
    /// The funding rate.
    pub rate: Rate,
    /// The most that may be granted, EUR.
    pub award: Money,
    /// The grant on everything accepted so far, EUR.
    pub granted: Money,
    /// Who takes part.
    pub partners: Vec<OrganisationId>,
    /// The codes of the categories of the terms.
    pub categories: Vec<String>,
    /// The sub-areas.
    pub sub_areas: Vec<SubAreaId>,
}

/// A budget after a change, with the award that holds with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBudget {
    /// Its cells in order, empty ones left out.
    pub cells: Vec<BudgetCell>,
    /// Their sum, EUR.
    pub total: Money,
    /// The most that may be granted from then on, EUR.
    pub award: Money,
}

/// Why a budget cannot be changed like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShiftRefused {
    /// Nothing would change.
    #[error("no cell of the budget changes; say what moves where")]
    NoChange,
    /// A cell of somebody who takes no part.
    #[error("a cell belongs to a municipality that takes no part in the project; choose one of its partners")]
    NoPartner,
    /// A category that the terms do not know.
    #[error("the terms have no cost category \"{0}\"; choose one of theirs")]
    NoCategory(String),
    /// A sub-area of another project.
    #[error("a cell names a sub-area that is not the project's; choose one of its sub-areas")]
    NoSubArea,
    /// More is taken than is there.
    #[error("in {category} only {there} can be moved, not {taken}")]
    BelowNothing {
        /// The category.
        category: String,
        /// What the cell holds.
        there: Money,
        /// What was to be taken.
        taken: Money,
    },
    /// Less than the claims hold would be left in the cell.
    #[error(
        "a cell of {category} would be left with {left}, but {spent} has been claimed from it; what is \
         claimed cannot be taken back"
    )]
    BelowClaimed {
        /// The category.
        category: String,
        /// What would be left.
        left: Money,
        /// What claims hold.
        spent: Money,
    },
    /// Less than is accepted would be left in the category.
    #[error(
        "{category} would be left with {left} in all, but {accepted} has been accepted; what is accepted \
         cannot be taken back"
    )]
    BelowAccepted {
        /// The category.
        category: String,
        /// What would be left, the tolerance included.
        left: Money,
        /// What is accepted.
        accepted: Money,
    },
    /// Money appears or vanishes.
    #[error(
        "the changes add up to {0}, not to 0.00; take as much as you give, or decide the award that holds \
         afterwards"
    )]
    TotalChanges(Money),
    /// More than the rate allows on the new budget.
    #[error("an award of {award} is more than {covered}, which is the rate of the whole new budget")]
    AwardOverBudget {
        /// The award.
        award: Money,
        /// The rate of the budget, floored.
        covered: Money,
    },
    /// Less than was granted.
    #[error("an award of {award} is less than the {granted} that the claims have been granted")]
    AwardBelowGranted {
        /// The award.
        award: Money,
        /// The grant so far.
        granted: Money,
    },
    /// More money than was awarded needs a decision of its own.
    #[error("an award of {award} is more than the {before} that was decided; an amendment adds no money")]
    AwardRaised {
        /// The award.
        award: Money,
        /// The award in force.
        before: Money,
    },
    /// The sums pass what can be counted.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

type Key = (OrganisationId, String, SubAreaId);

/// The budget after the changes. Their order does not matter, and several of one cell add up.
///
/// The total stays, unless `award` says which award holds afterwards; without it the award stays too.
///
/// # Errors
/// [`ShiftRefused`]: a cell that does not exist, more taken than is there or than claims leave free, a
/// total that changes, an award that cannot be.
pub fn shift(
    ground: &Ground,
    changes: &[CellChange],
    award: Option<Money>,
) -> Result<NewBudget, ShiftRefused> {
    let changes = merged(ground, changes)?;
    if changes.is_empty() {
        return Err(ShiftRefused::NoChange);
    }
    let mut cells = by_key(&ground.cells)?;
    for (key, change) in &changes {
        let cell = cells.entry(key.clone()).or_default();
        let there = *cell;
        *cell = cell.checked_add(*change)?;
        if cell.is_negative() {
            return Err(ShiftRefused::BelowNothing {
                category: key.1.clone(),
                there,
                taken: change.negated()?,
            });
        }
        check_spent(ground, key, *cell, *change)?;
    }
    for (partner, category, _) in changes
        .iter()
        .filter(|(_, by)| by.is_negative())
        .map(|(key, _)| key)
    {
        check_accepted(ground, &cells, *partner, category)?;
    }
    let difference = Money::sum(changes.values().copied())?;
    if award.is_none() && !difference.is_zero() {
        return Err(ShiftRefused::TotalChanges(difference));
    }
    let total = Money::sum(cells.values().copied())?;
    let award = checked_award(ground, award.unwrap_or(ground.award), total)?;
    Ok(NewBudget {
        cells: cells_of(cells),
        total,
        award,
    })
}

/// The sum of a budget's cells, EUR.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn total(cells: &[BudgetCell]) -> Result<Money, Overflow> {
    Money::sum(cells.iter().map(|cell| cell.amount))
}

fn by_key(cells: &[BudgetCell]) -> Result<BTreeMap<Key, Money>, Overflow> {
    let mut sums: BTreeMap<Key, Money> = BTreeMap::new();
    for cell in cells {
        let sum = sums
            .entry((cell.partner, cell.category.clone(), cell.sub_area))
            .or_default();
        *sum = sum.checked_add(cell.amount)?;
    }
    Ok(sums)
}

fn cells_of(cells: BTreeMap<Key, Money>) -> Vec<BudgetCell> {
    cells
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|((partner, category, sub_area), amount)| BudgetCell {
            partner,
            category,
            sub_area,
            amount,
        })
        .collect()
}

/// One change per cell, those that cancel out left out.
fn merged(ground: &Ground, changes: &[CellChange]) -> Result<BTreeMap<Key, Money>, ShiftRefused> {
    let mut sums: BTreeMap<Key, Money> = BTreeMap::new();
    for one in changes {
        if !ground.partners.contains(&one.partner) {
            return Err(ShiftRefused::NoPartner);
        }
        if !ground.categories.contains(&one.category) {
            return Err(ShiftRefused::NoCategory(one.category.clone()));
        }
        if !ground.sub_areas.contains(&one.sub_area) {
            return Err(ShiftRefused::NoSubArea);
        }
        let sum = sums
            .entry((one.partner, one.category.clone(), one.sub_area))
            .or_default();
        *sum = sum.checked_add(one.change)?;
    }
    sums.retain(|_, change| !change.is_zero());
    Ok(sums)
}

/// A cell that shrinks keeps what claims hold of it.
fn check_spent(ground: &Ground, key: &Key, left: Money, change: Money) -> Result<(), ShiftRefused> {
    if !change.is_negative() {
        return Ok(());
    }
    let of_cell = ground
        .spent
        .iter()
        .filter(|one| (one.partner, &one.category, one.sub_area) == (key.0, &key.1, key.2));
    let spent = Money::sum(of_cell.map(|one| one.cost))?;
    if left < spent {
        return Err(ShiftRefused::BelowClaimed {
            category: key.1.clone(),
            left,
            spent,
        });
    }
    Ok(())
}

/// A category that shrinks keeps what is accepted in it, whatever cell the costs are in.
fn check_accepted(
    ground: &Ground,
    cells: &BTreeMap<Key, Money>,
    partner: OrganisationId,
    category: &str,
) -> Result<(), ShiftRefused> {
    let of_category = cells
        .iter()
        .filter(|((one, code, _), _)| *one == partner && code == category);
    let budget = Money::sum(of_category.map(|(_, amount)| *amount))?;
    let left = ground.tolerance.added_to(budget)?;
    let of_category = ground
        .accepted
        .iter()
        .filter(|one| one.partner == partner && one.category == category);
    let accepted = Money::sum(of_category.map(|one| one.accepted))?;
    if left < accepted {
        return Err(ShiftRefused::BelowAccepted {
            category: category.to_owned(),
            left,
            accepted,
        });
    }
    Ok(())
}

fn checked_award(ground: &Ground, award: Money, total: Money) -> Result<Money, ShiftRefused> {
    let covered = ground.rate.of_floor(total);
    if award > ground.award {
        return Err(ShiftRefused::AwardRaised {
            award,
            before: ground.award,
        });
    }
    if award > covered {
        return Err(ShiftRefused::AwardOverBudget { award, covered });
    }
    if award < ground.granted {
        return Err(ShiftRefused::AwardBelowGranted {
            award,
            granted: ground.granted,
        });
    }
    Ok(award)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod tests;
