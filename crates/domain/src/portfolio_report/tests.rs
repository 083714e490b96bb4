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
        explanations: Vec::new(),
    }
}

fn facts(content: Content) -> Facts {
    Facts {
        by: person(1),
        content,
        needed: Vec::new(),
    }
}

fn approval() -> SteeringApproval {
    SteeringApproval {
        members: vec!["Aino Aalto".to_owned()],
        held_on: "2026-06-08".parse().unwrap(),
        unanimous: true,
        meeting: None,
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
        meeting: None,
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

/// Goal: what deviates by more than the call lets pass is named until something explains it, for the approval and for the
/// submission; what deviates less needs nothing.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn a_deviation_above_the_limit_is_explained() {
    use std::collections::BTreeMap;

    use crate::{
        call::DeviationLimits,
        cost_position::{Area, Figures, Position},
        milestone,
    };
    let cents = crate::money::Money::from_cents;
    let area = |partner: u128, sub_area: u128, forecast: i64| Area {
        partner: Uuid::from_u128(partner).into(),
        sub_area: Uuid::from_u128(sub_area).into(),
        figures: Figures::of(cents(10_000), cents(0), cents(0), Some(cents(forecast))).unwrap(),
        is_forecast: true,
    };
    let seen = |number: u128, forecast: &str, state| SeenMilestone {
        id: Uuid::from_u128(number).into(),
        sub_area: None,
        name: "E-decisions".to_owned(),
        baseline: "2026-09-01".parse().unwrap(),
        forecast: forecast.parse().unwrap(),
        reached_on: None,
        state,
    };
    let snapshot = Snapshot {
        costs: Position {
            cells: Vec::new(),
            // The first municipality is 15 per cent above in all, the second on its budget; the sub-areas 11 and 4 above.
            areas: vec![
                area(1, 3, 12_200),
                area(1, 4, 10_800),
                area(2, 3, 10_000),
                area(2, 4, 10_000),
            ],
        },
        milestones: vec![
            seen(7, "2026-10-02", milestone::StateName::Delayed),
            seen(8, "2026-10-01", milestone::StateName::Delayed),
            seen(9, "2027-10-01", milestone::StateName::Dropped),
        ],
        risks: Vec::new(),
    };
    let names = BTreeMap::from([
        (About::Municipality(Uuid::from_u128(1).into()), "Lohja".to_owned()),
        (About::SubArea(Uuid::from_u128(3).into()), "Sub-area 1".to_owned()),
    ]);
    let needed = needed(&snapshot, DeviationLimits::default(), &names).unwrap();
    let told: Vec<String> = needed.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "the costs of Lohja deviate by 30.00 (15 %) from the budget",
            "the costs of Sub-area 1 deviate by 22.00 (11 %) from the budget",
            "the milestone \"E-decisions\" is 31 days later than planned",
        ]
    );
    let explain = |one: &Needed| Explanation {
        about: one.about,
        text: "The supplier is late.".to_owned(),
    };
    for explained in 0..=needed.len() {
        let content = Content {
            explanations: needed.iter().take(explained).map(explain).collect(),
            ..content()
        };
        let facts = Facts {
            needed: needed.clone(),
            ..facts(content)
        };
        let approval = State::SteeringApproved {
            asked: None,
            approval: approval(),
        };
        let draft = State::Draft { asked: None };
        let members = approve(&["Aino Aalto"], "2026-06-08");
        for (state, command) in [(draft, members), (approval, Command::Submit)] {
            let refused = workflow::transition::<PortfolioReportMachine>(state, command, &facts, now()).err();
            let message = refused.map(|refusal| (refusal.path.join("."), refusal.message));
            let expected = needed.get(explained).map(|one| {
                let message = format!("{one}, more than the call lets pass; write why");
                ("content.explanations".to_owned(), message)
            });
            assert_eq!(message, expected);
        }
    }
    let twice = [explain(&needed[0]), explain(&needed[0])];
    assert_eq!(check_explanations(&twice), Err((1, FaultyExplanation::Twice)));
}
