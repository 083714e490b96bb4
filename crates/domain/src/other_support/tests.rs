use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Command, Declaration, Facts, OtherSupport, OtherSupportMachine, State, Why, confirmed};
use crate::{
    ids::PersonId,
    money::Money,
    workflow::{Name as _, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

const TABLE: &str = "
declared   confirm   confirmed
declared   withdraw  withdrawn
declared   revoke    no
confirmed  confirm   no
confirmed  withdraw  no
confirmed  revoke    revoked
withdrawn  confirm   no
withdrawn  withdraw  no
withdrawn  revoke    no
revoked    confirm   no
revoked    withdraw  no
revoked    revoke    no";

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let found = table::<OtherSupportMachine>()
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

/// Goal: two persons let it count, a third one ends that, and reasons are given.
#[test]
fn whose_hands() {
    let reason = || "It was counted twice.".to_owned();
    let counted = || State::Confirmed { confirmed: stamp(2) };
    for (state, command, by, expected) in [
        (
            State::Declared,
            Command::Confirm,
            1,
            Some(RefusalCode::SamePerson),
        ),
        (State::Declared, Command::Confirm, 2, None),
        (State::Declared, Command::Withdraw { reason: reason() }, 1, None),
        (
            State::Declared,
            Command::Withdraw {
                reason: " ".to_owned(),
            },
            1,
            Some(RefusalCode::Incomplete),
        ),
        (
            counted(),
            Command::Revoke { reason: reason() },
            1,
            Some(RefusalCode::SamePerson),
        ),
        (
            counted(),
            Command::Revoke { reason: reason() },
            2,
            Some(RefusalCode::SamePerson),
        ),
        (
            counted(),
            Command::Revoke {
                reason: String::new(),
            },
            3,
            Some(RefusalCode::Incomplete),
        ),
        (counted(), Command::Revoke { reason: reason() }, 3, None),
        (
            counted(),
            Command::Withdraw { reason: reason() },
            3,
            Some(RefusalCode::WrongState),
        ),
    ] {
        let facts = Facts {
            by: person(by),
            declared_by: person(1),
        };
        let words = format!("{state:?} {command:?} by {by}");
        let done = transition::<OtherSupportMachine>(state, command, &facts, DateTime::<Utc>::UNIX_EPOCH);
        assert_eq!(done.err().map(|refusal| refusal.code), expected, "{words}");
    }
}

fn declaration(giver: &str, cents: i64, explanation: &str) -> Declaration {
    Declaration {
        giver: giver.to_owned(),
        amount: Money::from_cents(cents),
        explanation: explanation.to_owned(),
    }
}

#[test]
fn what_is_declared_says_who_how_much_and_for_what() {
    for (declared, fault) in [
        (declaration("The regional council", 1, "Training"), None),
        (declaration(" ", 1, "Training"), Some(Why::Missing("giver"))),
        (declaration("A", 1, ""), Some(Why::Missing("explanation"))),
        (
            declaration(&"a".repeat(301), 1, "b"),
            Some(Why::TooLong("giver", 300)),
        ),
        (declaration("A", 0, "b"), Some(Why::NotPositive(Money::ZERO))),
        (
            declaration("A", -1, "b"),
            Some(Why::NotPositive(Money::from_cents(-1))),
        ),
    ] {
        assert_eq!(declared.check().err(), fault, "{declared:?}");
    }
}

#[test]
fn only_what_is_confirmed_counts() {
    let of = |cents, state| OtherSupport {
        id: Uuid::nil().into(),
        version: 1,
        project: Uuid::nil().into(),
        declared: declaration("A", cents, "b"),
        by: stamp(1),
        state,
    };
    let reason = String::new();
    let supports = [
        of(1, State::Declared),
        of(10, State::Confirmed { confirmed: stamp(2) }),
        of(100, State::Confirmed { confirmed: stamp(3) }),
        of(
            1_000,
            State::Withdrawn {
                withdrawn: stamp(1),
                reason: reason.clone(),
            },
        ),
        of(
            10_000,
            State::Revoked {
                confirmed: stamp(2),
                revoked: stamp(3),
                reason,
            },
        ),
    ];
    assert_eq!(confirmed(&supports), Ok(Money::from_cents(110)));
    let most = [
        of(i64::MAX, State::Confirmed { confirmed: stamp(2) }),
        supports[1].clone(),
    ];
    assert!(confirmed(&most).is_err());
}
