use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    form::{Audience, Choice, Condition, Definition, Field, FieldKind, Given, Section, Words},
    ids::PersonId,
    language::Language,
    workflow::{self, Machine as _, Name as _, Reason as _, RefusalCode, Step as Decided},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2018-10-19T06:00:00Z".parse().unwrap()
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

fn closing() -> Closing {
    Closing { by: None, at: now() }
}

fn facts() -> Facts {
    Facts {
        by: Some(person()),
        now: now(),
        closes_on: day("2018-10-31"),
        invited: 60,
    }
}

fn words(text: &str) -> Words {
    Words {
        fi: text.to_owned(),
        sv: text.to_owned(),
        en: text.to_owned(),
    }
}

fn field(code: &str, required: bool, kind: FieldKind) -> Field {
    Field {
        code: code.to_owned(),
        label: words(code),
        help: None,
        required,
        personal: false,
        visible_when: None,
        kind,
    }
}

fn choice(options: &[&str], several: bool) -> FieldKind {
    FieldKind::Choice {
        options: options
            .iter()
            .map(|code| Choice {
                code: (*code).to_owned(),
                label: words(code),
                ends: None,
            })
            .collect(),
        several,
    }
}

fn questions() -> Definition {
    Definition {
        code: "experiments".to_owned(),
        title: words("Experiments"),
        help: None,
        sections: vec![Section {
            code: "all".to_owned(),
            title: words("All"),
            help: None,
            asked_of: Audience::Lead,
            visible_when: None,
            fields: vec![
                field("used", true, choice(&["yes", "no"], false)),
                field("channels", false, choice(&["web", "phone", "visit"], true)),
                field(
                    "why",
                    false,
                    FieldKind::Text {
                        longest: 20,
                        lines: false,
                    },
                ),
                field(
                    "people",
                    false,
                    FieldKind::Number {
                        decimals: 0,
                        least: Some(0.into()),
                        most: None,
                    },
                ),
            ],
        }],
    }
}

fn details() -> Details {
    Details {
        title: "Kokeilujen arviointi".to_owned(),
        language: Language::Fi,
        questions: questions(),
        closes_on: day("2018-10-31"),
        reminder_days: ReminderDays::default(),
        fewest_answers: Details::USUAL_FEWEST,
    }
}

const TABLE: &str = "
draft     update  =
draft     invite  =
draft     open    open
draft     close   -
draft     publish -
open      update  -
open      invite  =
open      open    -
open      close   closed
open      publish -
closed    update  -
closed    invite  -
closed    open    -
closed    close   -
closed    publish published
published update  -
published invite  -
published open    -
published close   -
published publish -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<SurveyMachine>() {
        let to = match step {
            Decided::To(next) => next.code(),
            Decided::Stays => "=",
            Decided::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<7} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

const COMMANDS: [Command; 5] = [
    Command::Update,
    Command::Invite,
    Command::Open,
    Command::Close,
    Command::Publish,
];

fn states() -> [State; 4] {
    let (opened, closed) = (stamp(), closing());
    [
        State::Draft,
        State::Open { opened },
        State::Closed { opened, closed },
        State::Published {
            opened,
            closed,
            published: stamp(),
        },
    ]
}

/// Goal: whatever the table and the conditions allow is carried out, and nothing else.
#[test]
fn the_transition_follows_the_table() {
    for state in states() {
        for command in COMMANDS {
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let step = SurveyMachine::step(from, asked);
            let done = workflow::transition::<SurveyMachine>(state, command, &facts(), now());
            match (step, done) {
                (Decided::To(next), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
                (Decided::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Decided::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Goal: the clock closes and does nothing else; nobody is asked for nothing, and not after the last day.
#[test]
fn what_the_conditions_ask() {
    let nobody = Facts { by: None, ..facts() };
    let [_, open, closed, _] = states();
    let ended = workflow::transition::<SurveyMachine>(open, Command::Close, &nobody, now()).unwrap();
    assert_eq!(ended.state.closed(), Some(closing()));
    assert!(workflow::transition::<SurveyMachine>(closed, Command::Publish, &nobody, now()).is_err());
    assert!(workflow::transition::<SurveyMachine>(State::Draft, Command::Open, &nobody, now()).is_err());

    let alone = Facts {
        invited: 0,
        ..facts()
    };
    let refused = workflow::check::<SurveyMachine>(&State::Draft, CommandName::Open, &alone).unwrap_err();
    assert_eq!(refused.code, RefusalCode::Incomplete);
    // 24:00 in Helsinki was 22:00 in UTC, summer time having ended on the 28th.
    for (at, is_over) in [("2018-10-31T21:59:59Z", false), ("2018-10-31T22:00:00Z", true)] {
        let late = Facts {
            now: at.parse().unwrap(),
            ..facts()
        };
        for (state, command) in [(State::Draft, CommandName::Open), (open, CommandName::Invite)] {
            let checked = workflow::check::<SurveyMachine>(&state, command, &late);
            assert_eq!(checked.is_err_and(|no| no.code == RefusalCode::Deadline), is_over);
        }
    }
}

/// Goal: every fault of what a survey says has its field.
#[test]
fn faulty_details_are_refused_with_their_path() {
    let today = day("2018-10-19");
    assert_eq!(details().check(today), Ok(()));
    let changed = |change: &dyn Fn(&mut Details)| {
        let mut details = details();
        change(&mut details);
        let why = details.check(today).unwrap_err();
        (why.code(), why.path().concat())
    };
    let invalid = |field: &str| (RefusalCode::InvalidInput, field.to_owned());
    assert_eq!(
        changed(&|one| one.title = " ".to_owned()),
        (RefusalCode::Incomplete, "title".to_owned())
    );
    assert_eq!(changed(&|one| one.title = "x".repeat(301)), invalid("title"));
    assert_eq!(
        changed(&|one| one.closes_on = day("2018-10-18")),
        invalid("closesOn")
    );
    // The year of a date in a source of 2022 was off.
    assert_eq!(
        changed(&|one| one.closes_on = day("2020-10-31")),
        invalid("closesOn")
    );
    assert_eq!(changed(&|one| one.fewest_answers = 2), invalid("fewestAnswers"));
    assert_eq!(changed(&|one| one.fewest_answers = 101), invalid("fewestAnswers"));
    let section = |one: &mut Details| one.questions.sections.remove(0);
    assert_eq!(
        changed(&|one| {
            let mut part = section(one);
            part.asked_of = Audience::EachPartner;
            one.questions.sections.push(part);
        }),
        invalid("questions")
    );
    assert_eq!(
        changed(&|one| {
            let mut part = section(one);
            part.fields[1].visible_when = Some(Condition::Answered {
                field: "used".to_owned(),
            });
            one.questions.sections.push(part);
        }),
        invalid("questions")
    );
    assert_eq!(
        changed(&|one| {
            let mut part = section(one);
            part.fields[1].kind = FieldKind::File { most: 1 };
            one.questions.sections.push(part);
        }),
        invalid("questions")
    );
    for days in [vec![0], vec![61], vec![7, 7], vec![1, 2, 3, 4, 5, 6]] {
        assert_eq!(ReminderDays::new(days).unwrap_err().path(), ["reminderDays"]);
    }
    assert_eq!(ReminderDays::new(vec![2, 7]), Ok(ReminderDays::default()));
}

/// Goal: each step on its day, of several that were missed the latest, and none after the last day.
#[test]
fn reminders_come_on_their_days() {
    let details = details();
    for (today, due, next) in [
        ("2018-10-19", None, Some("2018-10-24")),
        ("2018-10-23", None, Some("2018-10-24")),
        ("2018-10-24", Some((7, "2018-10-24")), Some("2018-10-29")),
        ("2018-10-28", Some((7, "2018-10-24")), Some("2018-10-29")),
        ("2018-10-29", Some((2, "2018-10-29")), None),
        ("2018-10-31", Some((2, "2018-10-29")), None),
        ("2018-11-01", None, None),
    ] {
        let due = due.map(|(days, on)| (days, day(on)));
        assert_eq!(details.due_step(day(today)), due, "{today}");
        assert_eq!(details.next_reminder(day(today)), next.map(day), "{today}");
    }
}

/// Goal: a per cent is exact and rounded once; the figures are those of the sources (`domain.md` section 1.2): 23 of
/// 60, and multiples of 1/21 as the evaluation printed them.
#[test]
fn percentages_are_those_of_the_evaluation() {
    for (part, whole, tenths) in [
        (23, 60, 383),
        (23, 61, 377),
        (3_148, 10_354, 304),
        (8, 21, 381),
        (13, 21, 619),
        (14, 21, 667),
        (7, 21, 333),
        (10, 21, 476),
        (1, 21, 48),
        (5, 21, 238),
        (3, 21, 143),
        (12, 21, 571),
        (2, 21, 95),
        (21, 21, 1000),
        (0, 21, 0),
        // Half a tenth is rounded up: 0.05 of 100.
        (1, 2_000, 1),
        (1, 2_001, 0),
        (u64::MAX, u64::MAX, 1000),
    ] {
        assert_eq!(tenths_of_percent(part, whole), Some(tenths), "{part} of {whole}");
    }
    assert_eq!(tenths_of_percent(0, 0), None);
    let asked = Participation {
        invited: 60,
        answered: 23,
        ..Participation::default()
    };
    assert_eq!(asked.response_rate().unwrap().to_string(), "38.3");
    assert_eq!(percent(21, 21).unwrap().to_string(), "100");
}

fn given(fields: &[(&str, Given)]) -> Given {
    let fields = fields.iter();
    Given::Fields(
        fields
            .map(|(code, given)| ((*code).to_owned(), given.clone()))
            .collect(),
    )
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

/// Goal: what is not answered does not count to the n of a question, and an option that nobody chose is told.
#[test]
fn every_question_has_its_own_n() {
    let answered = [
        given(&[
            ("used", text("yes")),
            ("channels", Given::List(vec![text("web"), text("visit")])),
        ]),
        given(&[("used", text("no")), ("why", text("Liian kallis"))]),
        given(&[
            ("used", text("yes")),
            ("channels", Given::List(vec![text("web")])),
        ]),
    ];
    let answers: Vec<Answers> = answered
        .iter()
        .map(|one| read_answers(&questions(), one).unwrap())
        .collect();
    let counted: Vec<(u64, Vec<u64>)> = count(&questions(), &answers)
        .iter()
        .map(|one| {
            (
                one.answered,
                one.options.iter().map(|option| option.chosen).collect(),
            )
        })
        .collect();
    assert_eq!(
        counted,
        [(3, vec![2, 1]), (2, vec![2, 0, 1]), (1, vec![]), (0, vec![])]
    );
    let results = count(&questions(), &answers);
    assert!(results[0].is_shown(3) && !results[0].is_shown(4));
}

/// Goal: every fault at once, each with its question.
#[test]
fn faulty_answers_are_refused_with_their_path() {
    let wrong = |given: &Given| -> Vec<(RefusalCode, String)> {
        let wrong = read_answers(&questions(), given).unwrap_err();
        wrong.iter().map(|one| (one.code, one.path.join("."))).collect()
    };
    let (invalid, incomplete) = (RefusalCode::InvalidInput, RefusalCode::Incomplete);
    assert_eq!(wrong(&text("yes")), [(invalid, String::new())]);
    assert_eq!(
        wrong(&given(&[
            ("channels", Given::List(vec![text("web"), text("fax")])),
            ("why", text("More than twenty characters")),
            ("people", text("-1")),
            ("invented", text("x")),
        ])),
        [
            (invalid, "channels.1".to_owned()),
            (invalid, "why".to_owned()),
            (invalid, "people".to_owned()),
            (invalid, "invented".to_owned()),
            (incomplete, "used".to_owned()),
        ]
    );
    assert_eq!(
        wrong(&given(&[("used", text("perhaps"))])),
        [(invalid, "used".to_owned())]
    );
    let mut optional = questions();
    optional.sections[0].fields[0].required = false;
    let nothing = read_answers(&optional, &given(&[("used", text(" "))])).unwrap_err();
    assert_eq!((nothing[0].code, nothing[0].path.len()), (incomplete, 0));
}

#[test]
fn addresses_are_those_to_which_a_mail_can_go() {
    for (text, address) in [
        (" anna@example.org ", Some("anna@example.org")),
        ("anna@example", None),
        ("anna", None),
        ("@example.org", None),
        ("anna@a@example.org", None),
        ("anna@.org", None),
        ("anna virtanen@example.org", None),
        ("Anna <anna@example.org>", None),
        ("a@example.org\r\nBcc: b@example.org", None),
    ] {
        assert_eq!(readable_address(text), address, "{text}");
    }
    assert_eq!(
        readable_address(&format!("{}@example.org", "x".repeat(250))),
        None
    );
    for number in [0, 2, 7] {
        assert_eq!(Step::of_number(number).number(), number);
    }
}
