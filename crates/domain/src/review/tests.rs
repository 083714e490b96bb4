use chrono::{DateTime, Utc};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    Command, CommandName, Facts, GivenScore, Hidden, Reader, Review, ReviewMachine, State, StateName,
};
use crate::{
    application::StateName as Application,
    review_rules::{Criterion, ReviewRules},
    workflow::{Name, RefusalCode, Stamp, Step, check, table, transition},
};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: key(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn rules() -> ReviewRules {
    let criterion = |code: &str| Criterion {
        code: code.to_owned(),
        name_fi: code.to_owned(),
        name_sv: code.to_owned(),
        name_en: code.to_owned(),
        weight: 1,
        scale: 5,
    };
    ReviewRules {
        criteria: vec![criterion("savings"), criterion("reach")],
        blind: true,
    }
}

fn score(criterion: &str, points: u16, reason: &str) -> GivenScore {
    GivenScore {
        criterion: criterion.to_owned(),
        points,
        reason: reason.to_owned(),
    }
}

fn facts() -> Facts {
    Facts {
        by: key(1),
        reviewer: key(1),
        own_municipality: None,
        application: Application::Submitted,
        rules: rules(),
        scores: vec![score("savings", 4, "Säästöt."), score("reach", 3, "Laaja.")],
    }
}

fn state(name: StateName) -> State {
    let reason = "Sukulainen.".to_owned();
    match name {
        StateName::Assigned => State::Assigned,
        StateName::Submitted => State::Submitted { submitted: stamp(1) },
        StateName::Conflicted => State::Conflicted {
            declared: stamp(1),
            reason,
            municipality: None,
        },
        StateName::Withdrawn => State::Withdrawn {
            withdrawn: stamp(2),
            reason,
        },
    }
}

fn command(name: CommandName) -> Command {
    let reason = "Syy.".to_owned();
    match name {
        CommandName::SaveScores => Command::SaveScores(facts().scores),
        CommandName::Submit => Command::Submit,
        CommandName::DeclareConflict => Command::DeclareConflict { reason },
        CommandName::Withdraw => Command::Withdraw { reason },
    }
}

/// Goal: every pair of state and command, decided on purpose, and done by the machine.
#[test]
fn the_table() {
    let rows: Vec<String> = table::<ReviewMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    assert_eq!(
        rows,
        [
            "assigned save_scores stays",
            "assigned submit submitted",
            "assigned declare_conflict conflicted",
            "assigned withdraw withdrawn",
            "submitted declare_conflict conflicted",
        ]
    );
    for (name, asked, step) in table::<ReviewMachine>() {
        let done = transition::<ReviewMachine>(state(name), command(asked), &facts(), DateTime::UNIX_EPOCH);
        match step {
            Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
            Step::Stays => assert_eq!(done.unwrap().state, state(name)),
            Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
        }
    }
}

/// Goal: who may score what when, in the order of precedence: oneself, not for one's own municipality, while the
/// application is under review, and complete.
#[test]
fn the_conditions() {
    use CommandName as C;
    type Change = fn(&mut Facts);
    let cases: [(CommandName, Change, Result<(), RefusalCode>); 13] = [
        (C::SaveScores, |_| {}, Ok(())),
        (C::Submit, |_| {}, Ok(())),
        (C::Withdraw, |facts| facts.by = key(2), Ok(())),
        (
            C::SaveScores,
            |facts| facts.by = key(2),
            Err(RefusalCode::NotPermitted),
        ),
        (
            C::Submit,
            |facts| facts.by = key(2),
            Err(RefusalCode::NotPermitted),
        ),
        (
            C::DeclareConflict,
            |facts| facts.by = key(2),
            Err(RefusalCode::NotPermitted),
        ),
        (
            C::SaveScores,
            |facts| facts.own_municipality = Some("Lohja".to_owned()),
            Err(RefusalCode::NotPermitted),
        ),
        (
            C::DeclareConflict,
            |facts| facts.own_municipality = Some("Lohja".to_owned()),
            Ok(()),
        ),
        (
            C::SaveScores,
            |facts| facts.application = Application::SupplementRequested,
            Ok(()),
        ),
        (
            C::Submit,
            |facts| facts.application = Application::SupplementRequested,
            Err(RefusalCode::WrongState),
        ),
        (
            C::SaveScores,
            |facts| facts.application = Application::Evaluated,
            Err(RefusalCode::WrongState),
        ),
        (
            C::Submit,
            |facts| facts.scores[1].reason = " ".to_owned(),
            Err(RefusalCode::Incomplete),
        ),
        (
            C::Submit,
            |facts| facts.scores.truncate(1),
            Err(RefusalCode::Incomplete),
        ),
    ];
    for (place, (name, change, expected)) in cases.into_iter().enumerate() {
        let mut facts = facts();
        change(&mut facts);
        let found = check::<ReviewMachine>(&State::Assigned, name, &facts).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "case {place}");
    }
}

/// Goal: a faulty score is refused where it stands; a reason that is needed is asked for.
#[test]
fn faulty_input() {
    let long = "x".repeat(10_001);
    for (command, code, path) in [
        (
            Command::SaveScores(vec![score("savings", 6, "")]),
            RefusalCode::InvalidInput,
            "scores.0.points",
        ),
        (
            Command::SaveScores(vec![score("savings", 5, ""), score("beauty", 1, "")]),
            RefusalCode::InvalidInput,
            "scores.1.criterion",
        ),
        (
            Command::SaveScores(vec![score("savings", 5, ""), score("savings", 1, "")]),
            RefusalCode::InvalidInput,
            "scores.1.criterion",
        ),
        (
            Command::SaveScores(vec![score("savings", 5, &long)]),
            RefusalCode::InvalidInput,
            "scores.0.reason",
        ),
        (
            Command::DeclareConflict {
                reason: " ".to_owned(),
            },
            RefusalCode::Incomplete,
            "reason",
        ),
        (
            Command::Withdraw {
                reason: String::new(),
            },
            RefusalCode::Incomplete,
            "reason",
        ),
        (
            Command::Withdraw { reason: long.clone() },
            RefusalCode::InvalidInput,
            "reason",
        ),
    ] {
        let done = transition::<ReviewMachine>(State::Assigned, command, &facts(), DateTime::UNIX_EPOCH);
        let refusal = done.unwrap_err();
        assert_eq!((refusal.code, refusal.path.join(".").as_str()), (code, path));
    }
}

fn review(reviewer: u128, state: State) -> Review {
    Review {
        id: key(reviewer + 100),
        version: 1,
        application: key(50),
        call: key(60),
        authority: key(70),
        reviewer: key(reviewer),
        assigned: stamp(9),
        scores: facts().scores,
        state,
    }
}

/// Goal: the truth table of who reads whose scores.
#[test]
fn who_reads_whose_scores() {
    for blind in [false, true] {
        for of_an_applicant in [false, true] {
            for own in StateName::iter() {
                for theirs in StateName::iter() {
                    let all = [review(1, state(own)), review(2, state(theirs))];
                    let reader = Reader {
                        person: key(1),
                        of_an_applicant,
                        blind,
                    };
                    assert_eq!(reader.hidden(&all[0], &all), None, "one's own");
                    let expected = if of_an_applicant || own == StateName::Conflicted {
                        Some(Hidden::Conflict)
                    } else if theirs != StateName::Submitted {
                        Some(Hidden::NotSubmitted)
                    } else if blind && own == StateName::Assigned {
                        Some(Hidden::Blind)
                    } else {
                        None
                    };
                    assert_eq!(
                        reader.hidden(&all[1], &all),
                        expected,
                        "{blind} {own:?} {theirs:?}"
                    );
                }
            }
        }
    }
    // An officer who reviews nothing waits for everybody all the same.
    let all = [
        review(1, state(StateName::Assigned)),
        review(2, state(StateName::Submitted)),
    ];
    let officer = Reader {
        person: key(3),
        of_an_applicant: false,
        blind: true,
    };
    assert_eq!(officer.hidden(&all[1], &all), Some(Hidden::Blind));
}

/// Goal: only what is submitted counts, in the order of the criteria.
#[test]
fn what_counts() {
    for name in StateName::iter() {
        let mut review = review(1, state(name));
        review.scores.reverse();
        let expected = (name == StateName::Submitted).then(|| vec![4, 3]);
        assert_eq!(review.counted(&rules()), expected, "{name:?}");
        review.scores.truncate(1);
        assert_eq!(review.counted(&rules()), None, "incomplete");
    }
}
