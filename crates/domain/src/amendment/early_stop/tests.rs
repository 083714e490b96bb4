//! Where the chain of periods is cut.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{StopRefused, curtail};
use crate::{
    amendment::extension::Link,
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

/// Four half-years, of which the first ones are reported on.
fn chain(used: usize) -> Vec<Link> {
    cost_periods(CostPeriod::HalfYear, days("2026-01-01", "2027-12-31"))
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

/// Goal: what is refused, in order of precedence.
#[test]
fn what_is_refused() {
    let use_period = days("2026-01-01", "2027-12-31");
    for (last, used, costs_until, expected) in [
        ("2027-12-31", 0, None, StopRefused::NotEarlier(day("2027-12-31"))),
        ("2028-01-31", 0, None, StopRefused::NotEarlier(day("2027-12-31"))),
        (
            "2025-12-31",
            0,
            None,
            StopRefused::BeforeTheBeginning(day("2026-01-01")),
        ),
        (
            "2026-05-31",
            2,
            Some("2026-06-01"),
            StopRefused::CostsAfter(day("2026-06-01")),
        ),
        (
            "2026-05-31",
            2,
            Some("2026-05-31"),
            StopRefused::PeriodOpened(day("2026-07-01")),
        ),
        (
            "2026-05-31",
            3,
            None,
            StopRefused::PeriodOpened(day("2027-01-01")),
        ),
    ] {
        let found = curtail(use_period, &chain(used), day(last), costs_until.map(day));
        assert_eq!(found, Err(expected), "{last} {used}");
    }
}

/// Goal: an untouched period is shortened, one that is reported on keeps its days, later ones go.
#[test]
fn where_it_is_cut() {
    let use_period = days("2026-01-01", "2027-12-31");
    let id = |number: u128| Uuid::from_u128(number).into();
    for (last, used, shortened, removed) in [
        ("2026-09-30", 0, Some((2, "2026-07-01")), vec![3, 4]),
        ("2026-09-30", 1, Some((2, "2026-07-01")), vec![3, 4]),
        ("2026-09-30", 2, None, vec![3, 4]),
        ("2026-12-31", 1, None, vec![3, 4]),
        ("2026-01-01", 0, Some((1, "2026-01-01")), vec![2, 3, 4]),
        ("2027-12-30", 3, Some((4, "2027-07-01")), vec![]),
    ] {
        let found = curtail(use_period, &chain(used), day(last), Some(day("2026-01-01"))).unwrap();
        let expected = shortened.map(|(number, first)| (id(number), days(first, last)));
        assert_eq!(found.shortened, expected, "{last} {used}");
        let removed: Vec<_> = removed.into_iter().map(id).collect();
        assert_eq!(found.removed, removed, "{last} {used}");
    }
}
