use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    CannotAccrue, HalfYear, Margin, NoReferenceRate, ReferenceRate, ReferenceRates, Stretch, accrue,
};
use crate::{money::Money, rate::Rate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn stretch(principal: &str, after: &str, until: &str) -> Stretch {
    Stretch {
        principal: euros(principal),
        after: day(after),
        until: day(until),
    }
}

fn published() -> ReferenceRates {
    ReferenceRates::published()
}

/// Goal: scenario S9, each segment and the sum, and the borders of a half-year: principal, after, until,
/// margin, segments as days at a rate, interest.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn s9_and_its_borders() {
    use Margin::{Late, Recovery};
    for (principal, after, until, margin, segments, interest) in [
        (
            "3400.00",
            "2024-03-15",
            "2025-05-20",
            Recovery,
            "107 d 7.5 % 74.7534246575…; 184 d 7.5 % 128.5479452054…; 140 d 6.5 % 84.7671232876…",
            "288.07",
        ),
        (
            "3400.00",
            "2025-05-20",
            "2025-06-19",
            Late,
            "30 d 10.5 % 29.3424657534…",
            "29.34",
        ),
        ("3400.00", "2024-03-15", "2024-03-15", Recovery, "", "0.00"),
        (
            "0.00",
            "2024-03-15",
            "2024-03-16",
            Recovery,
            "1 d 7.5 % 0.00",
            "0.00",
        ),
        (
            "365.00",
            "2024-06-29",
            "2024-06-30",
            Recovery,
            "1 d 7.5 % 0.075",
            "0.08",
        ),
        (
            "365.00",
            "2024-12-30",
            "2025-01-02",
            Recovery,
            "1 d 7.5 % 0.075; 2 d 6.5 % 0.13",
            "0.21",
        ),
        (
            "365.00",
            "2024-12-31",
            "2025-01-01",
            Late,
            "1 d 10.5 % 0.105",
            "0.11",
        ),
        // 2024 is a leap year: 366 days over 365.
        (
            "1000.00",
            "2023-12-31",
            "2024-12-31",
            Recovery,
            "182 d 7.5 % 37.3972602739…; 184 d 7.5 % 37.8082191780…",
            "75.21",
        ),
    ] {
        let found = accrue(&[stretch(principal, after, until)], margin, &published()).unwrap();
        let words: Vec<String> = found
            .segments
            .iter()
            .map(|one| format!("{} d {} % {}", one.days, one.rate, one.unrounded))
            .collect();
        assert_eq!(
            (words.join("; ").as_str(), found.amount()),
            (segments, euros(interest)),
            "{after} {until}"
        );
    }
    let total = euros("3400.00").checked_add(euros("288.07"));
    assert_eq!(total, Ok(euros("3688.07")));
}

/// Rounding each stretch would give 0.08 three times; the exact sum is rounded once.
#[test]
fn the_sum_is_rounded_once() {
    let days = [
        stretch("365.00", "2024-03-01", "2024-03-02"),
        stretch("365.00", "2024-03-02", "2024-03-03"),
        stretch("365.00", "2024-03-03", "2024-03-04"),
    ];
    let found = accrue(&days, Margin::Recovery, &published()).unwrap();
    assert_eq!(
        (found.amount(), found.explanation.unrounded.as_str()),
        (euros("0.23"), "0.225")
    );
}

#[test]
fn what_cannot_be_computed_is_not_guessed() {
    let no_rate = accrue(
        &[stretch("1.00", "2026-06-30", "2026-07-01")],
        Margin::Recovery,
        &published(),
    );
    let missing = HalfYear::of(day("2026-07-01"));
    assert_eq!(no_rate, Err(CannotAccrue::NoRate(NoReferenceRate(missing))));
    assert_eq!(missing.to_string(), "2026H2");
    let recorded = ReferenceRate::new(day("2026-07-01"), "2.5".parse().unwrap()).unwrap();
    let found = accrue(
        &[stretch("365.00", "2026-06-30", "2026-07-01")],
        Margin::Recovery,
        &published().with([recorded]),
    );
    assert_eq!(
        found.map(|found| found.explanation.unrounded),
        Ok("0.055".to_owned())
    );
    let backwards = accrue(
        &[stretch("1.00", "2024-03-02", "2024-03-01")],
        Margin::Late,
        &published(),
    );
    assert!(matches!(backwards, Err(CannotAccrue::Backwards { .. })));
    let negative = accrue(
        &[stretch("-1.00", "2024-03-01", "2024-03-02")],
        Margin::Late,
        &published(),
    );
    assert_eq!(negative, Err(CannotAccrue::NotOwed(euros("-1.00"))));
}

/// Goal: `domain.md` section 2, the published rates, and which entries can be added.
#[test]
fn the_published_rates() {
    let found: Vec<String> = published()
        .iter()
        .map(|one| format!("{} {}", one.half_year, one.rate))
        .collect();
    assert_eq!(
        found,
        [
            "2022H2 0",
            "2023H1 2.5",
            "2023H2 4",
            "2024H1 4.5",
            "2024H2 4.5",
            "2025H1 3.5",
            "2025H2 2.5",
            "2026H1 2.5"
        ]
    );
    for (from, rate, sound) in [
        ("2026-07-01", "2", true),
        ("2026-07-02", "2", false),
        ("2027-01-01", "2.25", false),
        ("2027-01-01", "0", true),
    ] {
        let entry = ReferenceRate::new(day(from), rate.parse::<Rate>().unwrap());
        assert_eq!(entry.is_ok(), sound, "{from} {rate}");
    }
}

proptest! {
    /// However the days are cut, the exact sum is the same, so the rounded one is too.
    #[test]
    fn additive_over_split_dates(cents in 0_i64..1_000_000_000, start in 0_i64..1_000, days in 0_i64..400, cut in 0_i64..400, late: bool) {
        let margin = if late { Margin::Late } else { Margin::Recovery };
        let after = day("2022-12-31") + chrono::TimeDelta::days(start / 2);
        let until = after + chrono::TimeDelta::days(days);
        let middle = after + chrono::TimeDelta::days(cut.min(days));
        let of = |after, until| Stretch { principal: Money::from_cents(cents), after, until };
        let whole = accrue(&[of(after, until)], margin, &published()).unwrap();
        let split = accrue(&[of(after, middle), of(middle, until)], margin, &published()).unwrap();
        prop_assert_eq!(&whole.explanation.unrounded, &split.explanation.unrounded);
        prop_assert_eq!(whole.amount(), split.amount());
        let total: i64 = whole.segments.iter().map(|one| one.days).sum();
        prop_assert_eq!(total, days);
        if days == 0 || cents == 0 {
            prop_assert_eq!(whole.amount(), Money::ZERO);
        }
    }

    /// More days or a later day never make it less.
    #[test]
    fn it_only_grows(cents in 0_i64..1_000_000_000, days in 0_i64..700) {
        let after = day("2023-01-10");
        let at = |days| {
            let until = after + chrono::TimeDelta::days(days);
            accrue(&[Stretch { principal: Money::from_cents(cents), after, until }], Margin::Recovery, &published())
                .unwrap().amount()
        };
        prop_assert!(at(days) <= at(days + 1));
    }
}
