//! Exact numbers on the way to a result, as fractions of whole numbers: nothing is rounded before the end.

use rust_decimal::Decimal;

use crate::{
    money::{Money, Overflow},
    rounding::Fraction,
};

/// An exact number; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    numerator: i128,
    denominator: i128,
}

/// So many decimals are written of a number that has no end.
const DECIMALS: usize = 10;

impl Exact {
    pub(super) const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    pub(super) fn of(value: Decimal) -> Result<Self, Overflow> {
        let denominator = 10_i128.checked_pow(value.scale()).ok_or(Overflow)?;
        Ok(Self::reduced(value.mantissa(), denominator))
    }

    /// Hundredths of a number in per cent.
    pub(super) fn share(percent: Decimal) -> Result<Self, Overflow> {
        let whole = Self::of(percent)?;
        let denominator = whole.denominator.checked_mul(100).ok_or(Overflow)?;
        Ok(Self::reduced(whole.numerator, denominator))
    }

    fn reduced(numerator: i128, denominator: i128) -> Self {
        let (mut one, mut other) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let common = i128::try_from(one.max(1)).unwrap_or(1);
        Self {
            numerator: numerator / common,
            denominator: denominator / common,
        }
    }

    pub(super) fn times(self, other: Self) -> Result<Self, Overflow> {
        let numerator = self.numerator.checked_mul(other.numerator).ok_or(Overflow)?;
        let denominator = self.denominator.checked_mul(other.denominator).ok_or(Overflow)?;
        Ok(Self::reduced(numerator, denominator))
    }

    /// The quotient; none for a division by nothing or less.
    pub(super) fn over(self, other: Self) -> Result<Self, Overflow> {
        if other.numerator <= 0 {
            return Err(Overflow);
        }
        self.times(Self {
            numerator: other.denominator,
            denominator: other.numerator,
        })
    }

    pub(super) fn minus(self, other: Self) -> Result<Self, Overflow> {
        // Over the smallest common denominator: the product of both may be too large where the result is not.
        let shared = Self::reduced(self.denominator, other.denominator);
        let left = self.numerator.checked_mul(shared.denominator).ok_or(Overflow)?;
        let right = other.numerator.checked_mul(shared.numerator).ok_or(Overflow)?;
        let denominator = self.denominator.checked_mul(shared.denominator).ok_or(Overflow)?;
        let numerator = left.checked_sub(right).ok_or(Overflow)?;
        Ok(Self::reduced(numerator, denominator))
    }

    /// Euros as money, rounded half up: the one place where a calculation is rounded.
    pub(super) fn euros(self) -> Result<Money, Overflow> {
        Fraction {
            numerator: self.numerator.checked_mul(100).ok_or(Overflow)?,
            denominator: self.denominator,
        }
        .half_up()
    }

    /// Whether it is a whole number of cents.
    pub(super) const fn is_whole_cents(self) -> bool {
        match self.numerator.checked_mul(100) {
            Some(cents) => cents % self.denominator == 0,
            None => false,
        }
    }

    /// The number as people write it: thousands apart, as many decimals as it has; one without an end is cut and marked.
    pub(super) fn text(self) -> String {
        let (magnitude, denominator) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let sign = if self.numerator < 0 { "-" } else { "" };
        let mut rest = magnitude % denominator;
        let mut decimals = String::new();
        while rest != 0 && decimals.len() < DECIMALS {
            let Some(shifted) = rest.checked_mul(10) else {
                break;
            };
            decimals.push_str(&(shifted / denominator).to_string());
            rest = shifted % denominator;
        }
        let whole = thousands(&(magnitude / denominator).to_string());
        let point = if decimals.is_empty() { "" } else { "." };
        let more = if rest == 0 { "" } else { "…" };
        format!("{sign}{whole}{point}{decimals}{more}")
    }
}

/// Digits in groups of three.
fn thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// An amount as the last step of a calculation writes it.
pub(super) fn amount(money: Money) -> String {
    let cents = money.cents().unsigned_abs();
    let sign = if money.is_negative() { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        thousands(&(cents / 100).to_string()),
        cents % 100
    )
}
