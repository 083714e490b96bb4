//! What may happen to a commitment, pair by pair, and the conditions in their order.

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{Command, CommandName, CommitmentMachine, Facts, State, StateName};
use crate::hands::Deed;
use crate::workflow::{Machine, Name, RefusalCode, Stamp, Step, check, table, transition};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: key(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

const APPROVER: u128 = 1;
const PREPARER: u128 = 2;

fn facts() -> Facts {
    Facts {
        by: key(APPROVER),
        prepared_by: Some(key(PREPARER)),
        hands: [(key(PREPARER), Deed::Prepared)].into_iter().collect(),
        asked: true,
        snapshot: [7; 32].into(),
    }
}

fn states() -> [State; 4] {
    let requested = stamp(3);
    [
        State::Requested { requested },
        State::Given {
            requested,
            given: stamp(APPROVER),
            snapshot: [7; 32].into(),
            prepared_by: key(PREPARER),
        },
        State::Declined {
            requested,
            declined: stamp(APPROVER),
            reason: "No money.".to_owned(),
        },
        State::Fallen {
            requested,
            fallen_at: requested.at,
        },
    ]
}

const TABLE: &str = "
requested  request  no: the municipality has been asked already
requested  give     given
requested  decline  declined
requested  fall     fallen
given      request  no: the municipality is committed already
given      give     no: the municipality is committed already
given      decline  no: the municipality is committed; ask the lead to reopen the application if it cannot stay
given      fall     fallen
declined   request  requested
declined   give     no: the municipality has declined; the lead can change the application and ask again
declined   decline  no: the municipality has declined; the lead can change the application and ask again
declined   fall     fallen
fallen     request  requested
fallen     give     no: the application has changed since; the lead must ask again
fallen     decline  no: the application has changed since; the lead must ask again
fallen     fall     no: the commitment has fallen already
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    for (state, command, step) in table::<CommitmentMachine>() {
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        rendered.push_str(&format!("{:<10} {:<8} {step}\n", state.code(), command.code()));
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn with_all_facts_in_order_the_machine_does_what_the_table_says() {
    for state in states() {
        for name in CommandName::iter() {
            let command = match name {
                CommandName::Request => Command::Request,
                CommandName::Give => Command::Give,
                CommandName::Decline => Command::Decline {
                    reason: "No money.".to_owned(),
                },
                CommandName::Fall => Command::Fall,
            };
            let step = CommitmentMachine::step(StateName::from(&state), name);
            let done = transition::<CommitmentMachine>(
                state.clone(),
                command,
                &facts(),
                DateTime::<Utc>::UNIX_EPOCH,
            );
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Asked or not, who prepared, and what giving the commitment meets; in order of precedence.
#[test]
fn a_commitment_needs_to_be_asked_for_and_two_persons() {
    let prepared = |people: &[u128]| people.iter().map(|&one| (key(one), Deed::Prepared)).collect();
    for (asked, prepared_by, hands, refused) in [
        (false, None, vec![], Some(RefusalCode::WrongState)),
        (
            false,
            Some(APPROVER),
            vec![APPROVER],
            Some(RefusalCode::WrongState),
        ),
        (true, None, vec![PREPARER], Some(RefusalCode::CannotCheck)),
        // The list has been lost.
        (true, Some(PREPARER), vec![], Some(RefusalCode::CannotCheck)),
        (
            true,
            Some(APPROVER),
            vec![APPROVER],
            Some(RefusalCode::SamePerson),
        ),
        // Somebody else set the budget last, but the approver did before, or answered in the form.
        (
            true,
            Some(PREPARER),
            vec![PREPARER, APPROVER],
            Some(RefusalCode::SamePerson),
        ),
        (true, Some(PREPARER), vec![PREPARER], None),
    ] {
        let facts = Facts {
            asked,
            prepared_by: prepared_by.map(key),
            hands: prepared(&hands),
            ..facts()
        };
        let found = check::<CommitmentMachine>(&states()[0], CommandName::Give, &facts);
        assert_eq!(found.err().map(|refusal| refusal.code), refused);
    }
}

#[test]
fn what_is_given_holds_what_it_was_given_on() {
    let given =
        transition::<CommitmentMachine>(states()[0].clone(), Command::Give, &facts(), stamp(1).at).unwrap();
    assert_eq!(given.state, states()[1]);
}

#[test]
fn a_municipality_declines_with_a_reason_even_when_nobody_prepared() {
    let facts = Facts {
        prepared_by: None,
        ..facts()
    };
    let decline = |reason: &str| {
        let command = Command::Decline {
            reason: reason.to_owned(),
        };
        transition::<CommitmentMachine>(states()[0].clone(), command, &facts, stamp(1).at)
    };
    let refusal = decline("  ").unwrap_err();
    assert_eq!(
        (refusal.code, refusal.path),
        (RefusalCode::Incomplete, vec!["reason".to_owned()])
    );
    assert_eq!(decline("No money.").unwrap().state, states()[2]);
}
