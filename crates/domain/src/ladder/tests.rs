use super::*;
use crate::calendar::helsinki_date;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn latest(due: &str, opened_on: &str, today: &str) -> Option<String> {
    Ladder::default()
        .latest_due(date(due), date(opened_on), date(today))
        .map(|step| step.key())
}

/// Goal: the default ladder day by day around its steps, for a report due on 16 February 2026.
#[test]
fn the_default_ladder() {
    for (today, step, next) in [
        ("2026-01-16", None, "2026-01-17"),
        ("2026-01-17", Some("-30"), "2026-02-02"),
        ("2026-02-01", Some("-30"), "2026-02-02"),
        ("2026-02-02", Some("-14"), "2026-02-13"),
        ("2026-02-13", Some("-3"), "2026-02-16"),
        ("2026-02-16", Some("0"), "2026-02-17"),
        ("2026-02-17", Some("+1"), "2026-02-23"),
        ("2026-02-22", Some("+1"), "2026-02-23"),
        ("2026-02-23", Some("+7"), "2026-03-02"),
        ("2026-03-02", Some("+14"), "2026-03-09"),
        ("2026-03-08", Some("+14"), "2026-03-09"),
        ("2026-03-09", Some("+21"), "2026-03-16"),
        ("2027-02-16", Some("+364"), "2027-02-22"),
    ] {
        assert_eq!(
            latest("2026-02-16", "2025-11-01", today).as_deref(),
            step,
            "{today}"
        );
        assert_eq!(
            Ladder::default().next_after(date("2026-02-16"), date(today)),
            date(next),
            "{today}"
        );
    }
}

/// Goal: who is told at which step.
#[test]
fn the_audience_grows_with_the_delay() {
    use Audience::{LeadMunicipality, MunicipalityOwner, Officer, Responsible};
    let ladder = Ladder::default();
    let due = date("2026-02-16");
    for (today, audience) in [
        ("2026-01-17", vec![Responsible]),
        ("2026-02-16", vec![Responsible]),
        ("2026-02-17", vec![Responsible, MunicipalityOwner]),
        (
            "2026-02-23",
            vec![Responsible, MunicipalityOwner, LeadMunicipality],
        ),
        (
            "2026-03-02",
            vec![Responsible, MunicipalityOwner, LeadMunicipality, Officer],
        ),
        (
            "2026-06-01",
            vec![Responsible, MunicipalityOwner, LeadMunicipality, Officer],
        ),
    ] {
        let step = ladder.latest_due(due, date("2025-11-01"), date(today)).unwrap();
        assert_eq!(
            step.audience().iter().copied().collect::<Vec<_>>(),
            audience,
            "{today}"
        );
    }
}

/// Elsewhere a job compared the end date with today plus n: a day without a run lost the mail.
#[test]
fn trap_11_a_missed_day_does_not_lose_the_mail() {
    assert_eq!(
        latest("2026-02-16", "2025-11-01", "2026-02-14").as_deref(),
        Some("-3")
    );
    // A long outage: only the latest of the missed steps is sent.
    assert_eq!(
        latest("2026-02-16", "2025-11-01", "2026-02-27").as_deref(),
        Some("+7")
    );
}

/// Elsewhere "reminded once" never reminded again after an extension.
#[test]
fn trap_11_people_are_reminded_again_after_an_extension() {
    assert_eq!(
        latest("2026-02-16", "2025-11-01", "2026-02-17").as_deref(),
        Some("+1")
    );
    // Extended on 17 February to 31 March: nothing of the new date before the extension counts.
    assert_eq!(latest("2026-03-31", "2026-02-17", "2026-02-17"), None);
    assert_eq!(
        Ladder::default().next_after(date("2026-03-31"), date("2026-02-17")),
        date("2026-03-01")
    );
    assert_eq!(
        latest("2026-03-31", "2026-02-17", "2026-03-01").as_deref(),
        Some("-30")
    );
    // The same step key, but another due date: not the reminder that was sent before.
    assert_eq!(
        latest("2026-03-31", "2026-02-17", "2026-04-01").as_deref(),
        Some("+1")
    );
}

#[test]
fn steps_before_the_obligation_opened_are_not_sent() {
    for (opened_on, today, step) in [
        ("2026-02-06", "2026-02-06", None), // ten days before: not told that 14 are left
        ("2026-02-06", "2026-02-13", Some("-3")),
        ("2026-02-13", "2026-02-13", Some("-3")), // opened on the day of a step
        ("2026-02-25", "2026-02-25", None),       // overdue from the start: the next step
        ("2026-02-25", "2026-03-02", Some("+14")),
    ] {
        assert_eq!(
            latest("2026-02-16", opened_on, today).as_deref(),
            step,
            "{opened_on} {today}"
        );
    }
}

/// Elsewhere deadlines were compared in UTC, where the evening before is still "today".
#[test]
fn trap_12_the_day_of_a_step_begins_at_midnight_in_helsinki() {
    let ladder = Ladder::default();
    let (due, opened) = (date("2026-02-16"), date("2025-11-01"));
    let step_at = |instant: &str| {
        ladder
            .latest_due(due, opened, helsinki_date(instant.parse().unwrap()))
            .map(|step| step.key())
    };
    assert_eq!(step_at("2026-02-15T21:59:59Z").as_deref(), Some("-3"));
    assert_eq!(step_at("2026-02-15T22:00:00Z").as_deref(), Some("0"));
    assert_eq!(step_at("2026-02-16T22:00:00Z").as_deref(), Some("+1"));
}

#[test]
fn a_preview_lists_every_step() {
    let ladder = Ladder::default();
    let steps: Vec<_> = ladder
        .steps_until(date("2026-02-16"), date("2026-02-01"), date("2026-03-10"))
        .map(|(day, step)| (day.to_string(), step.key()))
        .collect();
    let expected = [
        ("2026-02-02", "-14"),
        ("2026-02-13", "-3"),
        ("2026-02-16", "0"),
        ("2026-02-17", "+1"),
        ("2026-02-23", "+7"),
        ("2026-03-02", "+14"),
        ("2026-03-09", "+21"),
    ];
    assert_eq!(steps, expected.map(|(day, key)| (day.to_owned(), key.to_owned())));
}

#[test]
fn a_ladder_that_cannot_work_is_refused() {
    let new = |days: &[i32], every| Ladder::new(days.to_vec(), every, Escalation::default());
    assert_eq!(new(&[], 7), Err(LadderRefused::Empty));
    assert_eq!(
        new(&[-3, 0, 0], 7),
        Err(LadderRefused::NotAscending { before: 0, after: 0 })
    );
    assert_eq!(
        new(&[0, -3], 7),
        Err(LadderRefused::NotAscending { before: 0, after: -3 })
    );
    assert_eq!(new(&[-4000], 7), Err(LadderRefused::TooFar(-4000)));
    assert_eq!(new(&[0], 0), Err(LadderRefused::Repetition(0)));
    let usual = Ladder::default();
    assert_eq!(new(usual.days(), usual.repeat_every()), Ok(Ladder::default()));
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    let ladder = Ladder::default();
    for due in [NaiveDate::MIN, NaiveDate::MAX] {
        for today in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = (
                ladder.latest_due(due, today, today),
                ladder.next_after(due, today),
            );
        }
    }
    assert_eq!(ladder.next_after(NaiveDate::MAX, NaiveDate::MAX), NaiveDate::MAX);
    let last = ladder
        .steps_until(NaiveDate::MAX, NaiveDate::MIN, NaiveDate::MAX)
        .count();
    assert_eq!(last, 4, "the steps up to the last possible date");
}

proptest! {
    /// A run every day sends every step once; the index column names exactly those days.
    #[test]
    fn running_daily_sends_every_step_once(opened in 0_u64..60, length in 0_u64..120) {
        let (ladder, start) = (Ladder::default(), date("2026-01-01"));
        let due = start + Days::new(60);
        let (opened, until) = (start + Days::new(opened), start + Days::new(opened + length));
        let mut sent = Vec::new();
        for today in opened.iter_days().take_while(|day| *day <= until) {
            if let Some(step) = ladder.latest_due(due, opened, today) {
                let key = (step.day(due), step);
                if !sent.contains(&key) {
                    prop_assert_eq!(key.0, today);
                    prop_assert_eq!(ladder.next_after(due, today.pred_opt().unwrap()), today);
                    sent.push(key);
                }
            }
        }
        let preview: Vec<_> = ladder.steps_until(due, opened, until).collect();
        prop_assert_eq!(sent, preview);
    }

    #[test]
    fn an_outage_sends_the_latest_step_only(away in 1_u64..200) {
        let ladder = Ladder::default();
        let (due, opened) = (date("2026-03-31"), date("2026-01-01"));
        let back = opened + Days::new(away);
        let latest = ladder.latest_due(due, opened, back).map(|step| (step.day(due), step));
        prop_assert_eq!(latest, ladder.steps_until(due, opened, back).last());
    }
}
