//! What may happen to a claim for correction, pair by pair, and the conditions in their order.

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    Command, CommandName, Demand, Facts, Late, Outcome, RectificationMachine, Reply, State, StateName, Why,
};
use crate::{
    hands::{Deed, Hands},
    workflow::{Machine, Name, Reason, RefusalCode, Stamp, Step, check, table, transition},
};

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: Uuid::from_u128(by).into(),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

const OFFICER: u128 = 1;
const SECOND: u128 = 2;
const IN_TIME: Late = Late {
    as_presumed: false,
    as_stated: false,
};

fn facts() -> Facts {
    Facts {
        by: stamp(SECOND).by,
        hands: [(stamp(OFFICER).by, Deed::Drafted)].into_iter().collect(),
        late: IN_TIME,
        grant_runs: false,
    }
}

fn reply(outcome: Outcome) -> Reply {
    Reply {
        outcome,
        reasoning: "Words.".to_owned(),
    }
}

fn states() -> [State; 4] {
    let (reply, drafted) = (reply(Outcome::Unchanged), stamp(OFFICER));
    [
        State::Filed,
        State::Drafted {
            reply: reply.clone(),
            drafted,
        },
        State::Decided {
            reply,
            drafted,
            decided: stamp(SECOND),
        },
        State::Withdrawn {
            withdrawn: stamp(3),
            reason: "Words.".to_owned(),
        },
    ]
}

const TABLE: &str = "
filed     draft    drafted
filed     decide   no: no answer has been drafted yet
filed     withdraw withdrawn
drafted   draft    stays
drafted   decide   decided
drafted   withdraw withdrawn
decided   draft    no: the claim has been answered
decided   decide   no: the claim has been answered
decided   withdraw no: the claim has been answered
withdrawn draft    no: the claim has been withdrawn
withdrawn decide   no: the claim has been withdrawn
withdrawn withdraw no: the claim has been withdrawn
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    for (state, command, step) in table::<RectificationMachine>() {
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        rendered.push_str(&format!("{:<9} {:<8} {step}\n", state.code(), command.code()));
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn with_all_facts_in_order_the_machine_does_what_the_table_says() {
    for state in states() {
        for name in CommandName::iter() {
            let command = match name {
                CommandName::Draft => Command::Draft(reply(Outcome::Changed)),
                CommandName::Decide => Command::Decide,
                CommandName::Withdraw => Command::Withdraw {
                    reason: "Words.".to_owned(),
                },
            };
            let step = RectificationMachine::step(StateName::from(&state), name);
            let done = transition::<RectificationMachine>(state.clone(), command, &facts(), stamp(SECOND).at);
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(StateName::from(&done.unwrap().state), StateName::from(&state)),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Goal: what is late by every count is dismissed, what is in time by every count is examined, and between the two
/// the officer judges whether the later day of receipt was shown.
#[test]
fn late_claims_are_dismissed_and_others_examined() {
    use Outcome::{Changed, DismissedAsLate, Unchanged};
    for (as_presumed, as_stated, may) in [
        (false, false, &[Unchanged, Changed][..]),
        (true, false, &[Unchanged, Changed, DismissedAsLate][..]),
        (true, true, &[DismissedAsLate][..]),
    ] {
        let given = Facts {
            late: Late {
                as_presumed,
                as_stated,
            },
            ..facts()
        };
        for outcome in Outcome::iter() {
            let found = given.check(&reply(outcome));
            assert_eq!(
                found.is_ok(),
                may.contains(&outcome),
                "{as_presumed} {as_stated} {outcome:?}"
            );
            if let Err(why) = found {
                assert_eq!(why.code(), RefusalCode::Deadline);
            }
        }
    }
}

#[test]
fn the_answer_is_made_by_another_person_than_those_who_drafted_it() {
    for (by, hands, expected) in [
        (OFFICER, facts().hands, Some(RefusalCode::SamePerson)),
        (SECOND, Hands::default(), Some(RefusalCode::CannotCheck)),
        (SECOND, facts().hands, None),
    ] {
        let given = Facts {
            by: stamp(by).by,
            hands,
            ..facts()
        };
        let found = check::<RectificationMachine>(&states()[1], CommandName::Decide, &given);
        assert_eq!(found.err().map(|refusal| refusal.code), expected);
    }
}

#[test]
fn a_decision_under_which_a_project_runs_is_not_set_aside() {
    let given = Facts {
        grant_runs: true,
        ..facts()
    };
    assert_eq!(given.check(&reply(Outcome::Changed)), Err(Why::GrantRuns));
    assert_eq!(given.check(&reply(Outcome::Unchanged)), Ok(()));
    let empty = Reply {
        reasoning: " ".to_owned(),
        ..reply(Outcome::Unchanged)
    };
    assert_eq!(given.check(&empty), Err(Why::NoReasoning));
}

#[test]
fn a_claim_has_words_and_a_day_of_receipt_that_can_be() {
    let day = |text: &str| text.parse().unwrap();
    let (sent, today) = (day("2026-12-15"), day("2027-01-10"));
    let demand = |change: &str, grounds: &str, received: Option<&str>| Demand {
        change: change.to_owned(),
        grounds: grounds.to_owned(),
        received_on: received.map(day),
    };
    let long = "x".repeat(20_001);
    for (what, code) in [
        (demand("More.", "Because.", None), None),
        (demand("More.", "Because.", Some("2026-12-15")), None),
        (demand("More.", "Because.", Some("2027-01-10")), None),
        (demand(" ", "Because.", None), Some(RefusalCode::Incomplete)),
        (demand("More.", "", None), Some(RefusalCode::Incomplete)),
        (demand("More.", &long, None), Some(RefusalCode::InvalidInput)),
        (
            demand("More.", "Because.", Some("2026-12-14")),
            Some(RefusalCode::InvalidInput),
        ),
        (
            demand("More.", "Because.", Some("2027-01-11")),
            Some(RefusalCode::InvalidInput),
        ),
    ] {
        assert_eq!(
            what.check(sent, today).err().map(|why| why.code()),
            code,
            "{what:?}"
        );
    }
}

#[test]
fn a_claim_is_withdrawn_with_a_reason() {
    let command = Command::Withdraw {
        reason: " ".to_owned(),
    };
    let refusal =
        transition::<RectificationMachine>(State::Filed, command, &facts(), stamp(3).at).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Incomplete);
}
