use std::{cmp::Ordering, fmt};

use rust_decimal::Decimal;

/// A share of the highest possible, from nothing to the whole, as an exact fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Score {
    numerator: i64,
    denominator: i64,
}

impl Score {
    /// A fraction from 0 to 1; nothing for what is outside.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator <= 0 || !(0..=denominator).contains(&numerator) {
            return None;
        }
        let common = common_divisor(numerator, denominator);
        Some(Self {
            numerator: numerator / common,
            denominator: denominator / common,
        })
    }

    /// From a percentage, 0 to 100.
    #[must_use]
    pub fn of_rate(rate: crate::rate::Rate) -> Self {
        let common = common_divisor(i64::from(rate.millionths()), 1_000_000);
        Self {
            numerator: i64::from(rate.millionths()) / common,
            denominator: 1_000_000 / common,
        }
    }

    /// The number above the line.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The number below the line; more than 0.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// In per cent with four decimals, half up: for people only, comparisons use the exact fraction.
    #[must_use]
    pub fn percent(self) -> Decimal {
        let numerator = i128::from(self.numerator) * 2_000_000 + i128::from(self.denominator);
        let rounded = numerator / (2 * i128::from(self.denominator));
        Decimal::try_from_i128_with_scale(rounded, 4).unwrap_or_default()
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let own = i128::from(self.numerator) * i128::from(other.denominator);
        let others = i128::from(other.numerator) * i128::from(self.denominator);
        own.cmp(&others)
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As a fraction: `21/25`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// The greatest number that divides both, at least 1.
fn common_divisor(one: i64, other: i64) -> i64 {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
