//! Rates of Finnish value added tax (*arvonlisävero*), as dated data.
//!
//! Value Added Tax Act 1501/1993: 84 § (the general rate), 85 § (food, restaurants, and much that stood under 85 a
//! § until the end of 2024) and 85 a § (the lowest rate). 25.5 % since 1 September 2024; 13.5 % since 1 January
//! 2026 (government bill HE 93/2025); see `domain.md`, section 3.

use chrono::NaiveDate;

use crate::rate::Rate;

/// Which goods and services a rate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum VatClass {
    /// Everything that is not named elsewhere (84 §).
    General,
    /// Food and restaurants (85 §).
    Reduced,
    /// What is left under the lowest rate (85 a §).
    Lowest,
}

/// A rate from a day on, until the next one of its class.
struct Dated {
    class: VatClass,
    from: (i32, u32, u32),
    rate: Rate,
}

const fn dated(class: VatClass, from: (i32, u32, u32), millionths: u32) -> Dated {
    Dated {
        class,
        from,
        rate: Rate::of_millionths(millionths),
    }
}

/// By class, the earlier ones first.
const RATES: [Dated; 12] = [
    dated(VatClass::General, (1994, 6, 1), 220_000),
    dated(VatClass::General, (2010, 7, 1), 230_000),
    dated(VatClass::General, (2013, 1, 1), 240_000),
    dated(VatClass::General, (2024, 9, 1), 255_000),
    dated(VatClass::Reduced, (1998, 1, 1), 170_000),
    dated(VatClass::Reduced, (2009, 10, 1), 120_000),
    dated(VatClass::Reduced, (2010, 7, 1), 130_000),
    dated(VatClass::Reduced, (2013, 1, 1), 140_000),
    dated(VatClass::Reduced, (2026, 1, 1), 135_000),
    dated(VatClass::Lowest, (1998, 1, 1), 80_000),
    dated(VatClass::Lowest, (2010, 7, 1), 90_000),
    dated(VatClass::Lowest, (2013, 1, 1), 100_000),
];

impl Dated {
    fn begins_by(&self, day: NaiveDate) -> bool {
        let (year, month, date) = self.from;
        NaiveDate::from_ymd_opt(year, month, date).is_some_and(|from| from <= day)
    }
}

/// The rate of a class on a day; nothing before the days that are known here.
#[must_use]
pub fn rate_on(class: VatClass, day: NaiveDate) -> Option<Rate> {
    RATES
        .iter()
        .rev()
        .find(|dated| dated.class == class && dated.begins_by(day))
        .map(|dated| dated.rate)
}

/// Whether an entry of this day can bear the rate: none, one in force, or an earlier one, for a credit note of
/// today takes back an invoice of last year at the rate of that invoice. `None` asks about any day.
#[must_use]
pub fn is_known(rate: Rate, day: Option<NaiveDate>) -> bool {
    rate == Rate::ZERO
        || RATES
            .iter()
            .any(|dated| dated.rate == rate && day.is_none_or(|day| dated.begins_by(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The last day of the old rate and the first of the new one.
    #[test]
    fn rates_change_on_their_days() {
        use VatClass::{General, Lowest, Reduced};
        for (class, on, expected) in [
            (General, "2012-12-31", "23"),
            (General, "2013-01-01", "24"),
            (General, "2024-08-31", "24"),
            (General, "2024-09-01", "25.5"),
            (General, "2030-01-01", "25.5"),
            (Reduced, "2025-12-31", "14"),
            (Reduced, "2026-01-01", "13.5"),
            (Lowest, "2010-06-30", "8"),
            (Lowest, "2026-01-01", "10"),
        ] {
            let rate = rate_on(class, day(on)).map(|rate| rate.to_string());
            assert_eq!(rate.as_deref(), Some(expected), "{class:?} {on}");
        }
        assert_eq!(rate_on(General, day("1990-01-01")), None);
    }

    #[test]
    fn a_rate_is_known_from_its_first_day_on() {
        for (rate, on, expected) in [
            ("25.5", Some("2024-08-31"), false),
            ("25.5", Some("2024-09-01"), true),
            ("24", Some("2025-01-15"), true),
            ("0", Some("2025-01-15"), true),
            ("25.5", None, true),
            ("42", None, false),
        ] {
            assert_eq!(
                is_known(rate.parse().unwrap(), on.map(day)),
                expected,
                "{rate} {on:?}"
            );
        }
    }

    /// The lines of scenario S2 (`domain.md`, section 5): half a cent is rounded up (rule 2), a credit note stays
    /// negative.
    #[test]
    fn net_amounts_of_scenario_s2() {
        for (gross, rate, net) in [
            ("1240.00", "24", "1000.00"),
            ("999.99", "25.5", "796.80"),
            ("-124.00", "24", "-100.00"),
        ] {
            let (gross, rate): (Money, Rate) = (gross.parse().unwrap(), rate.parse().unwrap());
            assert_eq!(rate.net_of_gross(gross).to_string(), net, "{gross} at {rate} %");
        }
    }
}
