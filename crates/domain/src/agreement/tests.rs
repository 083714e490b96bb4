use chrono::{DateTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{AgreementMachine, Clauses, Command, Facts, Part, Signature, State, Why, shares};
use crate::{
    hands::{Deed, Hands},
    ids::{OrganisationId, PersonId},
    money::Money,
    workflow::{Name as _, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn municipality(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

const TABLE: &str = "
draft      redraft          stays
draft      offer            signing
draft      sign             no
draft      bring_into_force no
draft      withdraw         withdrawn
draft      terminate        no
draft      replace          no
signing    redraft          no
signing    offer            no
signing    sign             stays
signing    bring_into_force in_force
signing    withdraw         withdrawn
signing    terminate        no
signing    replace          no
in_force   redraft          no
in_force   offer            no
in_force   sign             no
in_force   bring_into_force no
in_force   withdraw         no
in_force   terminate        terminated
in_force   replace          replaced
replaced   redraft          no
replaced   offer            no
replaced   sign             no
replaced   bring_into_force no
replaced   withdraw         no
replaced   terminate        no
replaced   replace          no
withdrawn  redraft          no
withdrawn  offer            no
withdrawn  sign             no
withdrawn  bring_into_force no
withdrawn  withdraw         no
withdrawn  terminate        no
withdrawn  replace          no
terminated redraft          no
terminated offer            no
terminated sign             no
terminated bring_into_force no
terminated withdraw         no
terminated terminate        no
terminated replace          no";

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let found = table::<AgreementMachine>()
        .into_iter()
        .map(|(state, command, step)| {
            let step = match step {
                Step::To(state) => state.code(),
                Step::Stays => "stays",
                Step::No(_) => "no",
            };
            format!("\n{:<10} {:<16} {step}", state.code(), command.code())
        });
    assert_eq!(found.collect::<String>(), TABLE);
}

/// Municipalities 1, 2 and 3; person 1 wrote it, 12 has signed for municipality 2.
fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        hands: [(person(1), Deed::Drafted), (person(4), Deed::Changed)]
            .into_iter()
            .collect(),
        is_current: true,
        sha256: [7; 32],
        parties: [1, 2, 3].map(municipality).to_vec(),
        signatures: vec![Signature {
            organisation: municipality(2),
            signed: stamp(12),
        }],
    }
}

fn code(state: State, command: Command, facts: &Facts) -> Option<RefusalCode> {
    transition::<AgreementMachine>(state, command, facts, DateTime::<Utc>::UNIX_EPOCH)
        .err()
        .map(|refusal| refusal.code)
}

fn sign(number: u128, hash: u8) -> Command {
    Command::Sign {
        municipality: municipality(number),
        sha256: [hash; 32],
    }
}

/// Goal: each municipality signs once, by its own person, the text that this person read.
#[test]
fn who_signs_what() {
    let signing = || State::Signing { offered: stamp(1) };
    for (command, by, expected) in [
        (sign(3, 7), 13, None),
        (sign(3, 7), 1, Some(RefusalCode::SamePerson)),
        (sign(3, 7), 4, Some(RefusalCode::SamePerson)),
        (sign(3, 7), 12, Some(RefusalCode::SamePerson)),
        (sign(2, 7), 13, Some(RefusalCode::Duplicate)),
        (sign(4, 7), 13, Some(RefusalCode::InvalidInput)),
        (sign(3, 8), 13, Some(RefusalCode::VersionConflict)),
    ] {
        let words = format!("{command:?} by {by}");
        assert_eq!(code(signing(), command, &facts(by)), expected, "{words}");
    }
    let lost = Facts {
        hands: Hands::default(),
        ..facts(13)
    };
    assert_eq!(code(signing(), sign(3, 7), &lost), Some(RefusalCode::CannotCheck));
    let stale = Facts {
        is_current: false,
        ..facts(13)
    };
    assert_eq!(code(signing(), sign(3, 7), &stale), Some(RefusalCode::WrongState));
    assert_eq!(
        code(State::Draft, Command::Offer, &stale),
        Some(RefusalCode::WrongState)
    );
    assert_eq!(code(State::Draft, Command::Offer, &facts(1)), None);
    assert_eq!(code(State::Draft, Command::Redraft, &stale), None);
}

/// Goal: it is in force when all have signed, not before, and reasons are given for an end.
#[test]
fn when_it_begins_and_ends() {
    let signing = || State::Signing { offered: stamp(1) };
    let mut all = facts(13);
    let early = code(signing(), Command::BringIntoForce, &all);
    assert_eq!(early, Some(RefusalCode::WrongState));
    all.signatures.extend([1, 3].map(|number| Signature {
        organisation: municipality(number),
        signed: stamp(10 + number),
    }));
    assert_eq!(code(signing(), Command::BringIntoForce, &all), None);
    let in_force = || State::InForce {
        offered: stamp(1),
        since: DateTime::<Utc>::UNIX_EPOCH,
    };
    let reason = |text: &str| text.to_owned();
    for (state, command, expected) in [
        (
            State::Draft,
            Command::Withdraw { reason: reason(" ") },
            Some(RefusalCode::Incomplete),
        ),
        (
            signing(),
            Command::Withdraw { reason: reason("") },
            Some(RefusalCode::Incomplete),
        ),
        (signing(), Command::Withdraw { reason: reason("x") }, None),
        (
            in_force(),
            Command::Terminate { reason: reason("") },
            Some(RefusalCode::Incomplete),
        ),
        (in_force(), Command::Terminate { reason: reason("x") }, None),
        (in_force(), Command::Replace, None),
    ] {
        let words = format!("{state:?} {command:?}");
        assert_eq!(code(state, command, &facts(1)), expected, "{words}");
    }
}

#[test]
fn a_clause_has_a_length() {
    let long = |count: usize| Clauses {
        procurement: "ä".repeat(count),
        ..Clauses::default()
    };
    assert_eq!(long(20_000).check(), Ok(()));
    assert_eq!(long(20_001).check(), Err(Why::TooLong("procurement", 20_000)));
}

fn parts(costs: &[i64]) -> Vec<Part> {
    costs
        .iter()
        .zip(1..)
        .map(|(&cents, number)| Part {
            organisation: municipality(number),
            costs: Money::from_cents(cents),
        })
        .collect()
}

#[test]
fn the_award_is_shared_by_the_budgets() {
    let found = shares(Money::from_cents(100), &parts(&[1, 1, 1])).unwrap();
    assert_eq!(
        found.iter().map(|one| one.share.cents()).collect::<Vec<_>>(),
        [34, 33, 33]
    );
    assert!(shares(Money::from_cents(100), &parts(&[0, 0])).is_err());
    let nothing = shares(Money::ZERO, &parts(&[0, 0])).unwrap();
    assert!(nothing.iter().all(|one| one.share == Money::ZERO));
}

proptest! {
    /// Cents are conserved, and nobody is a cent away from its exact share.
    #[test]
    fn shares_sum_to_the_award(
        award in 1_i64..1_000_000_000,
        costs in prop::collection::vec(0_i64..1_000_000_000, 1..12),
    ) {
        let whole: i64 = costs.iter().sum();
        prop_assume!(whole > 0);
        let found = shares(Money::from_cents(award), &parts(&costs)).unwrap();
        prop_assert_eq!(found.iter().map(|one| one.share.cents()).sum::<i64>(), award);
        for party in &found {
            let exact = i128::from(award) * i128::from(party.costs.cents());
            let given = i128::from(party.share.cents()) * i128::from(whole);
            prop_assert!((exact - given).abs() < i128::from(whole));
        }
    }
}
