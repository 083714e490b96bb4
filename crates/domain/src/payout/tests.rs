use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{Command, Facts, PayoutMachine, State};
use crate::{
    hands::{Deed, Hands},
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

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        created_by: person(1),
        claim_hands: [(person(5), Deed::Drafted), (person(6), Deed::Verified)]
            .into_iter()
            .collect(),
    }
}

fn sent() -> State {
    State::Sent {
        approved: stamp(2),
        sent: stamp(1),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<PayoutMachine>()
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
            "created approve -> approved",
            "approved send -> sent",
            "sent confirm -> confirmed",
            "sent fail -> failed",
        ]
    );
    assert_eq!(table::<PayoutMachine>().len(), 20);
}

#[test]
fn nobody_approves_what_they_created() {
    let refusal =
        transition::<PayoutMachine>(State::Created, Command::Approve, &facts(1), now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::SamePerson);
    let done = transition::<PayoutMachine>(State::Created, Command::Approve, &facts(2), now()).unwrap();
    assert_eq!(done.state, State::Approved { approved: stamp(2) });
}

/// Goal: the payout of a claim is approved by nobody who had a hand in the claim; without the list by nobody.
#[test]
fn nobody_approves_the_payout_of_their_own_claim() {
    let lost = Facts {
        claim_hands: Hands::default(),
        ..facts(2)
    };
    for (facts, expected) in [
        (facts(2), None),
        (facts(5), Some(RefusalCode::SamePerson)),
        (facts(6), Some(RefusalCode::SamePerson)),
        (lost, Some(RefusalCode::CannotCheck)),
    ] {
        let found = transition::<PayoutMachine>(State::Created, Command::Approve, &facts, now()).err();
        assert_eq!(found.map(|refusal| refusal.code), expected, "{facts:?}");
    }
}

/// Goal: what the bank can have said, in order of precedence: reference, not before, not after.
#[test]
fn confirmations() {
    for (reference, value_date, expected) in [
        ("", "2026-09-01", Some((RefusalCode::Incomplete, "bankReference"))),
        (
            "RF0812344",
            "2026-09-02",
            Some((RefusalCode::InvalidInput, "valueDate")),
        ),
        ("RF0812344", "2026-09-03", None),
        (
            "RF0812344",
            "2026-09-04",
            Some((RefusalCode::InvalidInput, "valueDate")),
        ),
    ] {
        let value_date: NaiveDate = value_date.parse().unwrap();
        let command = Command::Confirm {
            bank_reference: reference.to_owned(),
            value_date,
        };
        let found = transition::<PayoutMachine>(sent(), command, &facts(1), now());
        match (found, expected) {
            (Ok(done), None) => {
                let State::Confirmed { confirmation, .. } = done.state else {
                    panic!("{:?}", done.state)
                };
                assert_eq!(
                    (confirmation.value_date, confirmation.confirmed),
                    (value_date, stamp(1))
                );
            }
            (Err(refusal), Some((code, path))) => {
                assert_eq!((refusal.code, refusal.path), (code, vec![path.to_owned()]));
            }
            (found, _) => panic!("{reference} {value_date}: {found:?}"),
        }
    }
}

#[test]
fn a_failure_has_a_reason() {
    let fail = |reason: &str| Command::Fail {
        reason: reason.to_owned(),
    };
    let refusal = transition::<PayoutMachine>(sent(), fail(" "), &facts(1), now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Incomplete);
    let done = transition::<PayoutMachine>(sent(), fail("account closed"), &facts(1), now()).unwrap();
    assert!(matches!(done.state, State::Failed { reason, .. } if reason == "account closed"));
}
