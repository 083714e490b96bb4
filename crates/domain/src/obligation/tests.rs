use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::*;
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{self, Machine, Name, RefusalCode, Step},
};

mod earlier;
mod hanging;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp() -> Stamp {
    Stamp {
        by: person(7),
        at: time("2026-06-01T09:00:00Z"),
    }
}

fn facts(now: &str) -> Facts {
    Facts {
        by: person(1),
        extended: true,
        hands: [(person(3), Deed::Extended), (person(2), Deed::Extended)]
            .into_iter()
            .collect(),
        due: day("2026-06-15"),
        opens_on: day("2026-05-16"),
        now: time(now),
    }
}

fn open() -> State {
    State::Open {
        opened_at: time("2026-05-15T21:00:00Z"),
    }
}

fn overdue() -> State {
    State::Overdue {
        opened_at: time("2026-05-15T21:00:00Z"),
        overdue_at: time("2026-06-15T21:00:00Z"),
    }
}

fn extend(nominal: &str) -> Command {
    Command::Extend {
        nominal: day(nominal),
        reason: "the project manager changed".to_owned(),
    }
}

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = String::new();
    for (state, command, step) in workflow::table::<ObligationMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<13} {to}\n", state.code(), command.code()));
    }
    let expected = "\
scheduled open          open
scheduled mark_overdue  -
scheduled submit        submitted
scheduled accept        -
scheduled return        -
scheduled extend        =
scheduled bring_forward =
scheduled resume        -
scheduled waive         waived
open      open          -
open      mark_overdue  overdue
open      submit        submitted
open      accept        -
open      return        -
open      extend        =
open      bring_forward =
open      resume        -
open      waive         waived
overdue   open          -
overdue   mark_overdue  -
overdue   submit        submitted
overdue   accept        -
overdue   return        -
overdue   extend        open
overdue   bring_forward -
overdue   resume        -
overdue   waive         waived
submitted open          -
submitted mark_overdue  -
submitted submit        -
submitted accept        accepted
submitted return        open
submitted extend        -
submitted bring_forward -
submitted resume        -
submitted waive         -
accepted  open          -
accepted  mark_overdue  -
accepted  submit        -
accepted  accept        -
accepted  return        open
accepted  extend        -
accepted  bring_forward -
accepted  resume        -
accepted  waive         -
waived    open          -
waived    mark_overdue  -
waived    submit        -
waived    accept        -
waived    return        -
waived    extend        -
waived    bring_forward -
waived    resume        scheduled
waived    waive         -
";
    assert_eq!(table, expected);
}

/// Whatever the table allows is carried out, and whatever it refuses is refused.
#[test]
fn the_transition_follows_the_table() {
    let submitted = State::Submitted { submitted: stamp() };
    let accepted = State::Accepted {
        submitted: stamp(),
        accepted: stamp(),
    };
    let waived = State::Waived {
        waived: stamp(),
        reason: "merged".to_owned(),
    };
    let states = [State::Scheduled, open(), overdue(), submitted, accepted, waived];
    let commands = [
        Command::Open,
        Command::MarkOverdue,
        Command::Submit,
        Command::Accept,
        Command::Return {
            reasons: vec!["a page is missing".to_owned()],
        },
        extend("2026-09-01"),
        Command::BringForward {
            nominal: day("2026-06-20"),
            reason: "it stops early".to_owned(),
        },
        Command::Resume {
            nominal: day("2026-09-01"),
        },
        Command::Waive {
            reason: "merged".to_owned(),
        },
    ];
    let late = facts("2026-06-16T09:00:00Z");
    for state in states {
        for command in commands.clone() {
            // What is late is not brought forward.
            let due = match command {
                Command::BringForward { .. } => day("2026-06-30"),
                _ => late.due,
            };
            let facts = Facts { due, ..late.clone() };
            let (from, asked) = (StateName::from(&state), CommandName::from(&command));
            let done = workflow::transition::<ObligationMachine>(state.clone(), command, &facts, facts.now);
            match (ObligationMachine::step(from, asked), done) {
                (Step::To(next), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
                (Step::Stays, Ok(done)) => assert_eq!(done.state, state),
                (Step::No(_), Err(refusal)) => assert_eq!(refusal.code, RefusalCode::WrongState),
                (step, done) => panic!("{from:?} {asked:?}: the table says {step:?}, but {done:?}"),
            }
        }
    }
}

/// Guards in order of precedence; times around midnight in Helsinki, where summer time is UTC+3.
#[test]
fn conditions_beyond_the_table() {
    use Command as C;
    let waive = |reason: &str| C::Waive {
        reason: reason.to_owned(),
    };
    let no_reason = C::Extend {
        nominal: day("2026-09-01"),
        reason: " ".to_owned(),
    };
    let nothing = C::Return {
        reasons: vec![String::new()],
    };
    let submitted = State::Submitted { submitted: stamp() };
    let late = "2026-06-20T09:00:00Z";
    let cases = [
        (
            State::Scheduled,
            C::Open,
            "2026-05-15T20:59:59Z",
            1,
            Some("it opens on 2026-05-16"),
        ),
        (State::Scheduled, C::Open, "2026-05-15T21:00:00Z", 1, None),
        (
            open(),
            C::MarkOverdue,
            "2026-06-15T20:59:59Z",
            1,
            Some("until the end of 2026-06-15"),
        ),
        (open(), C::MarkOverdue, "2026-06-15T21:00:00Z", 1, None),
        (open(), waive("merged"), late, 2, Some("another person")),
        (open(), waive("merged"), late, 3, Some("another person")),
        (open(), waive("merged"), late, 1, None),
        (open(), waive("  "), late, 1, Some("the reason is missing")),
        (open(), extend("2026-06-20"), late, 1, Some("not in the future")),
        (
            open(),
            extend("2026-06-15"),
            "2026-06-01T09:00:00Z",
            1,
            Some("2026-06-15 already"),
        ),
        (open(), extend("2046-06-15"), late, 1, Some("too far away")),
        (overdue(), extend("2026-06-21"), late, 1, None),
        (open(), no_reason, late, 1, Some("the reason is missing")),
        (submitted, nothing, late, 1, Some("must be mended")),
    ];
    for (state, command, now, by, refused) in cases {
        let facts = Facts {
            by: person(by),
            ..facts(now)
        };
        let asked = format!("{state:?} {command:?} at {now}");
        let done = workflow::transition::<ObligationMachine>(state, command, &facts, facts.now);
        match (refused, done) {
            (None, Ok(_)) => {}
            (Some(words), Err(refusal)) => {
                assert!(refusal.message.contains(words), "{asked}: {refusal}");
            }
            (expected, done) => panic!("{asked}: expected {expected:?}, got {done:?}"),
        }
    }
}

/// Goal: an extension by nobody knows whom lets nobody waive.
#[test]
fn a_lost_list_of_extensions_is_a_refusal() {
    let waive = CommandName::Waive;
    for (extended, expected) in [(true, Some(RefusalCode::CannotCheck)), (false, None)] {
        let facts = Facts {
            extended,
            hands: Hands::default(),
            ..facts("2026-06-01T09:00:00Z")
        };
        let found = workflow::check::<ObligationMachine>(&open(), waive, &facts).err();
        assert_eq!(found.map(|refusal| refusal.code), expected);
    }
}

fn rules<'a>(schedule: &'a ReportingSchedule, ladder: &'a Ladder, today: &str) -> Rules<'a> {
    Rules {
        schedule,
        ladder,
        today: day(today),
    }
}

fn portfolio(today: &str) -> Obligation {
    let planned = Planned {
        kind: ObligationKind::PortfolioReport,
        period: None,
        nominal: day("2026-06-15"),
        due: day("2026-06-15"),
        opens_on: day("2026-05-16"),
    };
    Obligation::planned(
        Uuid::from_u128(1).into(),
        Uuid::from_u128(2).into(),
        Uuid::from_u128(3).into(),
        &planned,
        day(today),
    )
}

/// The day of the next reminder after each command, beginning with an obligation of 15 June.
#[test]
fn reminders_follow_the_state_and_the_dates() {
    let (schedule, ladder) = (ReportingSchedule::default(), Ladder::default());
    let at = |today| rules(&schedule, &ladder, today);
    let facts = facts("2026-06-01T09:00:00Z");
    let scheduled = portfolio("2026-02-02");
    assert_eq!(scheduled.next_reminder_on, None);

    let opened = scheduled.after(&Command::Open, open(), &facts, at("2026-05-16"));
    assert_eq!(
        opened.next_reminder_on,
        Some(day("2026-05-16")),
        "thirty days before"
    );
    let later = opened.reminder_after(at("2026-05-16"));
    assert_eq!(later, Some(day("2026-06-01")), "then fourteen days before");

    let late = opened
        .clone()
        .after(&Command::MarkOverdue, overdue(), &facts, at("2026-06-16"));
    assert_eq!(
        late.next_reminder_on, opened.next_reminder_on,
        "the ladder goes on"
    );
    assert_eq!(late.days_late(day("2026-06-20")), 5);

    let extended = late.after(&extend("2026-08-15"), open(), &facts, at("2026-06-20"));
    assert_eq!(extended.due, day("2026-08-17"), "15 August 2026 is a Saturday");
    assert_eq!(extended.due_since, day("2026-06-20"));
    assert_eq!(
        extended.next_reminder_on,
        Some(day("2026-07-18")),
        "thirty days before anew"
    );
    assert_eq!(
        extended.planned,
        day("2026-06-15"),
        "the schedule's own date stays"
    );

    let submitted = State::Submitted { submitted: stamp() };
    let handed_in = extended.after(&Command::Submit, submitted, &facts, at("2026-08-01"));
    assert_eq!(handed_in.next_reminder_on, None);
    assert_eq!(handed_in.reminder_after(at("2026-08-01")), None);

    let back = Command::Return { reasons: Vec::new() };
    let returned = handed_in.after(&back, open(), &facts, at("2026-08-15"));
    assert_eq!(
        returned.next_reminder_on,
        Some(day("2026-08-17")),
        "not the step of the day before"
    );
}

#[test]
fn what_is_late_when_it_is_created_waits_for_the_next_day_of_the_ladder() {
    let (schedule, ladder) = (ReportingSchedule::default(), Ladder::default());
    let facts = facts("2026-07-04T09:00:00Z");
    let opened = portfolio("2026-07-04").after(
        &Command::Open,
        open(),
        &facts,
        rules(&schedule, &ladder, "2026-07-04"),
    );
    assert_eq!(
        opened.next_reminder_on,
        Some(day("2026-07-06")),
        "21 days after 15 June"
    );
}

/// One respond-by date: the due date while it lies ahead, else two weeks moved to a working day.
#[test]
fn what_comes_back_is_due_on_one_day() {
    let (schedule, ladder) = (ReportingSchedule::default(), Ladder::default());
    let back = Command::Return { reasons: Vec::new() };
    for (returned_on, due, next) in [
        ("2026-06-01", "2026-06-15", "2026-06-01"),
        ("2026-06-14", "2026-06-15", "2026-06-15"),
        // On the day itself there would be hours left; 29 June 2026 is a Monday.
        ("2026-06-15", "2026-06-29", "2026-06-26"),
        // Two weeks later is a Saturday.
        ("2026-06-20", "2026-07-06", "2026-06-22"),
    ] {
        let facts = facts("2026-06-01T09:00:00Z");
        let opened = portfolio("2026-02-02");
        let returned = opened.after(&back, open(), &facts, rules(&schedule, &ladder, returned_on));
        assert_eq!(returned.due, day(due), "returned on {returned_on}");
        assert_eq!(
            returned.due,
            schedule.mend_by(day("2026-06-15"), day(returned_on))
        );
        assert_eq!(
            returned.next_reminder_on,
            Some(day(next)),
            "returned on {returned_on}"
        );
        assert_eq!(returned.planned, day("2026-06-15"));
    }
}

/// What can be handed in as a statement, in order of precedence.
#[test]
fn a_statement_is_checked_before_it_is_handed_in() {
    let of = |kind, state| Obligation {
        kind,
        state,
        ..portfolio("2026-02-02")
    };
    let file = |number: u128| crate::ids::FileId::from(Uuid::from_u128(number));
    let many: Vec<_> = (0..21).map(file).collect();
    let long = "ä".repeat(20_001);
    use ObligationKind as K;
    let cases = [
        (K::PortfolioReport, open(), "text", vec![], Some("of its own")),
        (
            K::CostReport,
            open(),
            "",
            vec![],
            Some("a cost report of its own"),
        ),
        (
            K::FinalReport,
            State::Scheduled,
            "",
            vec![],
            Some("it opens on 2026-05-16"),
        ),
        (
            K::FinalReport,
            open(),
            " \n",
            vec![],
            Some("the statement is empty"),
        ),
        (
            K::InterimReport,
            open(),
            long.as_str(),
            vec![],
            Some("longer than 20000"),
        ),
        (K::FollowUp, overdue(), "text", many, Some("more than 20 files")),
        (
            K::FollowUp,
            overdue(),
            "text",
            vec![file(1), file(1)],
            Some("named twice"),
        ),
        (K::FollowUp, overdue(), "text", vec![file(1), file(2)], None),
        (K::InterimReport, open(), &long[2..], vec![], None),
    ];
    for (kind, state, statement, files, refused) in cases {
        let checked = Submission::check(&of(kind, state), day("2026-05-15"), statement, &files);
        match (refused, checked) {
            (None, Ok(())) => {}
            (Some(words), Err(why)) => assert!(why.to_string().contains(words), "{kind}: {why}"),
            (expected, checked) => panic!("{kind}: expected {expected:?}, got {checked:?}"),
        }
    }
    // On its first day it can be handed in, also while no job has opened it.
    let scheduled = of(K::InterimReport, State::Scheduled);
    assert_eq!(
        Submission::check(&scheduled, day("2026-05-16"), "text", &[]),
        Ok(())
    );
    let submitted = State::Submitted { submitted: stamp() };
    let own = Submission::check_reader(&of(K::FinalReport, submitted.clone()), stamp().by);
    assert_eq!(own, Err(Why::SubmittedBySamePerson));
    assert_eq!(
        Submission::check_reader(&of(K::FinalReport, submitted), person(1)),
        Ok(())
    );
}
