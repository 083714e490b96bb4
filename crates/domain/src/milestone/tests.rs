use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    ids::PersonId,
    workflow::{self, Machine as _, Name as _, RefusalCode, Step},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        by: person(),
        at: now(),
    }
}

fn person() -> PersonId {
    Uuid::from_u128(7).into()
}

fn use_period() -> UsePeriod {
    UsePeriod {
        first: day("2026-02-01"),
        last: day("2027-12-31"),
    }
}

fn facts() -> Facts {
    Facts {
        by: person(),
        forecast: day("2026-09-01"),
        use_period: use_period(),
    }
}

fn milestone(state: State) -> Milestone {
    Milestone {
        id: Uuid::from_u128(1).into(),
        version: 1,
        project: Uuid::from_u128(2).into(),
        sub_area: None,
        name: "E-decisions in use".to_owned(),
        baseline: day("2026-09-01"),
        forecast: day("2026-09-01"),
        added: stamp(),
        moves: Vec::new(),
        state,
    }
}

const TABLE: &str = "
planned start      started
planned reschedule =
planned delay      delayed
planned resume     -
planned complete   -
planned drop       dropped
started start      -
started reschedule =
started delay      delayed
started resume     -
started complete   done
started drop       dropped
delayed start      =
delayed reschedule planned
delayed delay      =
delayed resume     started
delayed complete   done
delayed drop       dropped
done    start      -
done    reschedule -
done    delay      -
done    resume     -
done    complete   -
done    drop       -
dropped start      -
dropped reschedule -
dropped delay      -
dropped resume     -
dropped complete   -
dropped drop       -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<MilestoneMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<7} {:<10} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

fn states() -> Vec<State> {
    let started = stamp();
    vec![
        State::Planned,
        State::Started { started },
        State::Delayed { started: None },
        State::Delayed {
            started: Some(started),
        },
        State::Done {
            started,
            reached_on: day("2026-06-01"),
            done: stamp(),
        },
        State::Dropped {
            started: None,
            dropped: stamp(),
            reason: "Out of scope".to_owned(),
        },
    ]
}

/// Goal: whatever the table and the conditions allow is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    let reason = || "The supplier is late".to_owned();
    let commands = [
        Command::Start,
        Command::Reschedule {
            forecast: day("2026-08-01"),
            reason: reason(),
        },
        Command::Delay {
            forecast: day("2026-12-01"),
            reason: reason(),
        },
        Command::Resume {
            forecast: day("2026-08-01"),
            reason: reason(),
        },
        Command::Complete {
            reached_on: day("2026-06-10"),
        },
        Command::Drop { reason: reason() },
    ];
    for state in states() {
        for command in commands.clone() {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let step = MilestoneMachine::step(from, asked);
            let guarded = MilestoneMachine::guard(&state, asked, &facts());
            let done = workflow::transition::<MilestoneMachine>(state.clone(), command, &facts(), now());
            match (step, guarded, done) {
                (Step::To(next), Ok(()), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
                (Step::Stays, Ok(()), Ok(done)) => assert_eq!(StateName::from(&done.state), from),
                (Step::No(_), _, Err(refusal)) | (_, Err(_), Err(refusal)) => {
                    assert_eq!(refusal.code, RefusalCode::WrongState);
                }
                (step, _, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Goal: a new forecast leads where it lies, and back on time only where it was.
#[test]
fn a_forecast_is_late_or_in_time() {
    let moving = |state: &State, to: &str| {
        let command = milestone(state.clone()).moving(day(to), "Why".to_owned());
        CommandName::from(&command)
    };
    let [planned, started, idle, busy, ..] = &states()[..] else {
        panic!("six states");
    };
    for state in [planned, started, idle, busy] {
        assert_eq!(moving(state, "2026-09-02"), CommandName::Delay);
    }
    for state in [planned, started, idle] {
        assert_eq!(moving(state, "2026-08-31"), CommandName::Reschedule);
    }
    assert_eq!(moving(busy, "2026-09-01"), CommandName::Resume);
}

/// Goal: every fault of the input has its field.
#[test]
fn faulty_input_is_refused_with_its_path() {
    let delay = |to: &str, reason: &str| Command::Delay {
        forecast: day(to),
        reason: reason.to_owned(),
    };
    let complete = |on: &str| Command::Complete { reached_on: day(on) };
    let [_, started, ..] = &states()[..] else {
        panic!("six states");
    };
    for (command, path) in [
        (delay("2026-12-01", " "), "reason"),
        (delay("2026-09-01", "Why"), "forecast"),
        // The year of a date in a source of 2022 was off: a day long before or after is no day of the project.
        (delay("2021-01-19", "Why"), "forecast"),
        (delay("2029-01-02", "Why"), "forecast"),
        (complete("2026-06-11"), "reachedOn"),
        (complete("2026-01-31"), "reachedOn"),
        (
            Command::Drop {
                reason: String::new(),
            },
            "reason",
        ),
    ] {
        let refused = workflow::transition::<MilestoneMachine>(started.clone(), command, &facts(), now());
        assert_eq!(refused.unwrap_err().path, [path]);
    }
    let long = "x".repeat(301);
    for (name, baseline, path) in [
        ("", "2026-09-01", "name"),
        (long.as_str(), "2026-09-01", "name"),
        ("Name", "2020-09-01", "baseline"),
    ] {
        let refused = Milestone::check(name, day(baseline), use_period()).unwrap_err();
        assert_eq!(workflow::Reason::path(&refused), [path]);
    }
}

#[test]
fn the_slip_is_counted_from_the_baseline() {
    let mut late = milestone(State::Planned);
    late.forecast = day("2026-10-02");
    assert_eq!(late.slip_days(), 31);
    late.state = State::Done {
        started: stamp(),
        reached_on: day("2026-08-31"),
        done: stamp(),
    };
    assert_eq!(late.slip_days(), -1);
}
