//! Amounts of euros as integer cents, with checked arithmetic only.

use std::{fmt, str::FromStr};

/// An amount in euro cents. May be negative (credit notes, corrections).
///
/// There are no `+` and `-`: an overflow is an answer ([`Money::checked_add`]), never a panic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The text is not an amount with at most two decimals and a decimal point.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an amount: write euros and cents with a point, for example 1234.56")]
pub struct NotAnAmount(pub String);

/// A sum went outside what 64 bits of cents can hold (about 92 quadrillion euros).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sum is too large to be an amount of money")]
pub struct Overflow;

impl Money {
    /// Nothing: 0.00 euros.
    pub const ZERO: Self = Self(0);

    /// An amount from whole cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Adds, refusing an overflow.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// Subtracts, refusing an overflow.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The sum of many amounts, refusing an overflow.
    ///
    /// # Errors
    /// [`Overflow`] when a partial sum does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The amount with its sign turned.
    ///
    /// # Errors
    /// [`Overflow`] for the one value that has no opposite.
    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// True below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// True at exactly 0.00.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// A decimal with a point and two decimals, as the API writes it: `-1234.56`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }
}

/// Reads what [`Display`](fmt::Display) writes; `12`, `12.3` and `12.34` are accepted, exponents,
/// separators, spaces and more than two decimals are not.
impl FromStr for Money {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map(Self).ok_or_else(|| NotAnAmount(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (euros, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(euros) || !all_digits(decimals) || decimals.len() > 2 {
        return None;
    }
    let euros: i64 = euros.parse().ok()?;
    let cents: i64 = format!("{decimals:0<2}").parse().ok()?;
    let total = euros.checked_mul(100)?.checked_add(cents)?;
    Some(if negative { -total } else { total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_and_read_as_decimals() {
        for (cents, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (5_765_441, "57654.41"),
            (-11_300, "-113.00"),
        ] {
            assert_eq!(Money::from_cents(cents).to_string(), text);
            assert_eq!(text.parse(), Ok(Money::from_cents(cents)));
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "1,5",
            "1 000.00",
            "1.234",
            "1e3",
            "+1",
            "92233720368547758.08",
        ] {
            assert_eq!(text.parse::<Money>(), Err(NotAnAmount(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn overflow_is_an_answer() {
        let most = Money::from_cents(i64::MAX);
        assert_eq!(most.checked_add(Money::from_cents(1)), Err(Overflow));
        assert_eq!(Money::from_cents(i64::MIN).negated(), Err(Overflow));
    }
}
