//! What is owed by an earlier day, because the project ends before its time.

use super::{day, facts, open, portfolio, rules};
use crate::{
    ladder::Ladder,
    obligation::{Command, ObligationMachine, State},
    schedule::ReportingSchedule,
    workflow::{self, RefusalCode},
};

fn bring_forward(nominal: &str, reason: &str) -> Command {
    Command::BringForward {
        nominal: day(nominal),
        reason: reason.to_owned(),
    }
}

/// Goal: only to a day before the one in force and after today, with a reason; due on 15 June.
#[test]
fn to_which_day_it_is_brought_forward() {
    use RefusalCode as R;
    let facts = facts("2026-06-01T09:00:00Z");
    for (state, nominal, reason, expected) in [
        (open(), "2026-06-15", "it stops", Some(R::InvalidInput)),
        (open(), "2026-06-01", "it stops", Some(R::InvalidInput)),
        (open(), "2026-06-12", " ", Some(R::Incomplete)),
        (open(), "2026-06-12", "it stops", None),
        (State::Scheduled, "2026-06-12", "it stops", None),
    ] {
        let command = bring_forward(nominal, reason);
        let done = workflow::transition::<ObligationMachine>(state, command, &facts, facts.now);
        let refused = done.err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{nominal} {reason}");
    }
}

/// Goal: the date moves to a working day, the reminders follow, and nobody counts as having extended it.
#[test]
fn what_follows_when_it_is_brought_forward() {
    let (schedule, ladder) = (ReportingSchedule::default(), Ladder::default());
    let facts = facts("2026-05-17T09:00:00Z");
    let at = rules(&schedule, &ladder, "2026-05-17");
    let owed = portfolio("2026-02-02");
    // 6 June 2026 is a Saturday.
    let moved = owed.after(&bring_forward("2026-06-06", "it stops"), open(), &facts, at);
    assert_eq!((moved.nominal, moved.due), (day("2026-06-06"), day("2026-06-08")));
    assert_eq!(
        moved.next_reminder_on,
        Some(day("2026-05-25")),
        "fourteen days before, for thirty are past"
    );
    assert_eq!(moved.extension, None);
    assert_eq!(moved.planned, day("2026-06-15"), "the schedule's own date stays");
}
