//! Shares of a whole: funding rates, clearing rates, tolerances, value added tax.

use crate::{
    money::{Money, Overflow},
    rounding::Fraction,
};
use rust_decimal::Decimal;
use std::{fmt, str::FromStr};

/// An exact decimal share from 0 to 1, with at most six decimals (a percentage with four).
///
/// `Display` and `FromStr` use percent (`85`, `25.5`); a share such as `0.85` has its own
/// constructor, because `1` could mean either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    millionths: u32,
}

/// Why a number is not a rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateRefused {
    /// Not digits with an optional decimal point.
    #[error("\"{0}\" is not a rate: write digits with a point, for example 85 or 25.5 per cent")]
    NotANumber(String),
    /// Below nothing or above the whole.
    #[error("{0} per cent is not possible: a rate is from 0 to 100 per cent")]
    OutOfRange(Decimal),
    /// More decimals than are kept exactly.
    #[error("{0} per cent has too many decimals: a percentage has at most four")]
    TooFine(Decimal),
}

const WHOLE: u32 = 1_000_000;

impl Rate {
    /// Nothing: 0 per cent.
    pub const ZERO: Self = Self { millionths: 0 };
    /// The whole: 100 per cent.
    pub const ONE: Self = Self { millionths: WHOLE };
    /// The programme's highest rate, 85 per cent (decree 893/2019, 4 §): the default of a call.
    pub const EIGHTY_FIVE_PERCENT: Self = Self { millionths: 850_000 };

    /// A rate of this crate's own tables, in millionths of the whole.
    pub(crate) const fn of_millionths(millionths: u32) -> Self {
        assert!(millionths <= WHOLE, "a rate is at most the whole");
        Self { millionths }
    }

    /// A rate from a share such as `0.85`.
    ///
    /// # Errors
    /// [`RateRefused`] below 0, above 1 or with more than six decimals.
    pub fn from_share(share: Decimal) -> Result<Self, RateRefused> {
        let percent = || {
            share
                .checked_mul(Decimal::ONE_HUNDRED)
                .unwrap_or(share)
                .normalize()
        };
        if share < Decimal::ZERO || share > Decimal::ONE {
            return Err(RateRefused::OutOfRange(percent()));
        }
        let exact = share.normalize();
        let missing = 6_u32
            .checked_sub(exact.scale())
            .ok_or_else(|| RateRefused::TooFine(percent()))?;
        u32::try_from(exact.mantissa())
            .ok()
            .and_then(|digits| digits.checked_mul(10_u32.checked_pow(missing)?))
            .map(|millionths| Self { millionths })
            .ok_or_else(|| RateRefused::OutOfRange(percent()))
    }

    /// A rate from a percentage such as `85` or `25.5`.
    ///
    /// # Errors
    /// [`RateRefused`] below 0, above 100 or with more than four decimals.
    pub fn from_percent(percent: Decimal) -> Result<Self, RateRefused> {
        if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
            return Err(RateRefused::OutOfRange(percent));
        }
        let exact = percent.normalize();
        if exact.scale() > 4 {
            return Err(RateRefused::TooFine(exact));
        }
        Self::from_share(Decimal::from_i128_with_scale(exact.mantissa(), exact.scale() + 2))
    }

    /// Reads a share such as `0.85`.
    ///
    /// # Errors
    /// [`RateRefused`] as for [`Rate::from_share`], or when the text is no plain decimal.
    pub fn parse_share(text: &str) -> Result<Self, RateRefused> {
        Self::from_share(plain_decimal(text)?)
    }

    /// The share as an exact decimal, 0 to 1.
    #[must_use]
    pub fn share(self) -> Decimal {
        Decimal::new(i64::from(self.millionths), 6).normalize()
    }

    /// The percentage as an exact decimal, 0 to 100.
    #[must_use]
    pub fn percent(self) -> Decimal {
        Decimal::new(i64::from(self.millionths), 4).normalize()
    }

    /// The share in millionths, 0 to 1 000 000: the exact number behind the rate.
    #[must_use]
    pub const fn millionths(self) -> u32 {
        self.millionths
    }

    /// What is left of the whole: 15 per cent for 85.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self {
            millionths: WHOLE - self.millionths,
        }
    }

    /// A rate from millionths of the whole, at most the whole.
    pub(crate) fn capped(millionths: u32) -> Self {
        Self {
            millionths: millionths.min(WHOLE),
        }
    }

    /// A rate from the millionths that [`millionths`](Self::millionths) gives; nothing above the whole.
    #[must_use]
    pub fn of_stored_millionths(millionths: u32) -> Option<Self> {
        (millionths <= WHOLE).then_some(Self { millionths })
    }

    /// The share of an amount, cut off to whole cents towards zero.
    ///
    /// For a cumulative cost, which is not negative, this is the floor of rule 3. It is not meant
    /// for single lines: flooring each would lose cents.
    #[must_use]
    pub fn of_floor(self, amount: Money) -> Money {
        self.fraction_of(amount).floor().unwrap_or(amount)
    }

    /// The share of an amount, rounded to the nearest cent, half a cent away from zero (rule 2).
    #[must_use]
    pub fn of_half_up(self, amount: Money) -> Money {
        self.fraction_of(amount).half_up().unwrap_or(amount)
    }

    /// The share of an amount in euros, exact: for saying why an amount is what it is.
    #[must_use]
    pub fn unrounded(self, amount: Money) -> Decimal {
        // 63 bits of cents times 20 bits of millionths stay within the 96 bits of a Decimal.
        Decimal::try_from_i128_with_scale(self.fraction_of(amount).numerator, 8)
            .unwrap_or_default()
            .normalize()
    }

    /// The net amount inside a gross amount, when this rate is the value added tax added to it;
    /// rounded half up.
    #[must_use]
    pub fn net_of_gross(self, gross: Money) -> Money {
        self.net_fraction(gross).half_up().unwrap_or(gross)
    }

    pub(crate) fn fraction_of(self, amount: Money) -> Fraction {
        Fraction {
            numerator: i128::from(amount.cents()) * i128::from(self.millionths),
            denominator: i128::from(WHOLE),
        }
    }

    pub(crate) fn net_fraction(self, gross: Money) -> Fraction {
        Fraction {
            numerator: i128::from(gross.cents()) * i128::from(WHOLE),
            denominator: i128::from(WHOLE) + i128::from(self.millionths),
        }
    }

    /// The share of an amount together with the amount itself: a budget and its tolerance.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn added_to(self, amount: Money) -> Result<Money, Overflow> {
        amount.checked_add(self.of_floor(amount))
    }
}

/// Percent without superfluous zeroes: `85`, `25.5`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.percent().to_string())
    }
}

/// Reads percent, as [`Display`](fmt::Display) writes it.
impl FromStr for Rate {
    type Err = RateRefused;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_percent(plain_decimal(text)?)
    }
}

fn plain_decimal(text: &str) -> Result<Decimal, RateRefused> {
    let refused = || RateRefused::NotANumber(text.to_owned());
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) {
        return Err(refused());
    }
    Decimal::from_str_exact(text).map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(percent: &str) -> Rate {
        percent.parse().unwrap()
    }

    fn cents(cents: i64) -> Money {
        Money::from_cents(cents)
    }

    #[test]
    fn percent_and_share_mean_the_same_rate() {
        for (percent, share, written) in [
            ("85", "0.85", "85"),
            ("85.5", "0.855", "85.5"),
            ("25.50", "0.255", "25.5"),
            ("0", "0", "0"),
            ("100", "1", "100"),
            ("100.0000", "1.000000", "100"),
            ("0.0001", "0.000001", "0.0001"),
            ("33.3333", "0.333333", "33.3333"),
        ] {
            assert_eq!(rate(percent), Rate::parse_share(share).unwrap(), "{percent}");
            assert_eq!(rate(percent).to_string(), written);
        }
        assert_eq!(rate("85"), Rate::EIGHTY_FIVE_PERCENT);
    }

    #[test]
    fn what_is_not_a_rate_is_refused() {
        for text in [
            "", "-", ".", "8.", ".5", "85 %", "85%", "85,5", "1e1", "+85", "NaN", "1_0", " 85",
        ] {
            assert_eq!(
                text.parse::<Rate>(),
                Err(RateRefused::NotANumber(text.to_owned())),
                "{text}"
            );
        }
        for text in ["-0.0001", "100.0001", "101", "79228162514264337593543950335"] {
            assert!(
                matches!(text.parse::<Rate>(), Err(RateRefused::OutOfRange(_))),
                "{text}"
            );
        }
        assert!(matches!("33.33333".parse::<Rate>(), Err(RateRefused::TooFine(_))));
        assert!(matches!(
            Rate::parse_share("0.3333333"),
            Err(RateRefused::TooFine(_))
        ));
        assert!(matches!(
            Rate::parse_share("1.000001"),
            Err(RateRefused::OutOfRange(_))
        ));
    }

    /// Goal: the numbers on which floats and separate rounding went wrong elsewhere.
    #[test]
    fn floors_and_halves() {
        for (percent, amount, floor, half_up, exact) in [
            ("85", 5_765_441, 4_900_624, 4_900_625, "49006.2485"),
            ("85", 1_001, 850, 851, "8.5085"),
            ("85", -1_001, -850, -851, "-8.5085"),
            ("29", 10_000, 2_900, 2_900, "29"),
            ("69", 1_000_000, 690_000, 690_000, "6900"),
            ("85", 999_999, 849_999, 849_999, "8499.9915"),
            ("85", 484_705, 411_999, 411_999, "4119.9925"),
            ("50", 1, 0, 1, "0.005"),
            ("50", -1, 0, -1, "-0.005"),
        ] {
            assert_eq!(
                rate(percent).of_floor(cents(amount)),
                cents(floor),
                "{percent} of {amount}"
            );
            assert_eq!(
                rate(percent).of_half_up(cents(amount)),
                cents(half_up),
                "{percent} of {amount}"
            );
            assert_eq!(rate(percent).unrounded(cents(amount)).to_string(), exact);
        }
        assert_eq!(Rate::ONE.of_floor(cents(i64::MIN)), cents(i64::MIN));
        assert_eq!(
            Rate::ONE.unrounded(cents(i64::MAX)).to_string(),
            "92233720368547758.07"
        );
    }

    #[test]
    fn the_net_amount_is_taken_out_of_the_gross() {
        for (vat, gross, net) in [
            ("24", 124_000, 100_000),
            ("25.5", 99_999, 79_680),
            ("24", -12_400, -10_000),
            ("0", 999, 999),
            ("10", 115, 105),
        ] {
            assert_eq!(
                rate(vat).net_of_gross(cents(gross)),
                cents(net),
                "{gross} at {vat} %"
            );
        }
    }

    #[test]
    fn a_tolerance_raises_an_amount() {
        assert_eq!(rate("10").added_to(cents(200_005)), Ok(cents(220_005)));
        assert_eq!(rate("10").added_to(cents(i64::MAX)), Err(Overflow));
    }

    proptest! {
        #[test]
        fn text_gives_the_same_rate_back(millionths in 0_u32..=WHOLE) {
            let rate = Rate { millionths };
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
            prop_assert_eq!(Rate::from_share(rate.share()), Ok(rate));
        }

        #[test]
        fn the_floor_is_within_a_cent_and_never_over(millionths in 0_u32..=WHOLE, amount in 0_i64..) {
            let rate = Rate { millionths };
            let floor = Decimal::new(rate.of_floor(cents(amount)).cents(), 2);
            let exact = rate.unrounded(cents(amount));
            prop_assert!(floor <= exact && exact - floor < Decimal::new(1, 2));
        }
    }
}
