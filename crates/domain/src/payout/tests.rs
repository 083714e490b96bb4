use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{Command, Destination, Facts, PayoutMachine, State};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    payment_hold::Held,
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
        destination: Some(destination(1, true)),
        batch: None,
        claim_hands: [(person(5), Deed::Drafted), (person(6), Deed::Verified)]
            .into_iter()
            .collect(),
        to_bank: Money::from_cents(100),
        set_off_by: Vec::new(),
        held: Held::No,
        expired: None,
    }
}

fn destination(named_by: u128, in_force: bool) -> Destination {
    Destination {
        account: Uuid::from_u128(100).into(),
        named: stamp(named_by),
        in_force,
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
            "created redirect stays",
            "created set_off stays",
            "created withdraw_set_off stays",
            "approved redirect -> created",
            "approved set_off -> created",
            "approved withdraw_set_off -> created",
            "approved settle_by_set_off -> confirmed",
            "approved send -> sent",
            "sent confirm -> confirmed",
            "sent fail -> failed",
        ]
    );
    assert_eq!(table::<PayoutMachine>().len(), 40);
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

/// Goal: while a hold stands, or nobody knows, nothing is approved or sent; what the bank did is recorded.
#[test]
fn nothing_leaves_while_payments_are_held() {
    use super::CommandName as C;
    let standing = || Held::Standing("late".to_owned());
    let unknown = || Held::Unknown("unreadable".to_owned());
    let approved = State::Approved { approved: stamp(2) };
    for (state, command, held, expected) in [
        (
            State::Created,
            C::Approve,
            standing(),
            Some(RefusalCode::WrongState),
        ),
        (
            State::Created,
            C::Approve,
            unknown(),
            Some(RefusalCode::CannotCheck),
        ),
        (
            approved.clone(),
            C::Send,
            standing(),
            Some(RefusalCode::WrongState),
        ),
        (approved, C::Send, unknown(), Some(RefusalCode::CannotCheck)),
        (sent(), C::Confirm, standing(), None),
        (sent(), C::Fail, standing(), None),
    ] {
        let facts = Facts { held, ..facts(2) };
        let found = crate::workflow::check::<PayoutMachine>(&state, command, &facts).err();
        assert_eq!(found.map(|refusal| refusal.code), expected, "{command:?}");
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

/// Goal: where the money goes is settled before it goes; in order of precedence.
#[test]
fn only_an_account_in_force_is_paid_to() {
    let approved = || State::Approved { approved: stamp(2) };
    for (state, command, by, destination, batch, expected) in [
        (
            State::Created,
            Command::Approve,
            1,
            None,
            None,
            Some(RefusalCode::SamePerson),
        ),
        (
            State::Created,
            Command::Approve,
            2,
            None,
            None,
            Some(RefusalCode::Incomplete),
        ),
        (
            State::Created,
            Command::Approve,
            2,
            Some((1, false)),
            None,
            Some(RefusalCode::WrongState),
        ),
        (
            State::Created,
            Command::Approve,
            2,
            Some((2, true)),
            None,
            Some(RefusalCode::SamePerson),
        ),
        (State::Created, Command::Approve, 2, Some((3, true)), None, None),
        (
            approved(),
            Command::Send,
            1,
            None,
            Some(7),
            Some(RefusalCode::WrongState),
        ),
        (
            approved(),
            Command::Send,
            1,
            None,
            None,
            Some(RefusalCode::Incomplete),
        ),
        (
            approved(),
            Command::Send,
            1,
            Some((1, false)),
            None,
            Some(RefusalCode::WrongState),
        ),
        (approved(), Command::Send, 1, Some((1, true)), None, None),
    ] {
        let facts = Facts {
            destination: destination.map(|(by, in_force)| self::destination(by, in_force)),
            batch,
            ..facts(by)
        };
        let found = transition::<PayoutMachine>(state, command.clone(), &facts, now());
        let found = found.err().map(|refusal| refusal.code);
        assert_eq!(found, expected, "{command:?} by {by}, {destination:?}, {batch:?}");
    }
}

#[test]
fn a_redirected_payout_is_approved_anew() {
    let redirect = |account: Option<u128>| Command::Redirect {
        account: account.map(|id| Uuid::from_u128(id).into()),
    };
    let approved = State::Approved { approved: stamp(2) };
    let done = transition::<PayoutMachine>(approved.clone(), redirect(Some(101)), &facts(1), now()).unwrap();
    assert_eq!(done.state, State::Created);
    for (account, batch, expected) in [
        (None, None, RefusalCode::Incomplete),
        (Some(100), None, RefusalCode::Duplicate),
        (Some(101), Some(7), RefusalCode::WrongState),
    ] {
        let facts = Facts { batch, ..facts(1) };
        let refusal =
            transition::<PayoutMachine>(approved.clone(), redirect(account), &facts, now()).unwrap_err();
        assert_eq!(refusal.code, expected);
    }
}

/// Goal: what is set off is approved by another person, is not sent, and ends the payout when nothing is left.
#[test]
fn what_is_set_off_is_not_sent() {
    let nothing = |by| Facts {
        to_bank: Money::ZERO,
        set_off_by: vec![person(3)],
        ..facts(by)
    };
    let approved = || State::Approved { approved: stamp(2) };
    let batched = Facts {
        batch: Some(4),
        ..nothing(1)
    };
    for (state, command, facts, expected) in [
        (
            State::Created,
            Command::Approve,
            nothing(3),
            Err(RefusalCode::SamePerson),
        ),
        (State::Created, Command::Approve, nothing(2), Ok("approved")),
        (approved(), Command::SetOff, batched, Err(RefusalCode::WrongState)),
        (approved(), Command::SetOff, facts(1), Ok("created")),
        (
            approved(),
            Command::WithdrawSetOff,
            facts(1),
            Err(RefusalCode::WrongState),
        ),
        (approved(), Command::WithdrawSetOff, nothing(1), Ok("created")),
        (
            approved(),
            Command::Send,
            nothing(1),
            Err(RefusalCode::WrongState),
        ),
        (
            approved(),
            Command::SettleBySetOff,
            facts(1),
            Err(RefusalCode::WrongState),
        ),
        (approved(), Command::SettleBySetOff, nothing(1), Ok("confirmed")),
        (sent(), Command::SetOff, facts(1), Err(RefusalCode::WrongState)),
    ] {
        let found = transition::<PayoutMachine>(state.clone(), command.clone(), &facts, now())
            .map(|done| super::StateName::from(&done.state).code())
            .map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{state:?} {command:?}");
    }
}

/// Goal: from the day on which the appropriation expires nothing is approved or sent; what the bank did is recorded.
#[test]
fn nothing_is_paid_from_an_expired_appropriation() {
    let day = NaiveDate::from_ymd_opt(2026, 9, 3).unwrap();
    let expired = |by| Facts {
        expired: Some(day),
        held: Held::Standing("late".to_owned()),
        ..facts(by)
    };
    let approved = || State::Approved { approved: stamp(2) };
    let whole = Facts {
        to_bank: Money::ZERO,
        ..expired(1)
    };
    let confirm = || Command::Confirm {
        bank_reference: "RF08".to_owned(),
        value_date: day,
    };
    for (state, command, facts, expected) in [
        (
            State::Created,
            Command::Approve,
            expired(2),
            Some(RefusalCode::Deadline),
        ),
        (approved(), Command::Send, expired(1), Some(RefusalCode::Deadline)),
        (
            approved(),
            Command::SettleBySetOff,
            whole,
            Some(RefusalCode::Deadline),
        ),
        (sent(), confirm(), expired(1), None),
    ] {
        let found = transition::<PayoutMachine>(state, command.clone(), &facts, now()).err();
        if let Some(refusal) = &found {
            assert!(refusal.message.contains("expired on 2026-09-03"), "{refusal}");
        }
        assert_eq!(found.map(|refusal| refusal.code), expected, "{command:?}");
    }
}
