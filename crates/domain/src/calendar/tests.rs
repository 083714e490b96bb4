use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Goal: every kind of day on which offices are closed, and the day work goes on.
#[test]
fn a_deadline_moves_to_the_next_working_day() {
    for (nominal, due) in [
        ("2021-11-30", "2021-11-30"), // an ordinary Tuesday
        ("2022-12-06", "2022-12-07"), // Independence Day on a Tuesday
        ("2023-01-06", "2023-01-09"), // Epiphany on a Friday
        ("2024-05-01", "2024-05-02"), // May Day on a Wednesday
        ("2024-06-21", "2024-06-24"), // Midsummer Eve
        ("2024-06-22", "2024-06-24"), // Midsummer Day
        ("2024-12-24", "2024-12-27"), // Christmas Eve to the second day of Christmas
        ("2025-04-18", "2025-04-22"), // Good Friday: four days
        ("2025-04-21", "2025-04-22"), // Easter Monday
        ("2025-05-29", "2025-05-30"), // Ascension Day
        ("2025-11-01", "2025-11-03"), // All Saints' Day on a Saturday
        ("2026-02-15", "2026-02-16"), // a Sunday
        ("2026-12-24", "2026-12-28"), // Christmas runs into a weekend
        ("2028-02-29", "2028-02-29"), // a leap day
    ] {
        let deadline = Deadline::new(date(nominal), HolidayCalendar::Finland);
        assert_eq!(
            (deadline.nominal(), deadline.due()),
            (date(nominal), date(due)),
            "{nominal}"
        );
    }
}

/// Goal: a day ends at 24:00 in Helsinki, in winter, in summer and on the days clocks change.
#[test]
fn a_day_ends_at_midnight_in_helsinki() {
    for (day, end) in [
        ("2026-01-15", "2026-01-15T22:00:00Z"),
        ("2026-07-15", "2026-07-15T21:00:00Z"),
        ("2026-03-28", "2026-03-28T22:00:00Z"), // the night in which summer time begins
        ("2026-03-29", "2026-03-29T21:00:00Z"), // 23 hours long
        ("2026-10-24", "2026-10-24T21:00:00Z"),
        ("2026-10-25", "2026-10-25T22:00:00Z"), // 25 hours long
    ] {
        assert_eq!(end_of_day(date(day)), instant(end), "{day}");
        assert_eq!(helsinki_date(instant(end)), date(day).succ_opt().unwrap());
        assert_eq!(
            helsinki_date(instant(end) - chrono::Duration::microseconds(1)),
            date(day)
        );
    }
}

/// In UTC a call that ends on Sunday or Monday was taken for another day.
#[test]
fn late_evening_in_utc_is_the_next_day_in_helsinki() {
    let sunday_evening = instant("2026-02-15T22:30:00Z");
    assert_eq!(weekday(helsinki_date(sunday_evening)), Weekday::Mon);
    assert_eq!(helsinki_date(sunday_evening), date("2026-02-16"));
}

#[test]
fn a_deadline_has_passed_only_when_its_day_is_over() {
    let deadline = Deadline::new(date("2026-02-15"), HolidayCalendar::Finland);
    assert!(!deadline.has_passed(instant("2026-02-16T21:59:59.999999Z")));
    assert!(deadline.has_passed(instant("2026-02-16T22:00:00Z")));
    assert_eq!(deadline.days_left(date("2026-02-15")), 1);
    assert_eq!(deadline.days_left(date("2026-02-16")), 0);
    assert_eq!(deadline.days_left(date("2026-02-20")), -4);
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        let deadline = Deadline::new(day, HolidayCalendar::Finland);
        let _ = (deadline.ends_at(), deadline.has_passed(DateTime::<Utc>::MAX_UTC));
    }
    assert_eq!(
        helsinki_date(DateTime::<Utc>::MAX_UTC).year(),
        DateTime::<Utc>::MAX_UTC.year()
    );
    assert_eq!(holidays(i32::MAX), []);
    assert_eq!(end_of_day(date("1921-04-30")), instant("1921-04-30T22:20:11Z"));
}

#[test]
fn each_year_has_fifteen_holidays_in_order() {
    for year in 1956..2200 {
        let days = holidays(year);
        assert_eq!(days.len(), 15, "{year}");
        assert!(days.is_sorted_by_key(|(day, _)| *day), "{year}");
        assert!(
            days.iter()
                .all(|(day, _)| HolidayCalendar::Finland.is_holiday(*day))
        );
    }
}

proptest! {
    #[test]
    fn rolling_lands_on_the_first_working_day(offset in 0_u64..60_000) {
        let calendar = HolidayCalendar::Finland;
        let start = date("1990-01-01") + Days::new(offset);
        let due = calendar.roll(start);
        prop_assert!(calendar.is_working_day(due));
        prop_assert!(start.iter_days().take_while(|day| *day < due).all(|day| !calendar.is_working_day(day)));
        prop_assert_eq!(calendar.roll(due), due);
        prop_assert!((due - start).num_days() <= 5);
    }

    #[test]
    fn an_instant_lies_within_its_helsinki_day(seconds in 0_i64..4_102_444_800) {
        let now = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap();
        let today = helsinki_date(now);
        prop_assert!(now < end_of_day(today));
        prop_assert!(now >= end_of_day(today.pred_opt().unwrap()));
    }
}
