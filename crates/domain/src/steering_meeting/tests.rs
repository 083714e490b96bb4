use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    ids::PersonId,
    workflow::{self, Machine as _, Name as _, Reason as _, RefusalCode, Step},
};

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
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
        now: now(),
        starts_at: now(),
        wrote: false,
    }
}

fn details() -> Details {
    Details {
        starts_at: now(),
        minutes: 90,
        place: "Town hall".to_owned(),
        members: vec![person(1), person(2)],
        guests: vec!["A supplier".to_owned()],
        agenda: vec![AgendaItem {
            title: "Timetable".to_owned(),
            words: None,
            matter: None,
        }],
    }
}

const TABLE: &str = "
planned   update  =
planned   hold    held
planned   decide  -
planned   approve -
planned   cancel  cancelled
held      update  -
held      hold    -
held      decide  =
held      approve approved
held      cancel  -
approved  update  -
approved  hold    -
approved  decide  -
approved  approve -
approved  cancel  -
cancelled update  -
cancelled hold    -
cancelled decide  -
cancelled approve -
cancelled cancel  -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<SteeringMeetingMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<7} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

fn states() -> Vec<State> {
    let present = vec!["Anna".to_owned()];
    vec![
        State::Planned,
        State::Held {
            present: present.clone(),
            held: stamp(1),
        },
        State::Approved {
            present,
            held: stamp(1),
            approved: stamp(2),
        },
        State::Cancelled {
            cancelled: stamp(1),
            reason: "Nobody can come".to_owned(),
        },
    ]
}

/// Goal: whatever the table and the conditions allow is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    let commands = [
        Command::Update,
        Command::Hold {
            present: vec!["Anna".to_owned()],
        },
        Command::Decide,
        Command::Approve,
        Command::Cancel {
            reason: "Nobody can come".to_owned(),
        },
    ];
    for state in states() {
        for command in commands.clone() {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let step = SteeringMeetingMachine::step(from, asked);
            let done =
                workflow::transition::<SteeringMeetingMachine>(state.clone(), command, &facts(9), now());
            match (step, done) {
                (Step::To(next), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
                (Step::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Step::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Goal: a meeting is held when it has begun, with somebody present; its minutes are approved by another person.
#[test]
fn what_the_conditions_ask() {
    let [planned, held, ..] = &states()[..] else {
        panic!("four states");
    };
    let hold = |facts: &Facts, present: &str| {
        let present = vec![present.to_owned()];
        workflow::transition::<SteeringMeetingMachine>(
            planned.clone(),
            Command::Hold { present },
            facts,
            now(),
        )
    };
    let early = Facts {
        starts_at: now() + TimeDelta::seconds(1),
        ..facts(1)
    };
    assert_eq!(hold(&early, "Anna").unwrap_err().code, RefusalCode::Deadline);
    assert_eq!(hold(&facts(1), " ").unwrap_err().path, ["present"]);
    let approve = |facts: &Facts| {
        workflow::check::<SteeringMeetingMachine>(held, CommandName::Approve, facts).map_err(|no| no.code)
    };
    assert_eq!(approve(&facts(1)), Err(RefusalCode::SamePerson));
    let wrote = Facts {
        wrote: true,
        ..facts(2)
    };
    assert_eq!(approve(&wrote), Err(RefusalCode::SamePerson));
    assert_eq!(approve(&facts(2)), Ok(()));
}

/// Goal: every fault of a plan has its field.
#[test]
fn faulty_plans_are_refused_with_their_path() {
    let known = BTreeSet::from([person(1), person(2)]);
    assert_eq!(details().check(&known, now()), Ok(()));
    let path = |change: &dyn Fn(&mut Details)| {
        let mut changed = details();
        change(&mut changed);
        changed.check(&known, now()).unwrap_err().path().join(".")
    };
    // The year of a date in a source of 2022 was off.
    assert_eq!(
        path(&|one| one.starts_at = now() + TimeDelta::days(800)),
        "startsAt"
    );
    assert_eq!(path(&|one| one.minutes = 0), "minutes");
    assert_eq!(path(&|one| one.minutes = 1_441), "minutes");
    assert_eq!(path(&|one| one.place = " ".to_owned()), "place");
    assert_eq!(path(&|one| one.place = "x".repeat(301)), "place");
    assert_eq!(path(&|one| one.members.push(person(3))), "memberIds.2");
    assert_eq!(path(&|one| one.members.push(person(1))), "memberIds.2");
    assert_eq!(path(&|one| one.guests.push(" ".to_owned())), "guests.1");
    assert_eq!(path(&|one| one.guests = vec!["x".to_owned(); 101]), "guests");
    assert_eq!(path(&|one| one.agenda[0].title = String::new()), "agenda.0.title");
    assert_eq!(
        path(&|one| {
            one.members.clear();
            one.guests.clear();
        }),
        "memberIds"
    );
    assert_eq!(details().ends_at(), now() + TimeDelta::minutes(90));
}

/// Goal: a decision says whether it was unanimous, and who was against it when it was not.
#[test]
fn a_decision_names_its_dissent() {
    let decision = |unanimous: bool, dissent: Option<&str>| Decision {
        text: "The report is approved".to_owned(),
        unanimous,
        dissent: dissent.map(str::to_owned),
        recorded: stamp(1),
    };
    assert_eq!(decision(true, None).check(), Ok(()));
    assert_eq!(decision(false, Some("Lohja: too late")).check(), Ok(()));
    for (unanimous, dissent) in [(true, Some("Lohja")), (false, None), (false, Some(" "))] {
        assert_eq!(
            decision(unanimous, dissent).check().unwrap_err().path(),
            ["dissent"]
        );
    }
    let empty = Decision {
        text: " ".to_owned(),
        ..decision(true, None)
    };
    assert_eq!(empty.check().unwrap_err().path(), ["text"]);
}
