use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Command, ErasureMachine, Facts, Kept, Removed, Retention, Standing, State, Why};
use crate::{
    ids::PersonId,
    money::Money,
    workflow::{Name as _, RefusalCode, Step, table, transition},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

/// Over since yesterday.
fn over() -> Standing {
    Standing {
        retention: Retention::default(),
        today: day("2038-06-02"),
        last_event: Some(day("2028-06-01")),
        open: None,
        tampered: None,
    }
}

const TABLE: &str = "
proposed   confirm   done
proposed   withdraw  withdrawn
done       confirm   no
done       withdraw  no
withdrawn  confirm   no
withdrawn  withdraw  no";

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let found = table::<ErasureMachine>()
        .into_iter()
        .map(|(state, command, step)| {
            let step = match step {
                Step::To(state) => state.code(),
                Step::Stays => "stays",
                Step::No(_) => "no",
            };
            format!("\n{:<10} {:<9} {step}", state.code(), command.code())
        });
    assert_eq!(found.collect::<String>(), TABLE);
}

/// Goal: nothing is removed before its time, while anything is open, on hold or not as it should be.
#[test]
fn when_the_time_is_over() {
    let dates = (day("2028-06-01"), day("2038-06-01"));
    assert_eq!(over().over(), Ok(dates));
    let held = Retention {
        hold: Some("audit".to_owned()),
        ..Retention::default()
    };
    let longer = Retention {
        years: 11,
        ..Retention::default()
    };
    for (standing, expected) in [
        (
            Standing {
                last_event: None,
                ..over()
            },
            Why::NotClosed,
        ),
        (
            Standing {
                today: day("2038-06-01"),
                ..over()
            },
            Why::TooEarly(day("2038-06-01")),
        ),
        (
            Standing {
                retention: longer,
                ..over()
            },
            Why::TooEarly(day("2039-06-01")),
        ),
        (
            Standing {
                retention: held,
                ..over()
            },
            Why::OnHold("audit".to_owned()),
        ),
        (
            Standing {
                open: Some("a recovery is open"),
                ..over()
            },
            Why::Open("a recovery is open"),
        ),
        (
            Standing {
                tampered: Some(7),
                ..over()
            },
            Why::Tampered(7),
        ),
    ] {
        assert_eq!(standing.over(), Err(expected));
    }
}

/// Goal: years are counted by the calendar, and a leap day has no anniversary in most years.
#[test]
fn the_last_day() {
    for (years, from, last) in [
        (10, "2028-06-01", "2038-06-01"),
        (1, "2028-02-29", "2029-02-28"),
        (4, "2028-02-29", "2032-02-29"),
        (100, "2000-12-31", "2100-12-31"),
    ] {
        let retention = Retention {
            years,
            ..Retention::default()
        };
        assert_eq!(retention.last_day(day(from)), day(last), "{years} after {from}");
    }
}

/// Goal: it takes two, and whoever proposed may take it back.
#[test]
fn whose_hands() {
    let confirm = || Command::Confirm {
        removed: Removed::default(),
        kept: Kept {
            lines: 1,
            costs: Money::ZERO,
            accepted: Money::ZERO,
            paid: Money::ZERO,
        },
    };
    let early = Standing {
        today: day("2030-01-01"),
        ..over()
    };
    for (command, by, standing, expected) in [
        (confirm(), 1, over(), Some(RefusalCode::SamePerson)),
        (confirm(), 2, over(), None),
        (confirm(), 2, early.clone(), Some(RefusalCode::Deadline)),
        (Command::Withdraw, 1, early, None),
    ] {
        let facts = Facts {
            by: person(by),
            proposed_by: person(1),
            standing,
        };
        let words = format!("{command:?} by {by}");
        let done =
            transition::<ErasureMachine>(State::Proposed, command, &facts, DateTime::<Utc>::UNIX_EPOCH);
        assert_eq!(done.err().map(|refusal| refusal.code), expected, "{words}");
    }
}

#[test]
fn what_can_be_kept() {
    let of = |years, hold: Option<&str>| {
        let hold = hold.map(ToOwned::to_owned);
        let retention = Retention {
            version: 0,
            years,
            hold,
        };
        retention.check().err()
    };
    assert_eq!(of(10, None), None);
    assert_eq!(of(1, Some("a lawsuit")), None);
    assert_eq!(of(0, None), Some(Why::Years(0)));
    assert_eq!(of(101, None), Some(Why::Years(101)));
    assert_eq!(of(10, Some(" ")), Some(Why::EmptyHold));
    assert_eq!(of(10, Some(&"x".repeat(2_001))), Some(Why::LongHold(2_000)));
}
