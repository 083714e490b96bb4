use uuid::Uuid;

use super::*;

fn settings() -> MailSettings {
    MailSettings::unchosen(Uuid::from_u128(1).into())
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn whoever_chose_nothing_is_written_to_at_once() {
    let now = at("2026-06-20T21:30:00Z");
    assert_eq!(settings().leaves_at(now), now);
    assert_eq!(settings().check(), Ok(()));
}

/// Goal: a mail leaves at the first moment that is allowed, and never before it was decided on.
#[test]
fn a_mail_waits_for_a_day_and_an_hour_that_are_allowed() {
    let weekend = MailSettings {
        quiet_weekdays: vec![Weekday::Sat, Weekday::Sun],
        sending_hour: Some(8),
        ..settings()
    };
    let in_azores = MailSettings {
        time_zone: chrono_tz::Atlantic::Azores,
        ..weekend.clone()
    };
    let holidays = MailSettings {
        quiet_holidays: true,
        sending_hour: Some(8),
        ..settings()
    };
    let clocks_change = MailSettings {
        sending_hour: Some(3),
        ..settings()
    };
    for (settings, now, expected) in [
        // Before the hour; the hour has passed; a Friday evening is not quiet.
        (&weekend, "2026-06-17T00:00:00Z", "2026-06-17T05:00:00Z"),
        (&weekend, "2026-06-17T10:00:00Z", "2026-06-17T10:00:00Z"),
        (&weekend, "2026-06-19T19:00:00Z", "2026-06-19T19:00:00Z"),
        // Saturday in Helsinki, and Sunday: until Monday at eight.
        (&weekend, "2026-06-19T22:00:00Z", "2026-06-22T05:00:00Z"),
        (&weekend, "2026-06-21T09:00:00Z", "2026-06-22T05:00:00Z"),
        // In winter the hour is another one in UTC.
        (&weekend, "2026-12-12T09:00:00Z", "2026-12-14T06:00:00Z"),
        // Where it is still Friday.
        (&in_azores, "2026-06-19T22:00:00Z", "2026-06-19T22:00:00Z"),
        (&in_azores, "2026-06-20T22:00:00Z", "2026-06-22T08:00:00Z"),
        // Independence Day; the days of Christmas in a row.
        (&holidays, "2026-12-06T08:00:00Z", "2026-12-07T06:00:00Z"),
        // The hour that summer time leaves out.
        (&clocks_change, "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z"),
    ] {
        assert_eq!(settings.leaves_at(at(now)), at(expected), "{now}");
    }
}

#[test]
fn settings_that_would_silence_everything_are_refused() {
    let mut quiet = settings();
    quiet.quiet_weekdays = (0..7).map(|day| Weekday::try_from(day).unwrap()).collect();
    assert_eq!(quiet.check(), Err(Unusable::NoDayLeft));
    quiet.quiet_weekdays.pop();
    assert_eq!(quiet.check(), Ok(()));
    let hour = |hour| MailSettings {
        sending_hour: Some(hour),
        ..settings()
    };
    assert_eq!(hour(24).check(), Err(Unusable::Hour));
    assert_eq!(hour(23).check(), Ok(()));
    let away = |first, last| MailSettings {
        away: Some(UsePeriod {
            first: day(first),
            last: day(last),
        }),
        ..settings()
    };
    assert_eq!(away("2026-07-02", "2026-07-01").check(), Err(Unusable::Away));
    assert_eq!(away("2026-07-01", "2028-07-01").check(), Err(Unusable::Away));
    let july = away("2026-07-01", "2026-07-31");
    assert_eq!(july.check(), Ok(()));
    assert!(
        july.is_away(day("2026-07-01"))
            && july.is_away(day("2026-07-31"))
            && !july.is_away(day("2026-08-01"))
    );
}
