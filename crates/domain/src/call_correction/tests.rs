use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use uuid::Uuid;

use super::{CallCorrection, CallCorrectionMachine, Command, Facts, State, StateName, Why, check};
use crate::{
    call::{self, Call, Details},
    ids::PersonId,
    workflow::{RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn noon(month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: noon(1, 1),
    }
}

fn details() -> Details {
    Details {
        title: "Digital services".to_owned(),
        opens_on: day(2, 2),
        closes_on: day(3, 2),
        terms: call::tests::terms(),
    }
}

fn published() -> Call {
    Call {
        id: Uuid::nil().into(),
        version: 3,
        authority: Uuid::nil().into(),
        drafted_by: person(1),
        details: details(),
        state: call::State::Published { published: stamp(2) },
    }
}

fn longer() -> Details {
    Details {
        closes_on: day(3, 16),
        ..details()
    }
}

/// Goal: what may be corrected, in order of precedence.
#[test]
fn nobody_loses_time_and_everybody_learns_why() {
    let draft = Call {
        state: call::State::Draft,
        ..published()
    };
    let with = |change: fn(&mut Details)| {
        let mut details = details();
        change(&mut details);
        details
    };
    let cases = [
        (draft, longer(), "", noon(2, 10), Some(Why::NotPublished)),
        (published(), longer(), "why", noon(3, 3), Some(Why::Closed)),
        (published(), longer(), " ", noon(2, 10), Some(Why::NoReason)),
        (
            published(),
            details(),
            "why",
            noon(2, 10),
            Some(Why::NothingChanges),
        ),
        (
            published(),
            with(|details| details.title.clear()),
            "why",
            noon(2, 10),
            Some(Why::Faulty(Box::new(call::Why::NoTitle))),
        ),
        (
            published(),
            with(|details| details.closes_on = day(2, 27)),
            "why",
            noon(2, 10),
            Some(Why::ClosesEarlier {
                before: day(3, 2),
                after: day(2, 27),
            }),
        ),
        (
            published(),
            with(|details| details.opens_on = day(2, 12)),
            "why",
            noon(2, 10),
            Some(Why::OpenAlready(day(2, 2))),
        ),
        (
            published(),
            with(|details| details.opens_on = day(2, 12)),
            "why",
            noon(1, 10),
            None,
        ),
        (published(), longer(), "why", noon(2, 10), None),
        (
            published(),
            longer(),
            &"a".repeat(20_001),
            noon(2, 10),
            Some(Why::ReasonTooLong(20_000)),
        ),
    ];
    for (call, after, reason, now, expected) in cases {
        assert_eq!(
            check(&call, &after, reason, now).err(),
            expected,
            "{now} {}",
            after.title
        );
    }
}

#[test]
fn the_table() {
    let steps: Vec<Option<StateName>> = table::<CallCorrectionMachine>()
        .into_iter()
        .map(|(_, _, step)| match step {
            Step::To(state) => Some(state),
            Step::Stays | Step::No(_) => None,
        })
        .collect();
    let (published, withdrawn) = (Some(StateName::Published), Some(StateName::Withdrawn));
    assert_eq!(steps, [published, withdrawn, None, None, None, None]);
}

/// Goal: another person publishes it, on the call that was corrected.
#[test]
fn publishing() {
    for (by, call_version, expected) in [
        (1, 3, Some(RefusalCode::SamePerson)),
        (2, 2, Some(RefusalCode::WrongState)),
        (2, 3, None),
    ] {
        let facts = Facts {
            by: person(by),
            now: noon(2, 10),
            call: published(),
            correction: CallCorrection {
                id: Uuid::nil().into(),
                version: 1,
                call: Uuid::nil().into(),
                authority: Uuid::nil().into(),
                call_version,
                before: details(),
                after: longer(),
                reason: "More time.".to_owned(),
                proposed: stamp(1),
                state: State::Proposed,
            },
        };
        let done =
            transition::<CallCorrectionMachine>(State::Proposed, Command::Publish, &facts, noon(2, 10));
        assert_eq!(done.err().map(|refusal| refusal.code), expected, "{by}");
    }
}
