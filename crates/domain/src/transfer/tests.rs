use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{ClaimShares, Command, Facts, PassedOn, ReminderStep, State, TransferMachine, due, owed};
use crate::{
    ids::{OrganisationId, PersonId},
    money::Money,
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn municipality(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: now(),
    }
}

/// Person 1 recorded it.
fn passed() -> PassedOn {
    PassedOn {
        recorded: stamp(1),
        paid_on: day("2026-09-03"),
        reference: "12344".to_owned(),
    }
}

fn disputed() -> State {
    State::Disputed {
        passed: passed(),
        disputed: stamp(2),
        reason: "nothing came".to_owned(),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<TransferMachine>()
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
            "owed record -> passed_on",
            "passed_on confirm -> confirmed",
            "passed_on dispute -> disputed",
            "disputed record -> passed_on",
            "disputed confirm -> confirmed",
        ]
    );
    assert_eq!(table::<TransferMachine>().len(), 12);
}

/// Goal: what is refused, and to whom.
#[test]
fn refusals() {
    let record = |paid_on: &str, reference: &str| Command::Record {
        paid_on: day(paid_on),
        reference: reference.to_owned(),
    };
    let dispute = |reason: &str| Command::Dispute {
        reason: reason.to_owned(),
    };
    for (state, command, by, code) in [
        (State::Owed, record("2026-09-03", "1"), 1, None),
        (
            State::Owed,
            record("2026-09-03", " "),
            1,
            Some(RefusalCode::Incomplete),
        ),
        (
            State::Owed,
            record("2026-09-04", "1"),
            1,
            Some(RefusalCode::InvalidInput),
        ),
        (State::Owed, Command::Confirm, 2, Some(RefusalCode::WrongState)),
        (
            State::PassedOn(passed()),
            Command::Confirm,
            1,
            Some(RefusalCode::SamePerson),
        ),
        (State::PassedOn(passed()), Command::Confirm, 2, None),
        (
            State::PassedOn(passed()),
            dispute("x"),
            1,
            Some(RefusalCode::SamePerson),
        ),
        (
            State::PassedOn(passed()),
            dispute(" "),
            2,
            Some(RefusalCode::Incomplete),
        ),
        (State::PassedOn(passed()), dispute("nothing came"), 2, None),
        (
            State::PassedOn(passed()),
            record("2026-09-03", "1"),
            1,
            Some(RefusalCode::WrongState),
        ),
        (disputed(), record("2026-09-03", "2"), 1, None),
        (disputed(), Command::Confirm, 2, None),
    ] {
        let done = transition::<TransferMachine>(state, command.clone(), &facts(by, true), now());
        assert_eq!(done.err().map(|refusal| refusal.code), code, "{command:?} {by}");
    }
}

/// Goal: without an agreement nothing is passed on; what was passed on is answered.
#[test]
fn nothing_is_passed_on_without_an_agreement() {
    let record = Command::Record {
        paid_on: day("2026-09-03"),
        reference: "1".to_owned(),
    };
    let dispute = Command::Dispute {
        reason: "nothing came".to_owned(),
    };
    for (state, command, by, code) in [
        (State::Owed, record.clone(), 1, Some(RefusalCode::Incomplete)),
        (disputed(), record, 1, Some(RefusalCode::Incomplete)),
        (State::PassedOn(passed()), Command::Confirm, 2, None),
        (State::PassedOn(passed()), dispute, 2, None),
    ] {
        let done = transition::<TransferMachine>(state, command.clone(), &facts(by, false), now());
        assert_eq!(done.err().map(|refusal| refusal.code), code, "{command:?} {by}");
    }
}

#[test]
fn when_it_is_due() {
    // The day itself is a Saturday, which ends on Monday.
    assert_eq!(due(day("2026-09-03"), 30), day("2026-10-05"));
    assert_eq!(due(day("2026-09-03"), 0), day("2026-09-03"));
}

fn facts(by: u128, is_agreed: bool) -> Facts {
    Facts {
        by: person(by),
        is_agreed,
    }
}

fn claim(lead: u128, shares: &[(u128, i64)]) -> ClaimShares {
    ClaimShares {
        lead: municipality(lead),
        shares: shares
            .iter()
            .map(|&(partner, cents)| (municipality(partner), Money::from_cents(cents)))
            .collect(),
    }
}

/// Goal: a share that is taken back is set off; who led keeps its share of that time (scenario S6).
#[test]
fn what_is_owed() {
    let cents = |found: Vec<(OrganisationId, Money)>| -> Vec<i64> {
        found.into_iter().map(|(_, amount)| amount.cents()).collect()
    };
    let first = claim(1, &[(1, 1_700_000), (2, 2_550_000), (3, 850_000)]);
    let back = claim(1, &[(1, 0), (2, -340_000), (3, 100_000)]);
    let next = claim(3, &[(1, 50_000), (2, 400_000), (3, 70_000)]);
    let paid = |amounts: &[(u128, i64)]| -> Vec<(OrganisationId, Money)> {
        let amounts = amounts.iter();
        amounts
            .map(|&(partner, cents)| (municipality(partner), Money::from_cents(cents)))
            .collect()
    };
    let after_first = paid(&[(2, 2_550_000), (3, 850_000)]);
    assert_eq!(owed(std::slice::from_ref(&first), &[]), Ok(after_first.clone()));
    assert_eq!(
        owed(std::slice::from_ref(&first), &after_first).map(cents),
        Ok(vec![])
    );
    let two = [first.clone(), back.clone()];
    assert_eq!(owed(&two, &after_first), Ok(paid(&[(3, 100_000)])));
    let mut all = after_first;
    all.extend(paid(&[(3, 100_000)]));
    // The old lead is a partner now and gets its new share; the new one keeps its own.
    assert_eq!(
        owed(&[first, back, next], &all),
        Ok(paid(&[(1, 50_000), (2, 60_000)]))
    );
}

proptest! {
    /// Goal: whatever the claims are, what is passed on and what the lead keeps is what the claims gave, as
    /// long as nothing is taken back; and never does a partner get less than nothing.
    #[test]
    fn cents_are_conserved(claims in proptest::collection::vec(proptest::collection::vec(0_i64..1_000_000, 4), 1..8)) {
        let claims: Vec<ClaimShares> = claims
            .iter()
            .map(|shares| {
                let shares: Vec<(u128, i64)> = (1..).zip(shares.iter().copied()).collect();
                claim(1, &shares)
            })
            .collect();
        let mut transfers: Vec<(OrganisationId, Money)> = Vec::new();
        for known in 1..=claims.len() {
            let new = owed(&claims[..known], &transfers).unwrap();
            prop_assert!(new.iter().all(|(_, amount)| *amount > Money::ZERO));
            transfers.extend(new);
        }
        let given: i64 = claims.iter().flat_map(|claim| &claim.shares).map(|(_, share)| share.cents()).sum();
        let lead = municipality(1);
        let shares = claims.iter().flat_map(|claim| &claim.shares);
        let kept: i64 = shares.filter(|(partner, _)| *partner == lead).map(|(_, share)| share.cents()).sum();
        let passed: i64 = transfers.iter().map(|(_, amount)| amount.cents()).sum();
        prop_assert_eq!(passed + kept, given);
        prop_assert_eq!(owed(&claims, &transfers).unwrap(), vec![]);
    }
}

/// Three days before, and from the day after on.
#[test]
fn the_lead_is_written_to_before_and_after_the_day() {
    let due = day("2026-10-05");
    for (today, expected) in [
        ("2026-10-01", None),
        ("2026-10-02", Some(ReminderStep::Before)),
        ("2026-10-05", Some(ReminderStep::Before)),
        ("2026-10-06", Some(ReminderStep::After)),
        ("2027-10-06", Some(ReminderStep::After)),
    ] {
        assert_eq!(ReminderStep::of(due, day(today)), expected, "{today}");
    }
}
