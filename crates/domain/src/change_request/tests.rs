//! What may happen to a change request, pair by pair, and the conditions in their order.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    ChangeRequestMachine, Command, CommandName, Facts, LateRequests, RequestRules, State, StateName,
};
use crate::{
    use_period::UsePeriod,
    workflow::{Machine, Name, RefusalCode, Stamp, Step, table, transition},
};

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        by: Uuid::from_u128(1).into(),
        at: NOW,
    }
}

fn facts(today: &str) -> Facts {
    Facts {
        by: stamp().by,
        today: day(today),
        use_period: UsePeriod::new(day("2026-02-01"), day("2027-12-31")).unwrap(),
        rules: RequestRules::default(),
        has_reason: true,
        parts: 2,
        undecided: 2,
    }
}

const TABLE: &str = "
draft      update    stays
draft      submit    submitted
draft      withdraw  withdrawn
draft      settle    no: the request has not been submitted
submitted  update    no: the request is with the authority; withdraw it and ask anew to change what it says
submitted  submit    no: the request has been submitted already
submitted  withdraw  withdrawn
submitted  settle    decided
decided    update    no: every part of the request has been decided; ask for another change
decided    submit    no: every part of the request has been decided; ask for another change
decided    withdraw  no: every part of the request has been decided; ask for another change
decided    settle    no: every part of the request has been decided; ask for another change
withdrawn  update    no: the request was withdrawn; ask anew
withdrawn  submit    no: the request was withdrawn; ask anew
withdrawn  withdraw  no: the request was withdrawn; ask anew
withdrawn  settle    no: the request was withdrawn; ask anew
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    for (state, command, step) in table::<ChangeRequestMachine>() {
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        rendered.push_str(&format!("{:<10} {:<9} {step}\n", state.code(), command.code()));
    }
    assert_eq!(rendered, TABLE);
}

fn states() -> [State; 4] {
    [
        State::Draft,
        State::Submitted {
            submitted: stamp(),
            late: false,
        },
        State::Decided {
            submitted: stamp(),
            late: false,
            decided_at: NOW,
        },
        State::Withdrawn {
            withdrawn: stamp(),
            reason: "Not needed.".to_owned(),
        },
    ]
}

#[test]
fn the_machine_does_what_the_table_says() {
    let reason = || "Not needed.".to_owned();
    for state in states() {
        for command in [
            Command::Update,
            Command::Submit,
            Command::Withdraw { reason: reason() },
            Command::Settle,
        ] {
            let facts = Facts {
                undecided: if command == Command::Settle { 0 } else { 2 },
                ..facts("2027-06-01")
            };
            let step = ChangeRequestMachine::step(StateName::from(&state), CommandName::from(&command));
            let done = transition::<ChangeRequestMachine>(state.clone(), command, &facts, NOW);
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Goal: the thirtieth day before the last one is in time, the twenty-ninth is late; a call refuses or
/// marks what is late.
#[test]
fn what_is_late() {
    use LateRequests::{Mark, Refuse};
    for (today, late, expected) in [
        ("2027-12-01", Refuse, Some(false)),
        ("2027-12-02", Refuse, None),
        ("2027-12-02", Mark, Some(true)),
        ("2027-12-31", Mark, Some(true)),
        ("2028-01-01", Refuse, None),
        ("2028-01-01", Mark, Some(true)),
    ] {
        let mut facts = facts(today);
        facts.rules.late = late;
        let done = transition::<ChangeRequestMachine>(State::Draft, Command::Submit, &facts, NOW);
        match (done, expected) {
            (Ok(done), Some(expected)) => {
                assert_eq!(done.state.submitted().unwrap().1, expected, "{today}");
            }
            (Err(refusal), None) => assert_eq!(refusal.code, RefusalCode::Deadline, "{today}"),
            (done, expected) => panic!("{today}: {done:?} instead of {expected:?}"),
        }
    }
}

#[test]
fn what_is_missing_in_order() {
    let submit = |change: fn(&mut Facts)| {
        let mut facts = facts("2027-12-31");
        change(&mut facts);
        let done = transition::<ChangeRequestMachine>(State::Draft, Command::Submit, &facts, NOW);
        done.unwrap_err().path
    };
    assert_eq!(submit(|facts| facts.parts = 0), ["parts"]);
    assert_eq!(submit(|facts| facts.has_reason = false), ["reason"]);
    assert!(submit(|_| {}).is_empty(), "too late");

    let [_, submitted, ..] = states();
    let one_decided = Facts {
        undecided: 1,
        ..facts("2027-06-01")
    };
    let withdraw = |reason: &str, facts: &Facts| {
        let reason = reason.to_owned();
        transition::<ChangeRequestMachine>(submitted.clone(), Command::Withdraw { reason }, facts, NOW)
            .unwrap_err()
            .code
    };
    assert_eq!(withdraw("Words.", &one_decided), RefusalCode::WrongState);
    assert_eq!(withdraw(" ", &facts("2027-06-01")), RefusalCode::Incomplete);
    let settled = transition::<ChangeRequestMachine>(submitted.clone(), Command::Settle, &one_decided, NOW);
    assert_eq!(settled.unwrap_err().code, RefusalCode::Incomplete);
}
