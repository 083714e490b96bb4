//! What may be asked of a plan, and what held from when.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{PlanRefused, Since, Step, check, descriptions, timetable};
use crate::{
    amendment::{AreaDays, Content},
    ids::SubAreaId,
    use_period::UsePeriod,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn area(number: u128) -> SubAreaId {
    Uuid::from_u128(number).into()
}

const fn use_period() -> UsePeriod {
    UsePeriod {
        first: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        last: NaiveDate::from_ymd_opt(2027, 12, 31).unwrap(),
    }
}

fn scope(purpose: &str, goals: &str, sub_areas: &[u128]) -> Content {
    Content::ScopeChange {
        purpose: purpose.to_owned(),
        goals: goals.to_owned(),
        sub_areas: sub_areas.iter().copied().map(area).collect(),
    }
}

fn days(of: &[(u128, &str, &str)]) -> Content {
    let days = of.iter().map(|&(number, first, last)| AreaDays {
        sub_area: area(number),
        first: day(first),
        last: day(last),
    });
    Content::Timetable { days: days.collect() }
}

fn direction(learned: &str, changes: &str, first_day: &str) -> Content {
    Content::ChangeOfDirection {
        learned: learned.to_owned(),
        changes: changes.to_owned(),
        first_day: day(first_day),
    }
}

fn stop(learned: &str, reason: &str) -> Content {
    Content::EarlyStop {
        learned: learned.to_owned(),
        reason: reason.to_owned(),
        last: day("2026-09-30"),
    }
}

#[test]
fn what_may_be_asked() {
    let areas = [area(1), area(2)];
    let outside = |text| {
        Err(PlanRefused::Outside {
            day: day(text),
            first: use_period().first,
            last: use_period().last,
        })
    };
    let no_text = |what| Err(PlanRefused::NoText(what));
    for (content, expected) in [
        (scope("a", "b", &[]), Ok(())),
        (scope("a", "b", &[1, 2]), Ok(())),
        (
            scope(" ", "b", &[]),
            no_text("what the project is for from now on"),
        ),
        (
            scope("a", "", &[]),
            no_text("what the project shall reach from now on"),
        ),
        (scope("a", "b", &[3]), Err(PlanRefused::NoSubArea)),
        (scope("a", "b", &[1, 1]), Err(PlanRefused::Twice)),
        (
            days(&[(1, "2026-01-01", "2027-12-31"), (2, "2026-03-01", "2026-03-01")]),
            Ok(()),
        ),
        (days(&[]), Err(PlanRefused::NoDays)),
        (
            days(&[(3, "2026-03-01", "2026-04-01")]),
            Err(PlanRefused::NoSubArea),
        ),
        (
            days(&[(1, "2026-03-01", "2026-04-01"), (1, "2026-03-01", "2026-05-01")]),
            Err(PlanRefused::Twice),
        ),
        (
            days(&[(1, "2026-03-02", "2026-03-01")]),
            Err(PlanRefused::Backwards {
                first: day("2026-03-02"),
                last: day("2026-03-01"),
            }),
        ),
        (days(&[(1, "2025-12-31", "2026-03-01")]), outside("2025-12-31")),
        (days(&[(1, "2026-03-01", "2028-01-01")]), outside("2028-01-01")),
        (direction("a", "b", "2026-03-01"), Ok(())),
        (direction(" ", "b", "2026-03-01"), no_text("what was learned")),
        (direction("a", " ", "2026-03-01"), no_text("what changes")),
        (direction("a", "b", "2028-01-01"), outside("2028-01-01")),
        (stop("a", "b"), Ok(())),
        (stop("", "b"), no_text("what was learned")),
        (stop("a", ""), no_text("why it stops")),
    ] {
        assert_eq!(check(&content, use_period(), &areas), expected, "{content:?}");
    }
}

fn step(number: i32, content: Content) -> Step {
    Step {
        since: Since {
            number,
            part: Uuid::from_u128(100).into(),
            from: day("2026-06-01"),
        },
        content,
    }
}

/// Goal: nothing is lost of what held before, and the last one holds.
#[test]
fn what_held_from_when() {
    let steps = [
        step(1, direction("l1", "c1", "2026-05-01")),
        step(2, days(&[(1, "2026-03-01", "2026-04-01")])),
        step(3, scope(" new ", "goals", &[2])),
        step(5, direction("l2", "c2", "2026-07-01")),
    ];
    let held: Vec<_> = descriptions("as applied", &steps)
        .into_iter()
        .map(|one| {
            let number = one.since.map(|since| since.number);
            let changes = one.direction.map(|direction| direction.changes);
            (number, one.purpose, one.goals, changes, one.sub_areas.len())
        })
        .collect();
    let text = |text: &str| text.to_owned();
    let goals = Some(text("goals"));
    assert_eq!(
        held,
        [
            (None, text("as applied"), None, None, 0),
            (Some(1), text("as applied"), None, Some(text("c1")), 0),
            (Some(3), text("new"), goals.clone(), None, 1),
            (Some(5), text("new"), goals, Some(text("c2")), 1),
        ]
    );
}

/// Goal: the baseline stays, the last amendment holds, and what no amendment names follows the use period.
#[test]
fn when_each_sub_area_is_worked_on() {
    let longer = UsePeriod {
        last: day("2028-03-31"),
        ..use_period()
    };
    let steps = [
        step(1, days(&[(1, "2026-03-01", "2026-04-01")])),
        step(2, days(&[(1, "2026-03-01", "2026-05-01")])),
    ];
    let found = timetable(&[area(1), area(2)], use_period(), longer, &steps);
    assert_eq!(found[0].days.last, day("2026-05-01"));
    assert_eq!(found[0].amended.len(), 2);
    assert_eq!(found[0].amended[0].0.last, day("2026-04-01"));
    assert_eq!((found[1].days, found[1].amended.len()), (longer, 0));
    assert!(found.iter().all(|one| one.baseline == use_period()));
    // A project that stops early stops everywhere, also where work was to begin later.
    for (last, expected) in [
        ("2026-04-15", ("2026-03-01", "2026-04-15")),
        ("2026-02-28", ("2026-02-28", "2026-02-28")),
        ("2026-12-31", ("2026-03-01", "2026-05-01")),
    ] {
        let now = UsePeriod {
            last: day(last),
            ..use_period()
        };
        let found = timetable(&[area(1)], use_period(), now, &steps);
        let days = found[0].days;
        assert_eq!(
            (days.first, days.last),
            (day(expected.0), day(expected.1)),
            "{last}"
        );
    }
}
