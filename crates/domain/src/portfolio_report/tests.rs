use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    ids::PersonId,
    workflow::{self, Machine, Name, Refusal, RefusalCode, Step},
};

fn now() -> DateTime<Utc> {
    "2026-06-10T09:00:00Z".parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp() -> Stamp {
    Stamp {
        by: person(7),
        at: now(),
    }
}

fn green() -> Assessment {
    Assessment {
        light: Some(Light::Green),
        reason: String::new(),
    }
}

fn content() -> Content {
    Content {
        timetable: green(),
        cost: green(),
        scope: green(),
        risk: green(),
        ownership: green(),
        summary: "All five sub-areas are under way.".to_owned(),
        deviations: String::new(),
    }
}

fn facts(content: Content) -> Facts {
    Facts {
        by: person(1),
        content,
    }
}

fn approval() -> SteeringApproval {
    SteeringApproval {
        members: vec!["Aino Aalto".to_owned()],
        held_on: "2026-06-08".parse().unwrap(),
        unanimous: true,
        recorded: stamp(),
    }
}

fn asked() -> Asked {
    Asked {
        questions: vec!["Why is the timetable yellow?".to_owned()],
        returned: stamp(),
    }
}

fn states() -> [State; 5] {
    let (asked, approval, submitted) = (Some(asked()), approval(), stamp());
    [
        State::Draft { asked: asked.clone() },
        State::SteeringApproved {
            asked: asked.clone(),
            approval: approval.clone(),
        },
        State::Submitted {
            asked: asked.clone(),
            approval: approval.clone(),
            submitted,
        },
        State::Accepted {
            asked: asked.clone(),
            approval,
            submitted,
            accepted: stamp(),
        },
        State::Returned { asked: self::asked() },
    ]
}

fn approve(members: &[&str], held_on: &str) -> Command {
    Command::ApproveBySteering {
        members: members.iter().map(|&name| name.to_owned()).collect(),
        held_on: held_on.parse().unwrap(),
        unanimous: true,
    }
}

fn ask(question: &str) -> Command {
    Command::Return {
        questions: vec![question.to_owned()],
    }
}

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = String::new();
    for (state, command, step) in workflow::table::<PortfolioReportMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<17} {:<19} {to}\n", state.code(), command.code()));
    }
    let expected = "\
draft             update              =
draft             approve_by_steering steering_approved
draft             submit              -
draft             accept              -
draft             return              -
steering_approved update              draft
steering_approved approve_by_steering -
steering_approved submit              submitted
steering_approved accept              -
steering_approved return              -
submitted         update              -
submitted         approve_by_steering -
submitted         submit              -
submitted         accept              accepted
submitted         return              returned
accepted          update              -
accepted          approve_by_steering -
accepted          submit              -
accepted          accept              -
accepted          return              -
returned          update              =
returned          approve_by_steering steering_approved
returned          submit              -
returned          accept              -
returned          return              -
";
    assert_eq!(table, expected);
}

/// Whatever the table allows is carried out, whatever it refuses is refused, and what the authority
/// asked is never lost on the way.
#[test]
fn the_transition_follows_the_table() {
    let commands = [
        Command::Update(Box::new(content())),
        approve(&["Aino Aalto"], "2026-06-08"),
        Command::Submit,
        Command::Accept,
        ask("Why?"),
    ];
    for state in states() {
        for command in commands.clone() {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let done = workflow::transition::<PortfolioReportMachine>(
                state.clone(),
                command,
                &facts(content()),
                now(),
            );
            match (PortfolioReportMachine::step(from, asked), done) {
                (Step::To(next), Ok(done)) => {
                    assert_eq!(StateName::from(&done.state), next);
                    assert!(done.state.asked().is_some());
                }
                (Step::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Step::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

fn approved(content: Content, command: Command) -> Result<(), Refusal> {
    let draft = State::Draft { asked: None };
    workflow::transition::<PortfolioReportMachine>(draft, command, &facts(content), now()).map(drop)
}

/// What an approval by the steering group asks of the report, in order of precedence.
#[test]
fn an_incomplete_report_is_not_approved() {
    let light = |light, reason: &str| Assessment {
        light,
        reason: reason.to_owned(),
    };
    let cases = [
        (Content::default(), Some("content.timetable.light")),
        (
            Content {
                cost: light(Some(Light::Yellow), " "),
                summary: String::new(),
                ..content()
            },
            Some("content.cost.reason"),
        ),
        (
            Content {
                ownership: light(Some(Light::Red), ""),
                ..content()
            },
            Some("content.ownership.reason"),
        ),
        (
            Content {
                summary: "\n".to_owned(),
                ..content()
            },
            Some("content.summary"),
        ),
        (
            Content {
                risk: light(Some(Light::Red), "The supplier is late."),
                ..content()
            },
            None,
        ),
    ];
    for (content, path) in cases {
        let refused = approved(content, approve(&["Aino Aalto"], "2026-06-08")).err();
        assert_eq!(refused.map(|refusal| refusal.path.join(".")).as_deref(), path);
    }
}

#[test]
fn an_approval_names_who_met_and_when() {
    for (members, held_on, path) in [
        (&[][..], "2026-06-08", Some("members")),
        (&["  "][..], "2026-06-08", Some("members")),
        (&["Aino Aalto"][..], "2026-06-11", Some("heldOn")),
        (&["Aino Aalto"][..], "2026-06-10", None),
    ] {
        let refused = approved(content(), approve(members, held_on)).err();
        assert_eq!(refused.map(|refusal| refusal.path.join(".")).as_deref(), path);
    }
}

#[test]
fn a_report_comes_back_with_a_question_only() {
    let [_, _, submitted, ..] = states();
    let done = workflow::transition::<PortfolioReportMachine>(submitted, ask(" "), &facts(content()), now());
    assert_eq!(done.unwrap_err().path, ["questions"]);
}

#[test]
fn a_risk_is_weighed_from_one_to_five() {
    assert_eq!(RiskNote::check("Suppliers", "Late", 1, 5), Ok((1, 5)));
    for (topic, text, probability, effect, fault) in [
        ("", "Late", 1, 1, FaultyRisk::Empty),
        ("Suppliers", " ", 1, 1, FaultyRisk::Empty),
        ("Suppliers", "Late", 0, 1, FaultyRisk::Scale(0)),
        ("Suppliers", "Late", 1, 6, FaultyRisk::Scale(6)),
        ("Suppliers", "Late", 300, 1, FaultyRisk::Scale(300)),
    ] {
        assert_eq!(RiskNote::check(topic, text, probability, effect), Err(fault));
    }
}
