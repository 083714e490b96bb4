//! Where the costs of a project stand against its budget (*kustannusseuranta*): computed from the budget in force and
//! the submitted cost reports, so that nobody types a cost twice (`domain.md` sections 1.4 and 1.8).
//!
//! A person may say what a municipality will still spend in a sub-area. That is kept as the cost at completion: what
//! was reported then and what was said to remain. Where nobody said anything the budget is the forecast, and no forecast
//! is lower than what is reported already.

mod figures;
mod forecast;

pub use figures::{Figures, exceeds, percent_of};
pub use forecast::{CostForecast, FaultyForecast, in_force};

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    call::FlatRate,
    claim::consolidation::flat_rate_by_sub_area,
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    project::BudgetCell,
};

/// What the submitted cost reports of one municipality say of one category and sub-area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The municipality.
    pub partner: OrganisationId,
    /// The code of the category.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// Accepted by the authority in approved claims, corrections included, EUR.
    pub accepted: Money,
    /// Reported and not accepted yet, EUR; without what the authority has disallowed of it.
    pub awaiting: Money,
}

/// A cell of the budget with what is reported in it. A forecast is made per municipality and sub-area, not per category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The municipality.
    pub partner: OrganisationId,
    /// The code of the category.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// The budget in force, EUR.
    pub budget: Money,
    /// Accepted, EUR.
    pub accepted: Money,
    /// Reported and not accepted yet, EUR.
    pub awaiting: Money,
}

/// The part of one municipality in one sub-area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The municipality.
    pub partner: OrganisationId,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// The figures.
    pub figures: Figures,
    /// Whether a person forecast it; else the budget is the forecast.
    pub is_forecast: bool,
}

/// The cost position of a project, or of the municipalities in it that somebody sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// By municipality, category and sub-area.
    pub cells: Vec<Cell>,
    /// By municipality and sub-area.
    pub areas: Vec<Area>,
}

type Place = (OrganisationId, SubAreaId);

impl Position {
    /// The position from the budget in force, the reported costs and the forecasts in force. Costs derived by a flat rate
    /// of the wages follow from the wages, as in a claim.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn of(
        budget: &[BudgetCell],
        reported: &[Reported],
        forecasts: &[CostForecast],
        flat: Option<&FlatRate>,
    ) -> Result<Self, Overflow> {
        let mut cells: BTreeMap<(Place, String), Cell> = BTreeMap::new();
        let derived = match flat {
            Some(flat) => derived(flat, reported)?,
            None => Vec::new(),
        };
        for one in budget {
            let cell = cell(&mut cells, (one.partner, one.sub_area), &one.category);
            cell.budget = cell.budget.checked_add(one.amount)?;
        }
        for one in reported.iter().chain(&derived) {
            let cell = cell(&mut cells, (one.partner, one.sub_area), &one.category);
            cell.accepted = cell.accepted.checked_add(one.accepted)?;
            cell.awaiting = cell.awaiting.checked_add(one.awaiting)?;
        }
        let forecasts = in_force(forecasts);
        let mut places: BTreeSet<Place> = cells.keys().map(|(place, _)| *place).collect();
        places.extend(forecasts.keys().copied());
        let cells: Vec<Cell> = cells.into_values().collect();
        let mut areas = Vec::with_capacity(places.len());
        for (partner, sub_area) in places {
            let own = |cell: &&Cell| (cell.partner, cell.sub_area) == (partner, sub_area);
            let sum = |of: fn(&Cell) -> Money| Money::sum(cells.iter().filter(own).map(of));
            let forecast = match forecasts.get(&(partner, sub_area)) {
                Some(forecast) => forecast.at_completion()?,
                None => None,
            };
            let figures = Figures::of(
                sum(|cell| cell.budget)?,
                sum(|cell| cell.accepted)?,
                sum(|cell| cell.awaiting)?,
                forecast,
            )?;
            areas.push(Area {
                partner,
                sub_area,
                figures,
                is_forecast: forecast.is_some(),
            });
        }
        Ok(Self { cells, areas })
    }

    /// Only what belongs to these municipalities.
    #[must_use]
    pub fn only(mut self, partners: &BTreeSet<OrganisationId>) -> Self {
        self.cells.retain(|cell| partners.contains(&cell.partner));
        self.areas.retain(|area| partners.contains(&area.partner));
        self
    }

    /// Everything together.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn total(&self) -> Result<Figures, Overflow> {
        Figures::sum(self.areas.iter().map(|area| &area.figures))
    }

    /// By municipality.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn by_partner(&self) -> Result<BTreeMap<OrganisationId, Figures>, Overflow> {
        by(&self.areas, |area| area.partner)
    }

    /// By sub-area.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn by_sub_area(&self) -> Result<BTreeMap<SubAreaId, Figures>, Overflow> {
        by(&self.areas, |area| area.sub_area)
    }
}

fn by<K: Ord>(areas: &[Area], key: impl Fn(&Area) -> K) -> Result<BTreeMap<K, Figures>, Overflow> {
    let mut groups: BTreeMap<K, Vec<&Figures>> = BTreeMap::new();
    for area in areas {
        groups.entry(key(area)).or_default().push(&area.figures);
    }
    groups
        .into_iter()
        .map(|(key, figures)| Ok((key, Figures::sum(figures)?)))
        .collect()
}

fn cell<'a>(cells: &'a mut BTreeMap<(Place, String), Cell>, place: Place, category: &str) -> &'a mut Cell {
    cells.entry((place, category.to_owned())).or_insert_with(|| Cell {
        partner: place.0,
        category: category.to_owned(),
        sub_area: place.1,
        budget: Money::ZERO,
        accepted: Money::ZERO,
        awaiting: Money::ZERO,
    })
}

/// What the flat rate adds to each municipality's wages: rounded once per municipality, shared by its sub-areas.
fn derived(flat: &FlatRate, reported: &[Reported]) -> Result<Vec<Reported>, Overflow> {
    let mut wages: BTreeMap<OrganisationId, BTreeMap<SubAreaId, (Money, Money)>> = BTreeMap::new();
    for one in reported.iter().filter(|one| flat.wages.contains(&one.category)) {
        let (accepted, all) = wages
            .entry(one.partner)
            .or_default()
            .entry(one.sub_area)
            .or_default();
        *accepted = accepted.checked_add(one.accepted)?;
        *all = all.checked_add(one.accepted)?.checked_add(one.awaiting)?;
    }
    let mut found = Vec::new();
    for (partner, areas) in wages {
        let only =
            |of: fn(&(Money, Money)) -> Money| areas.iter().map(|(&area, sums)| (area, of(sums))).collect();
        let accepted = flat_rate_by_sub_area(flat.rate, &only(|sums| sums.0))?;
        for (sub_area, all) in flat_rate_by_sub_area(flat.rate, &only(|sums| sums.1))? {
            let accepted = accepted.get(&sub_area).copied().unwrap_or_default();
            found.push(Reported {
                partner,
                category: flat.category.clone(),
                sub_area,
                accepted,
                awaiting: all.checked_sub(accepted)?,
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
