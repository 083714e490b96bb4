use super::Why;
use crate::{
    call::Terms,
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    project::BudgetCell,
};

/// The sum of a budget.
///
/// # Errors
/// [`Overflow`] when it does not fit.
pub fn total(cells: &[BudgetCell]) -> Result<Money, Overflow> {
    Money::sum(cells.iter().map(|cell| cell.amount))
}

/// The grant that a budget asks for: the call's rate of the whole, floored to cents.
///
/// # Errors
/// [`Overflow`] when the sum does not fit.
pub fn requested_grant(terms: &Terms, cells: &[BudgetCell]) -> Result<Money, Overflow> {
    Ok(terms.rate.of_floor(total(cells)?))
}

/// Whether every cell stands in a known category, a known sub-area and a known partner, once, with
/// an amount that is not negative.
///
/// # Errors
/// The first cell at fault.
pub fn check_cells(
    cells: &[BudgetCell],
    terms: &Terms,
    sub_areas: &[SubAreaId],
    partners: &[OrganisationId],
) -> Result<(), Why> {
    let mut seen = std::collections::BTreeSet::new();
    for (place, cell) in cells.iter().enumerate() {
        if terms.category(&cell.category).is_none() {
            return Err(Why::UnknownCategory {
                place,
                category: cell.category.clone(),
            });
        }
        if !sub_areas.contains(&cell.sub_area) {
            return Err(Why::UnknownSubArea { place });
        }
        if !partners.contains(&cell.partner) {
            return Err(Why::UnknownPartner);
        }
        if cell.amount.is_negative() {
            return Err(Why::NegativeAmount {
                place,
                amount: cell.amount,
            });
        }
        if !seen.insert((cell.partner, cell.category.as_str(), cell.sub_area)) {
            return Err(Why::CellTwice {
                place,
                category: cell.category.clone(),
            });
        }
    }
    Ok(())
}
