use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Command, CommandName, CostLineVerificationMachine, Facts, Grounds, ReasonCode, State};
use crate::{
    claim,
    hands::Deed,
    ids::PersonId,
    money::Money,
    workflow::{Name, RefusalCode, Stamp, Step, check, table, transition},
};

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn facts(line: &str, claim: Option<claim::StateName>) -> Facts {
    Facts {
        by: person(1),
        line: euros(line),
        prepared: None,
        claim,
    }
}

fn grounds(text: &str) -> Grounds {
    Grounds {
        code: ReasonCode::NoEvidence,
        text: text.to_owned(),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<CostLineVerificationMachine>()
        .into_iter()
        .map(|(state, command, step)| {
            let step = match step {
                Step::To(next) => format!("-> {}", next.code()),
                Step::Stays => "stays".to_owned(),
                Step::No(_) => "no".to_owned(),
            };
            format!("{} {} {step}", state.code(), command.code())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "pending accept -> accepted",
            "pending accept_partly -> partly",
            "pending disallow -> disallowed",
            "pending reopen no",
            "pending correct_to_full no",
            "pending correct_to_part no",
            "pending correct_to_nothing no",
            "accepted accept no",
            "accepted accept_partly no",
            "accepted disallow no",
            "accepted reopen -> pending",
            "accepted correct_to_full no",
            "accepted correct_to_part -> partly",
            "accepted correct_to_nothing -> disallowed",
            "partly accept no",
            "partly accept_partly no",
            "partly disallow no",
            "partly reopen -> pending",
            "partly correct_to_full -> accepted",
            "partly correct_to_part stays",
            "partly correct_to_nothing -> disallowed",
            "disallowed accept no",
            "disallowed accept_partly no",
            "disallowed disallow no",
            "disallowed reopen -> pending",
            "disallowed correct_to_full -> accepted",
            "disallowed correct_to_part -> partly",
            "disallowed correct_to_nothing no",
        ]
    );
}

/// Goal: only the claim's state opens the lines, whatever is asked of them.
#[test]
fn lines_are_verified_only_while_their_claim_is_submitted() {
    use claim::StateName as C;
    for (claim, expected) in [
        (Some(C::Submitted), None),
        (Some(C::Draft), Some(RefusalCode::WrongState)),
        (Some(C::SupplementRequested), Some(RefusalCode::WrongState)),
        (Some(C::ContentChecked), Some(RefusalCode::WrongState)),
        (Some(C::FinanceApproved), Some(RefusalCode::WrongState)),
        (Some(C::Paid), Some(RefusalCode::WrongState)),
        (Some(C::Rejected), Some(RefusalCode::WrongState)),
        (None, Some(RefusalCode::WrongState)),
    ] {
        let facts = facts("10.00", claim);
        let found = transition::<CostLineVerificationMachine>(
            State::Pending,
            Command::Accept,
            &facts,
            DateTime::<Utc>::UNIX_EPOCH,
        );
        assert_eq!(found.err().map(|refusal| refusal.code), expected, "{claim:?}");
    }
}

/// Goal: who made the claim what it is decides about none of its lines.
#[test]
fn who_prepared_the_claim_verifies_no_line() {
    let facts = Facts {
        prepared: Some(Deed::Reported),
        ..facts("10.00", Some(claim::StateName::Submitted))
    };
    for (state, command) in [
        (State::Pending, CommandName::Accept),
        (State::Pending, CommandName::AcceptPartly),
        (State::Pending, CommandName::Disallow),
    ] {
        let refusal = check::<CostLineVerificationMachine>(&state, command, &facts).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::SamePerson, "{command:?}");
    }
}

/// Goal: a part is between nothing and the line, on the line's own side of nothing.
#[test]
fn a_part_is_a_part() {
    for (line, amount, accepted) in [
        ("100.00", "0.01", true),
        ("100.00", "99.99", true),
        ("100.00", "100.00", false),
        ("100.00", "0.00", false),
        ("100.00", "-1.00", false),
        ("100.00", "100.01", false),
        ("-100.00", "-0.01", true),
        ("-100.00", "-99.99", true),
        ("-100.00", "-100.00", false),
        ("-100.00", "0.00", false),
        ("-100.00", "1.00", false),
        ("0.00", "0.00", false),
        ("0.01", "0.01", false),
    ] {
        let command = Command::AcceptPartly {
            amount: euros(amount),
            grounds: grounds("only half is the project's"),
        };
        let facts = facts(line, Some(claim::StateName::Submitted));
        let found = transition::<CostLineVerificationMachine>(
            State::Pending,
            command,
            &facts,
            DateTime::<Utc>::UNIX_EPOCH,
        );
        match found {
            Ok(done) => {
                assert!(accepted, "{amount} of {line}");
                let State::Partly { amount: part, .. } = done.state else {
                    panic!("{:?}", done.state)
                };
                assert_eq!(part, euros(amount));
            }
            Err(refusal) => {
                assert!(!accepted, "{amount} of {line}: {refusal}");
                assert_eq!(refusal.code, RefusalCode::InvalidInput);
                assert_eq!(refusal.path, ["amount"]);
            }
        }
    }
}

#[test]
fn a_reason_in_words_is_mandatory() {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let facts = facts("10.00", Some(claim::StateName::Submitted));
    for command in [
        Command::Disallow {
            grounds: grounds(" \n"),
        },
        Command::AcceptPartly {
            amount: euros("5.00"),
            grounds: grounds(""),
        },
    ] {
        let refusal =
            transition::<CostLineVerificationMachine>(State::Pending, command, &facts, now).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.path),
            (RefusalCode::Incomplete, vec!["reason".to_owned()])
        );
    }
}

/// Goal: a decision and its taking back leave nothing.
#[test]
fn reopening_forgets_the_decision() {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let facts = facts("10.00", Some(claim::StateName::Submitted));
    let disallowed = Command::Disallow {
        grounds: grounds("no voucher"),
    };
    let done = transition::<CostLineVerificationMachine>(State::Pending, disallowed, &facts, now).unwrap();
    let verified = Stamp {
        by: person(1),
        at: now,
    };
    assert_eq!(
        done.state,
        State::Disallowed {
            verified,
            grounds: grounds("no voucher")
        }
    );
    let back = transition::<CostLineVerificationMachine>(done.state, Command::Reopen, &facts, now).unwrap();
    assert_eq!(back.state, State::Pending);
}

/// Goal: a correction reaches lines of approved claims only, and each amount finds its state.
#[test]
fn corrections_are_for_lines_of_approved_claims() {
    use claim::StateName as C;
    let now: DateTime<Utc> = "2026-09-03T10:00:00Z".parse().unwrap();
    for (claim, sound) in [
        (Some(C::FinanceApproved), true),
        (Some(C::Paid), true),
        (Some(C::Submitted), false),
        (Some(C::ContentChecked), false),
        (Some(C::Rejected), false),
        (None, false),
    ] {
        for (remains, state) in [("0.00", "disallowed"), ("40.00", "partly"), ("99.99", "partly")] {
            let accepted = State::Accepted {
                verified: Stamp {
                    by: person(9),
                    at: now,
                },
            };
            let command = Command::correct(euros("100.00"), euros(remains), grounds("ei kuulu hankkeelle"));
            let found =
                transition::<CostLineVerificationMachine>(accepted, command, &facts("100.00", claim), now);
            let found = found.map(|done| super::StateName::from(&done.state).code());
            if sound {
                assert_eq!(found, Ok(state), "{claim:?} {remains}");
            } else {
                assert_eq!(found.unwrap_err().code, RefusalCode::WrongState, "{claim:?}");
            }
        }
    }
}
