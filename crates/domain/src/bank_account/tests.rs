use chrono::{DateTime, TimeZone, Utc};
use uuid::Uuid;

use super::{BankAccountMachine, Command, Facts, State};
use crate::{
    ids::PersonId,
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: now(),
    }
}

/// Person 1 proposed it.
fn asked(by: u128) -> Facts {
    Facts {
        by: person(by),
        proposed_by: person(1),
    }
}

fn confirmed() -> State {
    State::Confirmed { confirmed: stamp(2) }
}

fn reviewed() -> State {
    State::Reviewed {
        confirmed: stamp(2),
        reviewed: stamp(3),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<BankAccountMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "proposed confirm -> confirmed",
            "proposed withdraw -> withdrawn",
            "confirmed review -> reviewed",
            "confirmed reject -> rejected",
            "confirmed withdraw -> withdrawn",
            "reviewed approve -> approved",
            "reviewed reject -> rejected",
            "reviewed withdraw -> withdrawn",
            "approved supersede -> superseded",
        ]
    );
    assert_eq!(table::<BankAccountMachine>().len(), 42);
}

/// Goal: no two steps in a row by one person, and the proposer never approves. Person 1 proposed,
/// 2 confirmed, 3 reviewed.
#[test]
fn two_persons_at_each_end() {
    for (state, command, by, allowed) in [
        (State::Proposed, Command::Confirm, 1, false),
        (State::Proposed, Command::Confirm, 2, true),
        (confirmed(), Command::Review, 2, false),
        (confirmed(), Command::Review, 1, true),
        (confirmed(), Command::Review, 3, true),
        (reviewed(), Command::Approve, 1, false),
        (reviewed(), Command::Approve, 2, true),
        (reviewed(), Command::Approve, 3, false),
        (reviewed(), Command::Approve, 4, true),
    ] {
        let found = transition::<BankAccountMachine>(state, command.clone(), &asked(by), now());
        match found {
            Ok(_) => assert!(allowed, "{command:?} by {by}"),
            Err(refusal) => {
                assert!(!allowed, "{command:?} by {by}: {refusal}");
                assert_eq!(refusal.code, RefusalCode::SamePerson);
            }
        }
    }
}

#[test]
fn a_refusal_has_a_reason() {
    let reject = |reason: &str| Command::Reject {
        reason: reason.to_owned(),
    };
    let refusal = transition::<BankAccountMachine>(reviewed(), reject("  "), &asked(4), now()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.path),
        (RefusalCode::Incomplete, vec!["reason".to_owned()])
    );
    let done = transition::<BankAccountMachine>(reviewed(), reject("wrong owner"), &asked(4), now()).unwrap();
    assert_eq!(
        done.state,
        State::Rejected {
            confirmed: stamp(2),
            reviewed: Some(stamp(3)),
            rejected: stamp(4),
            reason: "wrong owner".to_owned(),
        }
    );
}

#[test]
fn who_did_what_is_kept_to_the_end() {
    let approved = transition::<BankAccountMachine>(reviewed(), Command::Approve, &asked(4), now()).unwrap();
    let superseded =
        transition::<BankAccountMachine>(approved.state, Command::Supersede, &asked(4), now()).unwrap();
    assert_eq!(
        superseded.state,
        State::Superseded {
            confirmed: stamp(2),
            reviewed: stamp(3),
            approved: stamp(4),
            superseded_at: now(),
        }
    );
    let withdrawn =
        transition::<BankAccountMachine>(confirmed(), Command::Withdraw, &asked(1), now()).unwrap();
    assert_eq!(
        withdrawn.state,
        State::Withdrawn {
            confirmed: Some(stamp(2)),
            reviewed: None,
            withdrawn: stamp(1),
        }
    );
}
