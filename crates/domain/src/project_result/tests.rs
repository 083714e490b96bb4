use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::*;
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{self, Machine as _, Name as _, Reason as _, RefusalCode, Step},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn municipality(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

fn stamp() -> Stamp {
    Stamp {
        by: person(7),
        at: now(),
    }
}

fn hands() -> Hands {
    [(person(1), Deed::Drafted), (person(2), Deed::Changed)]
        .into_iter()
        .collect()
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        hands: hands(),
        complete: content().complete(),
    }
}

fn content() -> Content {
    Content {
        title: "E-decisions in a small municipality".to_owned(),
        tried: "Electronic signing of office holders' decisions".to_owned(),
        worked: "Decisions are ready the same day".to_owned(),
        not_worked: "The old archive could not be linked".to_owned(),
        theme: Theme::Management,
        sub_area: None,
        topic: None,
        reusable_by: ReusableBy::Anybody,
        licence: "CC BY 4.0".to_owned(),
        terms: String::new(),
        contact: "digi@virrat.example".to_owned(),
        links: vec!["https://example.org/handbook".to_owned()],
        parties: vec![Party {
            municipality: municipality(936),
            inhabitants: 6_300,
            counted_on: day("2025-12-31"),
            source: "Invented for this test".to_owned(),
        }],
    }
}

const TABLE: &str = "
draft     update   =
draft     submit   submitted
draft     approve  -
draft     return   -
draft     withdraw withdrawn
draft     reuse    -
submitted update   -
submitted submit   -
submitted approve  public
submitted return   returned
submitted withdraw withdrawn
submitted reuse    -
returned  update   =
returned  submit   submitted
returned  approve  -
returned  return   -
returned  withdraw withdrawn
returned  reuse    -
public    update   -
public    submit   -
public    approve  -
public    return   -
public    withdraw withdrawn
public    reuse    =
withdrawn update   -
withdrawn submit   -
withdrawn approve  -
withdrawn return   -
withdrawn withdraw -
withdrawn reuse    -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<ProjectResultMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<8} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

fn states() -> Vec<State> {
    vec![
        State::Draft,
        State::Submitted { submitted: stamp() },
        State::Returned {
            returned: stamp(),
            questions: vec!["What did it cost?".to_owned()],
        },
        State::Public {
            submitted: stamp(),
            approved: stamp(),
        },
        State::Withdrawn {
            approved: None,
            withdrawn: stamp(),
            reason: "Out of date".to_owned(),
        },
    ]
}

/// Goal: whatever the table and the conditions allow is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    let commands = [
        Command::Update,
        Command::Submit,
        Command::Approve,
        Command::Return {
            questions: vec!["What did it cost?".to_owned()],
        },
        Command::Withdraw {
            reason: "Out of date".to_owned(),
        },
        Command::Reuse,
    ];
    for state in states() {
        for command in commands.clone() {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let step = ProjectResultMachine::step(from, asked);
            let done = workflow::transition::<ProjectResultMachine>(state.clone(), command, &facts(9), now());
            match (step, done) {
                (Step::To(next), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
                (Step::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Step::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Goal: nobody approves what they wrote, and nobody anything whose writers are not known.
#[test]
fn another_person_approves() {
    let submitted = State::Submitted { submitted: stamp() };
    let approve = |facts: &Facts| {
        workflow::transition::<ProjectResultMachine>(submitted.clone(), Command::Approve, facts, now())
    };
    for writer in [1, 2] {
        assert_eq!(approve(&facts(writer)).unwrap_err().code, RefusalCode::SamePerson);
    }
    assert!(approve(&facts(3)).is_ok());
    let unknown = Facts {
        hands: Hands::default(),
        ..facts(3)
    };
    assert_eq!(approve(&unknown).unwrap_err().code, RefusalCode::CannotCheck);
    for command in [
        Command::Return {
            questions: vec![" ".to_owned()],
        },
        Command::Withdraw {
            reason: " ".to_owned(),
        },
    ] {
        let refused =
            workflow::transition::<ProjectResultMachine>(submitted.clone(), command, &facts(3), now());
        assert_eq!(refused.unwrap_err().code, RefusalCode::Incomplete);
    }
    let mut empty = content();
    empty.worked = " ".to_owned();
    let incomplete = Facts {
        complete: empty.complete(),
        ..facts(1)
    };
    let refused = workflow::check::<ProjectResultMachine>(&State::Draft, CommandName::Submit, &incomplete);
    assert_eq!(refused.unwrap_err().path, ["worked"]);
}

/// Goal: every fault of what a result says has its field.
#[test]
fn faulty_content_is_refused_with_its_path() {
    let takes_part = BTreeSet::from([municipality(936), municipality(444)]);
    let today = day("2026-06-10");
    assert_eq!(content().check(&takes_part, today), Ok(()));
    let path = |change: &dyn Fn(&mut Content)| {
        let mut changed = content();
        change(&mut changed);
        changed.check(&takes_part, today).unwrap_err().path().join(".")
    };
    assert_eq!(path(&|one| one.title = " ".to_owned()), "title");
    assert_eq!(path(&|one| one.title = "x".repeat(301)), "title");
    assert_eq!(path(&|one| one.not_worked = "x".repeat(20_001)), "notWorked");
    assert_eq!(
        path(&|one| one.links = vec!["https://a.example".to_owned(); 21]),
        "links"
    );
    for link in [
        "http://example.org",
        "https://",
        "https://a b",
        "javascript:alert(1)",
    ] {
        assert_eq!(path(&|one| one.links = vec![link.to_owned()]), "links.0");
    }
    let of_party = |change: &dyn Fn(&mut Party)| path(&|one| change(&mut one.parties[0]));
    assert_eq!(
        of_party(&|one| one.municipality = municipality(1)),
        "parties.0.municipalityId"
    );
    assert_eq!(
        path(&|one| one.parties.push(content().parties.remove(0))),
        "parties.1.municipalityId"
    );
    assert_eq!(of_party(&|one| one.inhabitants = 0), "parties.0.inhabitants");
    assert_eq!(
        of_party(&|one| one.inhabitants = 10_000_001),
        "parties.0.inhabitants"
    );
    assert_eq!(
        of_party(&|one| one.counted_on = day("2026-06-11")),
        "parties.0.countedOn"
    );
    assert_eq!(of_party(&|one| one.source = " ".to_owned()), "parties.0.source");
    let missing = |change: &dyn Fn(&mut Content)| {
        let mut changed = content();
        change(&mut changed);
        let why = changed.complete().unwrap_err();
        assert_eq!(why.code(), RefusalCode::Incomplete);
        why.path().join(".")
    };
    assert_eq!(missing(&|one| one.licence.clear()), "licence");
    assert_eq!(missing(&|one| one.parties.clear()), "parties");
}

/// Goal: each class holds its own, and none a number of another.
#[test]
fn classes_of_size_meet_without_a_gap() {
    for (inhabitants, class) in [
        (1, SizeClass::UpTo2000),
        (2_000, SizeClass::UpTo2000),
        (2_001, SizeClass::UpTo5000),
        // Kuhmoinen in the source: about 2 300.
        (2_300, SizeClass::UpTo5000),
        (5_000, SizeClass::UpTo5000),
        (5_001, SizeClass::UpTo10000),
        (10_000, SizeClass::UpTo10000),
        (10_001, SizeClass::UpTo20000),
        (20_000, SizeClass::UpTo20000),
        (20_001, SizeClass::UpTo40000),
        (40_000, SizeClass::UpTo40000),
        (40_001, SizeClass::UpTo100000),
        (100_000, SizeClass::UpTo100000),
        (100_001, SizeClass::Over100000),
        (u32::MAX, SizeClass::Over100000),
    ] {
        assert_eq!(SizeClass::of(inhabitants), class, "{inhabitants}");
    }
    let words: BTreeSet<&str> = SizeClass::iter().map(SizeClass::in_words).collect();
    assert_eq!(words.len(), SizeClass::iter().count());
}

#[test]
fn a_search_does_not_look_at_capitals() {
    assert!(content().searched().contains("e-decisions in a small"));
    assert_eq!(folded("ÄÄNESTYS Åbo"), "äänestys åbo");
}
