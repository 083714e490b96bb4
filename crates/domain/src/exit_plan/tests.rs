use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    portfolio_report::SteeringApproval,
    workflow::{self, Name as _, Reason as _, RefusalCode, Step},
};

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        by: Uuid::from_u128(7).into(),
        at: now(),
    }
}

fn approval() -> SteeringApproval {
    SteeringApproval::given(&["Anna".to_owned()], day("2026-06-01"), true, stamp()).unwrap()
}

const TABLE: &str = "
draft     answer              =
draft     complete            answered
draft     approve_by_steering -
draft     note                -
draft     close               -
answered  answer              draft
answered  complete            -
answered  approve_by_steering approved
answered  note                -
answered  close               -
approved  answer              -
approved  complete            -
approved  approve_by_steering -
approved  note                follow_up
approved  close               -
follow_up answer              -
follow_up complete            -
follow_up approve_by_steering -
follow_up note                =
follow_up close               closed
closed    answer              -
closed    complete            -
closed    approve_by_steering -
closed    note                -
closed    close               -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<ExitPlanMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<19} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

fn states() -> [State; 5] {
    let (answered, approval) = (stamp(), approval());
    [
        State::Draft,
        State::Answered { answered },
        State::Approved {
            answered,
            approval: approval.clone(),
        },
        State::FollowUp {
            answered,
            approval: approval.clone(),
        },
        State::Closed {
            answered,
            approval,
            outcome: "In use everywhere".to_owned(),
            closed: stamp(),
        },
    ]
}

fn commands() -> [Command; 5] {
    [
        Command::Answer,
        Command::Complete,
        Command::ApproveBySteering {
            members: vec!["Anna".to_owned()],
            held_on: day("2026-06-01"),
            unanimous: true,
            meeting: None,
        },
        Command::Note {
            text: "Two of five use it".to_owned(),
            seen_on: day("2026-06-02"),
        },
        Command::Close {
            outcome: "In use everywhere".to_owned(),
        },
    ]
}

/// Goal: whatever the table allows is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    let facts = Facts {
        by: stamp().by,
        open: None,
    };
    for state in states() {
        for command in commands() {
            let from = StateName::from(&state);
            let name = CommandName::from(&command);
            let done = workflow::transition::<ExitPlanMachine>(state.clone(), command, &facts, now());
            match <ExitPlanMachine as workflow::Machine>::step(from, name) {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(StateName::from(&done.unwrap().state), from),
                Step::No(_) => assert_eq!(done.err().unwrap().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Goal: each refusal by its code and its path, in the order in which they are met.
#[test]
fn what_is_refused_says_where() {
    let [draft, answered, approved, follow_up, _] = states();
    let open = OpenQuestion {
        field: "a2".to_owned(),
        question: "Which results?".to_owned(),
    };
    let approve = |members: &[&str], held_on: &str| Command::ApproveBySteering {
        members: members.iter().map(|&name| name.to_owned()).collect(),
        held_on: day(held_on),
        unanimous: false,
        meeting: None,
    };
    let note = |text: &str, seen_on: &str| Command::Note {
        text: text.to_owned(),
        seen_on: day(seen_on),
    };
    let close = |outcome: &str| Command::Close {
        outcome: outcome.to_owned(),
    };
    let long = "ä".repeat(4_001);
    for (state, command, open, expected) in [
        (&draft, Command::Complete, Some(&open), "Incomplete answers/a2"),
        (
            &answered,
            approve(&["Anna"], "2026-06-01"),
            Some(&open),
            "Incomplete answers/a2",
        ),
        (
            &answered,
            approve(&[" "], "2026-06-01"),
            None,
            "Incomplete members",
        ),
        (
            &answered,
            approve(&["Anna"], "2026-06-11"),
            None,
            "InvalidInput heldOn",
        ),
        (&approved, note(" ", "2026-06-02"), None, "Incomplete note"),
        (&approved, note(&long, "2026-06-02"), None, "InvalidInput note"),
        (&approved, note("x", "2026-06-11"), None, "InvalidInput seenOn"),
        (&follow_up, note("x", "2026-05-31"), None, "InvalidInput seenOn"),
        (&follow_up, close(""), None, "Incomplete outcome"),
        (&follow_up, close(&long), None, "InvalidInput outcome"),
    ] {
        let facts = Facts {
            by: stamp().by,
            open: open.cloned(),
        };
        let refused = workflow::transition::<ExitPlanMachine>(state.clone(), command.clone(), &facts, now());
        let refused = refused.err().unwrap();
        let found = format!("{:?} {}", refused.code, refused.path.join("/"));
        assert_eq!(found, expected, "{command:?}");
    }
    let why = Why::Open(open);
    assert_eq!(
        why.to_string(),
        "the question a2 is open: \"Which results?\"; answer it first"
    );
    assert_eq!(why.code(), RefusalCode::Incomplete);
}
