use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    ids::PersonId,
    workflow::{self, Machine as _, Name as _, Reason as _, RefusalCode, Step},
};

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn person() -> PersonId {
    Uuid::from_u128(7).into()
}

fn stamp() -> Stamp {
    Stamp {
        by: person(),
        at: now(),
    }
}

fn said() -> Said {
    Said {
        text: "Early turnover, slow recruitment".to_owned(),
        observed_on: Some("2021-06-17".parse().unwrap()),
        judgement: Judgement {
            owner: Some(Owner::Role("Steering group".to_owned())),
            probability: 4,
            effect: 3,
            response: "Services are bought".to_owned(),
        },
    }
}

const TABLE: &str = "
open       assess   =
open       mitigate mitigating
open       occur    occurred
open       close    closed
mitigating assess   =
mitigating mitigate -
mitigating occur    occurred
mitigating close    closed
occurred   assess   =
occurred   mitigate -
occurred   occur    -
occurred   close    closed
closed     assess   -
closed     mitigate -
closed     occur    -
closed     close    -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<RiskMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<10} {:<8} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

/// Goal: whatever the table allows is carried out, and that a risk came true is never lost.
#[test]
fn the_transition_follows_the_table() {
    let (mitigated, occurred, closed) = (stamp(), stamp(), stamp());
    let states = [
        State::Open,
        State::Mitigating { mitigated },
        State::Occurred { occurred },
        State::Closed {
            occurred: Some(occurred),
            closed,
        },
    ];
    let commands = [Command::Assess, Command::Mitigate, Command::Occur, Command::Close];
    for state in states {
        for command in commands.map(|command| command(Box::new(said()))) {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let facts = Facts { by: person() };
            let done = workflow::transition::<RiskMachine>(state.clone(), command, &facts, now());
            match (RiskMachine::step(from, asked), done) {
                (Step::To(next), Ok(done)) => {
                    assert_eq!(StateName::from(&done.state), next);
                    assert!(state.occurred().is_none() || done.state.occurred().is_some());
                }
                (Step::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Step::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Goal: every fault of the input has its field; what has no day is said without one.
#[test]
fn faulty_input_is_refused_with_its_path() {
    let judged = |change: fn(&mut Judgement)| {
        let mut changed = said();
        change(&mut changed.judgement);
        changed
    };
    let mut undated = said();
    undated.observed_on = None;
    let mut empty = said();
    empty.text = " ".to_owned();
    let mut early = said();
    early.observed_on = Some("2026-06-11".parse().unwrap());
    for (said, path) in [
        (undated, None),
        (judged(|judgement| judgement.owner = None), None),
        (empty, Some("note")),
        (early, Some("observedOn")),
        (judged(|judgement| judgement.probability = 0), Some("probability")),
        (judged(|judgement| judgement.effect = 6), Some("effect")),
        (
            judged(|judgement| judgement.owner = Some(Owner::Role(" ".to_owned()))),
            Some("owner"),
        ),
    ] {
        let refused = said.check(now()).err().map(|why| why.path().concat());
        assert_eq!(refused.as_deref(), path);
    }
    let idle = judged(|judgement| judgement.response = String::new());
    let facts = Facts { by: person() };
    let refused =
        workflow::transition::<RiskMachine>(State::Open, Command::Mitigate(Box::new(idle)), &facts, now());
    assert_eq!(refused.unwrap_err().path, ["response"]);
    for (topic, is_refused) in [("", true), (" ", true), ("Experts", false)] {
        assert_eq!(Risk::check(topic).is_err(), is_refused);
    }
    assert_eq!(Judgement::scale("effect", 300), Err(Why::Scale("effect", 300)));
}
