use chrono::{DateTime, Utc};
use strum::IntoEnumIterator as _;
use uuid::Uuid;

use super::*;
use crate::{
    ids::PersonId,
    workflow::{self, Machine as _, Name as _, RefusalCode, Step},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        open: None,
        sections: vec!["impact".to_owned()],
    }
}

fn about(section: &str, question: &str) -> SectionQuestion {
    SectionQuestion {
        section: section.to_owned(),
        question: question.to_owned(),
    }
}

fn returned(questions: &[(&str, &str)]) -> Command {
    let questions = questions
        .iter()
        .map(|(section, question)| about(section, question));
    Command::Return {
        questions: questions.collect(),
    }
}

const TABLE: &str = "
draft     answer =
draft     submit submitted
draft     accept -
draft     return -
submitted answer -
submitted submit -
submitted accept accepted
submitted return returned
accepted  answer -
accepted  submit -
accepted  accept -
accepted  return -
returned  answer =
returned  submit submitted
returned  accept -
returned  return -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<FinalReportMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<6} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

fn states() -> [State; 4] {
    let asked = Asked {
        questions: vec![about("impact", "Who goes on?")],
        returned: stamp(2),
    };
    [
        State::Draft,
        State::Submitted {
            asked: None,
            submitted: stamp(1),
        },
        State::Accepted {
            asked: Some(asked.clone()),
            submitted: stamp(1),
            accepted: stamp(2),
        },
        State::Returned { asked },
    ]
}

/// Goal: whatever the table allows is carried out, and what was asked stays with the report.
#[test]
fn the_transition_follows_the_table() {
    for state in states() {
        for command in [
            Command::Answer,
            Command::Submit,
            Command::Accept,
            returned(&[("impact", "Who goes on?")]),
        ] {
            let (from, name) = (StateName::from(&state), CommandName::from(&command));
            let asked = state.asked().cloned();
            let done = workflow::transition::<FinalReportMachine>(
                state.clone(),
                command,
                &facts(3),
                DateTime::<Utc>::UNIX_EPOCH,
            );
            match FinalReportMachine::step(from, name) {
                Step::To(next) => {
                    let done = done.unwrap().state;
                    assert_eq!(StateName::from(&done), next);
                    assert!(asked.is_none() || done.asked().is_some());
                }
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.err().unwrap().code, RefusalCode::WrongState),
            }
        }
    }
}

/// Goal: each refusal by its code and its path.
#[test]
fn what_is_refused_says_where() {
    let [draft, submitted, ..] = states();
    let open = Facts {
        open: Some(OpenQuestion {
            field: "summary".to_owned(),
            question: "Summary".to_owned(),
        }),
        ..facts(3)
    };
    for (state, command, facts, expected) in [
        (&draft, Command::Submit, &open, "Incomplete answers/summary"),
        (&submitted, Command::Accept, &facts(1), "SamePerson "),
        (&submitted, returned(&[("impact", "x")]), &facts(1), "SamePerson "),
        (&submitted, returned(&[]), &facts(3), "Incomplete questions"),
        (
            &submitted,
            returned(&[("impact", " ")]),
            &facts(3),
            "Incomplete questions",
        ),
        (
            &submitted,
            returned(&[("impact", "x"), ("costs", "y")]),
            &facts(3),
            "InvalidInput questions/1/section",
        ),
    ] {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let words = format!("{command:?}");
        let refused = workflow::transition::<FinalReportMachine>(state.clone(), command, facts, now);
        let refused = refused.err().unwrap();
        let found = format!("{:?} {}", refused.code, refused.path.join("/"));
        assert_eq!(found, expected, "{words}");
    }
}

/// Goal: every topic stands beside a section of the outline.
#[test]
fn every_topic_has_its_section() {
    let sections: Vec<&str> = Topic::iter().map(Topic::section).collect();
    assert!(sections.contains(&"background") && sections.contains(&"follow_up"));
    assert!(sections.iter().all(|section| {
        [
            "background",
            "impact",
            "implementation",
            "documentation",
            "follow_up",
        ]
        .contains(section)
    }));
}
