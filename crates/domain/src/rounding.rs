//! The only place where an exact number becomes whole cents, by named rules.
//!
//! Everything is integer arithmetic on an exact fraction of cents, so no rule ever sees a number
//! that was already rounded.

use crate::money::{Money, Overflow};
use strum::{Display, EnumIter, IntoStaticStr};

/// How an exact number of cents became whole cents. The name is stored with every explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Rounding {
    /// No rounding was needed: the amount is a sum or a difference of whole cents.
    Exact,
    /// Cut off towards zero, so that an amount and its reversal always cancel.
    ///
    /// On the cumulative accepted cost, which is not negative, this is the floor of rule 3: the
    /// grant never exceeds the rate.
    Floor,
    /// To the nearest cent, half a cent away from zero (rule 2), the same for credit notes.
    HalfUp,
    /// Floored towards minus infinity, then whole cents are given to the largest fractions until
    /// the parts sum to the whole (rule 4).
    LargestRemainder,
}

impl Rounding {
    /// What the rule does, for a person who asks why an amount is what it is.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Exact => "not rounded",
            Self::Floor => "cut off to whole cents towards zero",
            Self::HalfUp => "rounded to the nearest cent, half a cent away from zero",
            Self::LargestRemainder => {
                "cut off to whole cents; the missing cents go to the largest fractions, \
                 ties in ascending order of municipality code"
            }
        }
    }
}

/// An exact number of cents as a fraction: `numerator / denominator`.
///
/// Only built inside this crate, where the denominator is positive by construction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    pub(crate) numerator: i128,
    pub(crate) denominator: i128,
}

impl Fraction {
    /// Towards zero ([`Rounding::Floor`]).
    pub(crate) fn floor(self) -> Result<Money, Overflow> {
        to_money(self.numerator.checked_div(self.denominator).ok_or(Overflow)?)
    }

    /// To the nearest cent, half away from zero ([`Rounding::HalfUp`]).
    pub(crate) fn half_up(self) -> Result<Money, Overflow> {
        let doubled = self.numerator.checked_mul(2).ok_or(Overflow)?;
        let half = if self.numerator < 0 {
            -self.denominator
        } else {
            self.denominator
        };
        let shifted = doubled.checked_add(half).ok_or(Overflow)?;
        let twice = self.denominator.checked_mul(2).ok_or(Overflow)?;
        to_money(shifted.checked_div(twice).ok_or(Overflow)?)
    }

    /// Whole cents below (towards minus infinity) and what is left of a cent, as a numerator over
    /// the same denominator; the first half of [`Rounding::LargestRemainder`].
    pub(crate) fn floor_and_remainder(self) -> Result<(Money, i128), Overflow> {
        let whole = self
            .numerator
            .checked_div_euclid(self.denominator)
            .ok_or(Overflow)?;
        let rest = self
            .numerator
            .checked_rem_euclid(self.denominator)
            .ok_or(Overflow)?;
        Ok((to_money(whole)?, rest))
    }

    /// The number of euros as decimal text, exact when it ends within eight decimals of a cent and
    /// otherwise cut there and marked with "…".
    pub(crate) fn euros(self) -> String {
        const DECIMALS: usize = 10;
        let Some(denominator) = self
            .denominator
            .unsigned_abs()
            .checked_mul(100)
            .filter(|d| *d > 0)
        else {
            return format!("{}/{} cents", self.numerator, self.denominator);
        };
        let magnitude = self.numerator.unsigned_abs();
        let mut rest = magnitude % denominator;
        let mut decimals = String::with_capacity(DECIMALS);
        while decimals.len() < DECIMALS && (rest != 0 || decimals.len() < 2) {
            let Some(shifted) = rest.checked_mul(10) else {
                break;
            };
            decimals.push_str(&(shifted / denominator).to_string());
            rest = shifted % denominator;
        }
        let sign = if self.numerator < 0 { "-" } else { "" };
        let more = if rest == 0 { "" } else { "…" };
        format!("{sign}{}.{decimals}{more}", magnitude / denominator)
    }
}

/// The parts of a whole by [`Rounding::LargestRemainder`]: exact parts over one denominator are floored, and
/// the cents that are missing go to the largest fractions, of equals to the first.
///
/// `None` is no answer for parts that cannot sum to the whole: more cents are missing than there are parts,
/// or less than none.
pub(crate) fn largest_remainder(whole: Money, exact: &[Fraction]) -> Result<Option<Vec<Money>>, Overflow> {
    let mut parts = Vec::with_capacity(exact.len());
    for fraction in exact {
        parts.push(fraction.floor_and_remainder()?);
    }
    let floors = Money::sum(parts.iter().map(|(below, _)| *below))?;
    let missing = usize::try_from(whole.checked_sub(floors)?.cents());
    let Some(missing) = missing.ok().filter(|missing| *missing <= parts.len()) else {
        return Ok(None);
    };
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&index| std::cmp::Reverse(parts[index].1));
    for index in by_remainder.into_iter().take(missing) {
        parts[index].0 = parts[index].0.checked_add(Money::from_cents(1))?;
    }
    Ok(Some(parts.into_iter().map(|(part, _)| part).collect()))
}

fn to_money(cents: i128) -> Result<Money, Overflow> {
    i64::try_from(cents).map(Money::from_cents).map_err(|_| Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(numerator: i128, denominator: i128) -> Fraction {
        Fraction {
            numerator,
            denominator,
        }
    }

    /// One line per number around the borders of each rule.
    #[test]
    fn each_rule_at_its_borders() {
        // numerator, denominator, floor, half up, largest-remainder floor, rest, euros
        let table = [
            (0, 1, 0, 0, 0, 0, "0.00"),
            (85_085, 100, 850, 851, 850, 85, "8.5085"),
            (-85_085, 100, -850, -851, -851, 15, "-8.5085"),
            (5, 10, 0, 1, 0, 5, "0.005"),
            (-5, 10, 0, -1, -1, 5, "-0.005"),
            (49, 100, 0, 0, 0, 49, "0.0049"),
            (-49, 100, 0, 0, -1, 51, "-0.0049"),
            (300, 100, 3, 3, 3, 0, "0.03"),
            (1, 3, 0, 0, 0, 1, "0.0033333333…"),
            (-2, 3, 0, -1, -1, 1, "-0.0066666666…"),
        ];
        for (numerator, denominator, floor, half_up, below, rest, euros) in table {
            let fraction = of(numerator, denominator);
            assert_eq!(fraction.floor(), Ok(Money::from_cents(floor)), "{fraction:?}");
            assert_eq!(fraction.half_up(), Ok(Money::from_cents(half_up)), "{fraction:?}");
            assert_eq!(
                fraction.floor_and_remainder(),
                Ok((Money::from_cents(below), rest)),
                "{fraction:?}"
            );
            assert_eq!(fraction.euros(), euros);
        }
    }

    #[test]
    fn numbers_outside_64_bits_of_cents_are_an_answer() {
        assert_eq!(of(i128::from(i64::MAX) + 1, 1).floor(), Err(Overflow));
        assert_eq!(of(i128::MAX, 2).half_up(), Err(Overflow));
        assert_eq!(of(1, 0).floor_and_remainder(), Err(Overflow));
        assert_eq!(of(1, 0).euros(), "1/0 cents");
    }

    proptest! {
        #[test]
        fn an_amount_and_its_reversal_cancel(numerator in -1_i128 << 80..1_i128 << 80, denominator in 1_i128 << 20..1_i128 << 40) {
            let (there, back) = (of(numerator, denominator), of(-numerator, denominator));
            prop_assert_eq!(there.floor().and_then(Money::negated), back.floor());
            prop_assert_eq!(there.half_up().and_then(Money::negated), back.half_up());
        }
    }
}
