use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::workflow::{self, Machine as _, Name as _, Reason as _, RefusalCode, Step};

fn now() -> DateTime<Utc> {
    "2029-01-10T09:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(level: Level) -> Facts {
    Facts {
        by: Uuid::from_u128(7).into(),
        level,
        project_ends: day("2027-12-31"),
    }
}

fn measurement(on: &str) -> Measurement {
    Measurement {
        value: Measurement::number("12.5").unwrap(),
        day: day(on),
        source: "Statistics".to_owned(),
        note: String::new(),
    }
}

const TABLE: &str = "
planned   record_baseline  baseline
planned   record_forecast  -
planned   record_measured  -
planned   record_follow_up -
planned   drop             dropped
baseline  record_baseline  =
baseline  record_forecast  forecast
baseline  record_measured  -
baseline  record_follow_up -
baseline  drop             dropped
forecast  record_baseline  -
forecast  record_forecast  =
forecast  record_measured  measured
forecast  record_follow_up -
forecast  drop             dropped
measured  record_baseline  -
measured  record_forecast  -
measured  record_measured  =
measured  record_follow_up follow_up
measured  drop             dropped
follow_up record_baseline  -
follow_up record_forecast  -
follow_up record_measured  -
follow_up record_follow_up =
follow_up drop             -
dropped   record_baseline  -
dropped   record_forecast  -
dropped   record_measured  -
dropped   record_follow_up -
dropped   drop             -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<IndicatorMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<16} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

/// Goal: whatever the table allows is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    let given = || measurement("2028-12-31");
    let dropped = State::Dropped {
        dropped: Stamp {
            by: facts(Level::Results).by,
            at: now(),
        },
        reason: "Not measurable".to_owned(),
    };
    for state in [
        State::Planned,
        State::Baseline,
        State::Forecast,
        State::Measured,
        State::FollowUp,
        dropped,
    ] {
        for command in [
            Command::RecordBaseline(given()),
            Command::RecordForecast(given()),
            Command::RecordMeasured(given()),
            Command::RecordFollowUp(given()),
            Command::Drop {
                reason: "Not measurable".to_owned(),
            },
        ] {
            let (from, name) = (StateName::from(&state), CommandName::from(&command));
            let done = workflow::transition::<IndicatorMachine>(
                state.clone(),
                command,
                &facts(Level::Results),
                now(),
            );
            match IndicatorMachine::step(from, name) {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(StateName::from(&done.unwrap().state), from),
                Step::No(_) => assert_eq!(done.err().unwrap().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Goal: each refusal by its code and its path; a forecast may be of a day to come.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn what_is_refused_says_where() {
    let with = |change: &dyn Fn(&mut Measurement)| {
        let mut given = measurement("2028-12-31");
        change(&mut given);
        given
    };
    let long = "ä".repeat(1_001);
    for (state, level, command, expected) in [
        (
            State::Planned,
            Level::Wider,
            Command::RecordBaseline(with(&|given| given.source = " ".to_owned())),
            "Incomplete source",
        ),
        (
            State::Planned,
            Level::Wider,
            Command::RecordBaseline(with(&|given| given.note.clone_from(&long))),
            "InvalidInput note",
        ),
        (
            State::Planned,
            Level::Wider,
            Command::RecordBaseline(measurement("2029-01-11")),
            "InvalidInput measuredOn",
        ),
        (
            State::Planned,
            Level::Wider,
            Command::RecordBaseline(measurement("2026-01-11")),
            "done",
        ),
        (
            State::Baseline,
            Level::Wider,
            Command::RecordForecast(measurement("2031-01-11")),
            "done",
        ),
        (
            State::Forecast,
            Level::Indirect,
            Command::RecordMeasured(measurement("2027-12-01")),
            "Incomplete note",
        ),
        (
            State::Forecast,
            Level::Results,
            Command::RecordMeasured(measurement("2027-12-01")),
            "done",
        ),
        (
            State::Measured,
            Level::Results,
            Command::RecordFollowUp(measurement("2027-12-31")),
            "InvalidInput measuredOn",
        ),
        (
            State::Measured,
            Level::Results,
            Command::RecordFollowUp(measurement("2028-01-01")),
            "done",
        ),
        (
            State::Planned,
            Level::Results,
            Command::Drop {
                reason: " ".to_owned(),
            },
            "Incomplete reason",
        ),
    ] {
        let words = format!("{state:?} {command:?}");
        let done = workflow::transition::<IndicatorMachine>(state, command, &facts(level), now());
        let found = done.err().map_or_else(
            || "done".to_owned(),
            |refused| format!("{:?} {}", refused.code, refused.path.join("/")),
        );
        assert_eq!(found, expected, "{words}");
    }
    for text in ["", "x", "1,5", "1.", ".1", "1.1234567", "1000000000000"] {
        assert!(
            matches!(Measurement::number(text), Err(Why::NotANumber(_))),
            "{text}"
        );
    }
    assert_eq!(Indicator::check("", "x"), Err(Why::Empty("name")));
    assert_eq!(Indicator::check("x", " "), Err(Why::Empty("unit")));
    assert_eq!(Why::NoAttribution.code(), RefusalCode::Incomplete);
}
