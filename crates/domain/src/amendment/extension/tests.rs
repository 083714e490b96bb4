//! How the chain of periods goes on.

use chrono::NaiveDate;
use proptest::prelude::*;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{ExtensionRefused, Link, check, continue_periods};
use crate::{
    project::Period,
    schedule::{CostPeriod, cost_periods},
    use_period::UsePeriod,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(first: &str, last: &str) -> UsePeriod {
    UsePeriod::new(day(first), day(last)).unwrap()
}

fn chain(length: CostPeriod, use_period: UsePeriod, used: usize) -> Vec<Link> {
    cost_periods(length, use_period)
        .into_iter()
        .zip(1_i32..)
        .enumerate()
        .map(|(place, (days, number))| Link {
            period: Period {
                id: Uuid::from_u128(place as u128 + 1).into(),
                number,
                days,
            },
            used: place < used,
        })
        .collect()
}

#[test]
fn what_is_refused() {
    let use_period = days("2026-02-01", "2027-12-31");
    for (last, expires, expected) in [
        (
            "2027-12-31",
            None,
            Some(ExtensionRefused::NotLater(day("2027-12-31"))),
        ),
        (
            "2027-11-30",
            None,
            Some(ExtensionRefused::NotLater(day("2027-12-31"))),
        ),
        ("2038-01-08", None, Some(ExtensionRefused::TooFar)),
        (
            "2028-12-31",
            Some("2028-12-31"),
            Some(ExtensionRefused::AfterExpiry(day("2028-12-31"))),
        ),
        ("2028-12-30", Some("2028-12-31"), None),
        ("2028-12-31", None, None),
    ] {
        assert_eq!(
            check(use_period, day(last), expires.map(day)).err(),
            expected,
            "{last}"
        );
    }
}

/// Goal: the last period of a use period that ends on 15 December, in half-years.
#[test]
fn the_last_period_is_lengthened_while_nothing_rests_on_it() {
    let use_period = days("2022-01-01", "2022-12-15");
    let free = continue_periods(
        CostPeriod::HalfYear,
        &chain(CostPeriod::HalfYear, use_period, 1),
        day("2023-02-28"),
    );
    assert_eq!(free.lengthened.unwrap().1, days("2022-07-01", "2022-12-31"));
    assert_eq!(free.added, [(3, days("2023-01-01", "2023-02-28"))]);

    let used = continue_periods(
        CostPeriod::HalfYear,
        &chain(CostPeriod::HalfYear, use_period, 2),
        day("2023-02-28"),
    );
    assert_eq!(used.lengthened, None);
    assert_eq!(
        used.added,
        [
            (3, days("2022-12-16", "2022-12-31")),
            (4, days("2023-01-01", "2023-02-28"))
        ]
    );

    let within = continue_periods(
        CostPeriod::HalfYear,
        &chain(CostPeriod::HalfYear, use_period, 0),
        day("2022-12-20"),
    );
    assert_eq!(within.lengthened.unwrap().1, days("2022-07-01", "2022-12-20"));
    assert!(within.added.is_empty());
}

proptest! {
    /// Whatever the length and whatever is used: no gap, no overlap, used periods as they were, and the end
    /// is the new one.
    #[test]
    fn the_chain_is_never_broken(
        length in 0_usize..5,
        start in 0_i64..1000,
        long in 1_i64..900,
        more in 1_i64..900,
        used in 0_usize..40,
    ) {
        let length = CostPeriod::iter().nth(length).unwrap();
        let first = day("2026-01-01") + chrono::TimeDelta::days(start);
        let use_period = UsePeriod { first, last: first + chrono::TimeDelta::days(long) };
        let last = use_period.last + chrono::TimeDelta::days(more);
        let before = chain(length, use_period, used);
        let continuation = continue_periods(length, &before, last);
        let mut after: Vec<(i32, UsePeriod)> =
            before.iter().map(|link| (link.period.number, link.period.days)).collect();
        if let Some((id, days)) = continuation.lengthened {
            let link = before.iter().position(|link| link.period.id == id).unwrap();
            prop_assert!(!before[link].used && days.first == before[link].period.days.first);
            after[link].1 = days;
        }
        after.extend(continuation.added);
        prop_assert_eq!(after[0].1.first, use_period.first);
        prop_assert_eq!(after.last().unwrap().1.last, last);
        for pair in after.windows(2) {
            prop_assert_eq!(pair[0].0 + 1, pair[1].0);
            prop_assert_eq!(pair[0].1.last.succ_opt().unwrap(), pair[1].1.first);
            prop_assert!(pair[1].1.first <= pair[1].1.last);
        }
    }
}
