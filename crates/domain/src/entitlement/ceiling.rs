//! Budgets as ceilings: what is within, and what is parked above them (rule 5).

use super::explanation::{Explanation, Input, Limit, Quantity, Rule};
use crate::{
    money::{Money, Overflow},
    rate::Rate,
    rounding::Rounding,
};

/// A partner's costs in one category against the budget in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryCost {
    /// The approved budget of the partner in the category.
    pub budget: Money,
    /// By how much it may be exceeded; 0 per cent by default.
    pub tolerance: Rate,
    /// Eligible costs since the beginning, whether within the budget or parked; credits reduce it.
    pub cumulative_cost: Money,
    /// What was accepted before, cumulative, under whatever budget was then in force.
    pub accepted_before: Money,
}

/// What a ceiling lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithinCeiling {
    /// The budget and its tolerance.
    pub ceiling: Money,
    /// Accepted since the beginning: the costs, at most the ceiling.
    pub accepted: Money,
    /// What that adds to what was accepted before. Negative when credits took costs away, or when
    /// the budget was lowered below what had been accepted.
    pub accepted_now: Money,
    /// Costs above the ceiling since the beginning: released by an approved change of the budget or
    /// by credits, otherwise the partner's own cost.
    pub parked: Money,
    /// Why so much is accepted.
    pub explanation: Explanation,
}

/// Applies the ceiling to a partner's costs in one category (*kustannuslaji*).
///
/// Everything is cumulative, so the same function parks an excess, lets a credit make room for what
/// was parked, and releases it after a change of the budget.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub fn ceiling(cost: &CategoryCost) -> Result<WithinCeiling, Overflow> {
    let ceiling = cost.tolerance.added_to(cost.budget.max(Money::ZERO))?;
    let accepted = cost.cumulative_cost.min(ceiling);
    Ok(WithinCeiling {
        ceiling,
        accepted,
        accepted_now: accepted.checked_sub(cost.accepted_before)?,
        parked: cost.cumulative_cost.checked_sub(accepted)?,
        explanation: Explanation {
            rule: Rule::Ceiling,
            inputs: vec![
                Input::amount(Quantity::Budget, cost.budget),
                Input::rate(Quantity::Tolerance, cost.tolerance),
                Input::amount(Quantity::CumulativeCost, cost.cumulative_cost),
            ],
            unrounded: cost.cumulative_cost.to_string(),
            rounding: Rounding::Exact,
            limited_by: (cost.cumulative_cost > ceiling).then_some(Limit::Budget),
            result: accepted,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Money {
        text.parse().unwrap()
    }

    /// Goal: the life of one budget line, in which each row follows from the one above it.
    #[test]
    fn parking_credits_and_release() {
        let mut accepted_before = Money::ZERO;
        // budget, tolerance, cumulative cost, accepted now, parked
        for (budget, tolerance, cost, now, parked) in [
            ("2000.00", "0", "1999.99", "1999.99", "0.00"),
            ("2000.00", "0", "2000.00", "0.01", "0.00"),
            ("2000.00", "0", "2350.40", "0.00", "350.40"),
            ("2000.00", "0", "2250.40", "0.00", "250.40"), // a credit first takes from what is parked
            ("2000.00", "0", "1900.00", "-100.00", "0.00"),
            ("2000.00", "0", "2350.40", "100.00", "350.40"),
            ("2300.00", "0", "2350.40", "300.00", "50.40"), // an approved change releases
            ("2300.00", "10", "2350.40", "50.40", "0.00"),
            ("2000.00", "0", "2350.40", "-350.40", "350.40"), // a lowered budget parks again
            ("0.00", "10", "2350.40", "-2000.00", "2350.40"),
            ("-1.00", "0", "-5.00", "-5.00", "0.00"),
        ] {
            let answer = ceiling(&CategoryCost {
                budget: euros(budget),
                tolerance: tolerance.parse().unwrap(),
                cumulative_cost: euros(cost),
                accepted_before,
            })
            .unwrap();
            assert_eq!(
                (answer.accepted_now, answer.parked),
                (euros(now), euros(parked)),
                "{cost} of {budget}"
            );
            let limit = (!answer.parked.is_zero()).then_some(Limit::Budget);
            assert_eq!(answer.explanation.limited_by, limit);
            accepted_before = answer.accepted;
        }
    }

    #[test]
    fn the_tolerance_is_part_of_the_ceiling() {
        let cost = CategoryCost {
            budget: euros("333.33"),
            tolerance: "10".parse().unwrap(),
            cumulative_cost: euros("400.00"),
            accepted_before: Money::ZERO,
        };
        assert_eq!(ceiling(&cost).unwrap().ceiling, euros("366.66"));
        let too_much = CategoryCost {
            budget: Money::from_cents(i64::MAX),
            ..cost
        };
        assert_eq!(ceiling(&too_much), Err(Overflow));
    }
}
