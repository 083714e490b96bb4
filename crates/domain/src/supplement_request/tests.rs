use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    Command, Facts, Question, QuestionAnswer, State, StateName, SupplementRequest, SupplementRequestMachine,
};
use crate::{
    ids::{FileId, PersonId},
    workflow::{Name, Reason, RefusalCode, Stamp, Step, table, transition},
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

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn question(text: &str) -> Question {
    Question {
        text: text.to_owned(),
        line: None,
        category: None,
        answer: None,
        files: Vec::new(),
    }
}

fn request(questions: usize) -> SupplementRequest {
    SupplementRequest {
        id: Uuid::from_u128(1).into(),
        version: 1,
        project: Uuid::from_u128(2).into(),
        claim: Uuid::from_u128(3).into(),
        number: 1,
        obligation: Uuid::from_u128(4).into(),
        follows: None,
        asked: stamp(1),
        questions: vec![question("Mikä lasku?"); questions],
        state: State::Open,
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<SupplementRequestMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "open answer -> answered",
            "open withdraw -> withdrawn",
            "answered accept -> accepted",
            "answered ask_again stays",
        ]
    );
    assert_eq!(table::<SupplementRequestMachine>().len(), 16);
}

/// Goal: what is refused, and to whom; in order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn refusals() {
    let answered = || State::Answered { answered: stamp(2) };
    let withdraw = |reason: &str| Command::Withdraw {
        reason: reason.to_owned(),
    };
    // state, command, who, further request, extended by who asks, expected
    for (state, command, by, further, extended, expected) in [
        (
            State::Open,
            Command::Answer,
            2,
            None,
            false,
            Ok(StateName::Answered),
        ),
        (
            State::Open,
            Command::Accept,
            1,
            None,
            false,
            Err(RefusalCode::WrongState),
        ),
        (
            State::Open,
            withdraw("turha"),
            1,
            None,
            true,
            Err(RefusalCode::SamePerson),
        ),
        (
            State::Open,
            withdraw(" "),
            1,
            None,
            false,
            Err(RefusalCode::Incomplete),
        ),
        (
            State::Open,
            withdraw("turha"),
            1,
            None,
            false,
            Ok(StateName::Withdrawn),
        ),
        (
            answered(),
            withdraw("turha"),
            1,
            None,
            false,
            Err(RefusalCode::WrongState),
        ),
        (
            answered(),
            Command::Accept,
            1,
            Some(2),
            false,
            Err(RefusalCode::Duplicate),
        ),
        (
            answered(),
            Command::Accept,
            2,
            None,
            false,
            Err(RefusalCode::SamePerson),
        ),
        (
            answered(),
            Command::AskAgain,
            2,
            None,
            false,
            Err(RefusalCode::SamePerson),
        ),
        (
            answered(),
            Command::AskAgain,
            1,
            Some(2),
            false,
            Err(RefusalCode::Duplicate),
        ),
        (
            answered(),
            Command::AskAgain,
            1,
            None,
            false,
            Ok(StateName::Answered),
        ),
        (
            answered(),
            Command::Accept,
            1,
            None,
            true,
            Ok(StateName::Accepted),
        ),
    ] {
        let facts = Facts {
            by: person(by),
            asked_further: further,
            extended_by_asker: extended,
        };
        let asked = format!("{state:?} {command:?} {by}");
        let done =
            transition::<SupplementRequestMachine>(state, command, &facts, DateTime::<Utc>::UNIX_EPOCH);
        let found = done
            .map(|done| StateName::from(&done.state))
            .map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{asked}");
    }
}

/// What can be asked until when, in order of precedence.
#[test]
fn questions_and_their_date_are_checked() {
    let today = day("2026-09-01");
    let long = "ä".repeat(4_001);
    for (questions, respond_by, expected) in [
        (vec![], "2026-09-15", Some("at least one question")),
        (
            vec![question("?"); 51],
            "2026-09-15",
            Some("more than 50 questions"),
        ),
        (
            vec![question("?"), question(" ")],
            "2026-09-15",
            Some("question 2 is empty"),
        ),
        (vec![question(&long)], "2026-09-15", Some("longer than 4000")),
        (vec![question("?")], "2026-09-01", Some("not in the future")),
        (vec![question("?")], "2026-08-31", Some("not in the future")),
        (vec![question("?")], "2036-09-15", Some("too far away")),
        (vec![question("?"); 50], "2026-09-02", None),
    ] {
        let checked = SupplementRequest::check_asked(&questions, day(respond_by), today);
        match (expected, checked) {
            (None, Ok(())) => {}
            (Some(words), Err(why)) => assert!(why.to_string().contains(words), "{why}"),
            (expected, checked) => panic!("{respond_by}: expected {expected:?}, got {checked:?}"),
        }
    }
}

/// Each question is answered once, in words; in order of precedence.
#[test]
fn answers_are_checked_against_the_questions() {
    let file = |number: u128| FileId::from(Uuid::from_u128(number));
    let answer = |text: &str, files: Vec<FileId>| QuestionAnswer {
        text: text.to_owned(),
        files,
    };
    let long = "ä".repeat(20_001);
    let many: Vec<FileId> = (0..21).map(file).collect();
    for (answers, expected) in [
        (
            vec![answer("Tämä.", vec![])],
            Some((RefusalCode::Incomplete, "answers")),
        ),
        (
            vec![answer("Tämä.", vec![]); 3],
            Some((RefusalCode::Incomplete, "answers")),
        ),
        (
            vec![answer("Tämä.", vec![]), answer(" \n", vec![file(1)])],
            Some((RefusalCode::Incomplete, "answers.1.text")),
        ),
        (
            vec![answer(&long, vec![]), answer("Se.", vec![])],
            Some((RefusalCode::InvalidInput, "answers.0.text")),
        ),
        (
            vec![answer("Tämä.", many), answer("Se.", vec![])],
            Some((RefusalCode::InvalidInput, "answers.0.fileIds")),
        ),
        (
            vec![answer("Tämä.", vec![]), answer("Se.", vec![file(1), file(1)])],
            Some((RefusalCode::InvalidInput, "answers.1.fileIds")),
        ),
        (
            vec![answer(" Tämä. ", vec![]), answer("Se.", vec![file(1)])],
            None,
        ),
    ] {
        let asked = request(2);
        let found = asked.check_answers(&answers).err();
        let found = found.map(|why| (why.code(), why.path().join(".")));
        assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
        if expected.is_none() {
            let answered = asked.answered(answers);
            assert_eq!(answered.questions[0].answer.as_deref(), Some("Tämä."));
            assert_eq!(answered.questions[1].files, [file(1)]);
        }
    }
}
