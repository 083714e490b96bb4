use rust_decimal::Decimal;

use super::{ColumnKind, Details, Figure};
use crate::{
    cost_position::percent_of,
    money::{Money, Overflow},
};

/// A cell of the follow-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How much; none when nobody entered anything.
    pub amount: Option<Money>,
    /// Whether the engine computed it from the payments.
    pub is_computed: bool,
    /// How many figures were entered so far; the next one names it.
    pub entered: i32,
}

/// The follow-up of a programme's budget; amounts in EUR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The cells, a row per line and in it one per column.
    pub cells: Vec<Vec<Cell>>,
    /// What each column adds up to.
    pub totals: Vec<Money>,
    /// What all budgets add up to.
    pub budget: Money,
    /// What all actuals add up to.
    pub actual: Money,
}

impl FollowUp {
    /// How much of the budget was spent, in per cent rounded half up to two decimals; none without a budget.
    #[must_use]
    pub fn actual_percent(&self) -> Option<Decimal> {
        percent_of(self.actual, self.budget)
    }
}

/// The follow-up from every figure that was entered, and for each column what was paid of the grants on its days.
///
/// # Errors
/// [`Overflow`] when a sum does not fit.
pub fn follow_up(details: &Details, figures: &[Figure], paid: &[Money]) -> Result<FollowUp, Overflow> {
    let cell = |line: usize, column: usize| {
        let of_cell = figures
            .iter()
            .filter(|one| (one.line, one.column) == (line, column));
        let newest = of_cell.max_by_key(|one| one.number);
        let is_computed = details.is_computed(line, column);
        Cell {
            amount: if is_computed {
                Some(paid.get(column).copied().unwrap_or_default())
            } else {
                newest.and_then(|one| one.amount)
            },
            is_computed,
            entered: newest.map_or(0, |one| one.number),
        }
    };
    let columns = 0..details.columns.len();
    let cells: Vec<Vec<Cell>> = (0..details.lines.len())
        .map(|line| columns.clone().map(|column| cell(line, column)).collect())
        .collect();
    let total = |column: usize| {
        let amounts = cells.iter().filter_map(|row| row.get(column)?.amount);
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    };
    let totals: Vec<Money> = columns.map(total).collect::<Result<_, _>>()?;
    let of_kind = |kind| {
        let columns = details.columns.iter().zip(&totals);
        let of_kind = columns.filter(|(column, _)| column.kind == kind);
        of_kind
            .map(|(_, total)| *total)
            .try_fold(Money::ZERO, Money::checked_add)
    };
    Ok(FollowUp {
        budget: of_kind(ColumnKind::Budget)?,
        actual: of_kind(ColumnKind::Actual)?,
        cells,
        totals,
    })
}
