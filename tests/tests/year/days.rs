//! Helsinki days, written down anew: nothing here is asked of the code under test.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Timelike, Utc, Weekday};

/// The public holidays of the years that are played, with the eves on which offices are closed: from the almanac,
/// not computed.
const HOLIDAYS: [&str; 47] = [
    "2027-11-06",
    "2027-12-06",
    "2027-12-24",
    "2027-12-25",
    "2027-12-26",
    "2028-01-01",
    "2028-01-06",
    "2028-04-14",
    "2028-04-16",
    "2028-04-17",
    "2028-05-01",
    "2028-05-25",
    "2028-06-04",
    "2028-06-23",
    "2028-06-24",
    "2028-11-04",
    "2028-12-06",
    "2028-12-24",
    "2028-12-25",
    "2028-12-26",
    "2029-01-01",
    "2029-01-06",
    "2029-03-30",
    "2029-04-01",
    "2029-04-02",
    "2029-05-01",
    "2029-05-10",
    "2029-05-20",
    "2029-06-22",
    "2029-06-23",
    "2029-11-03",
    "2029-12-06",
    "2029-12-24",
    "2029-12-25",
    "2029-12-26",
    "2027-01-01",
    "2027-01-06",
    "2027-03-26",
    "2027-03-28",
    "2027-03-29",
    "2027-05-01",
    "2027-05-06",
    "2027-05-16",
    "2027-06-25",
    "2027-06-26",
    "2030-01-01",
    "2030-01-06",
];

/// A date as it is written here.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date of the test")
}

pub fn is_holiday(day: NaiveDate) -> bool {
    HOLIDAYS.contains(&day.to_string().as_str())
}

/// The day itself, or the first one after it on which offices work.
pub fn working(mut day: NaiveDate) -> NaiveDate {
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || is_holiday(day) {
        day = day + Days::new(1);
    }
    day
}

/// The same day so many months later; the last one of the month where it has no such day.
pub fn months_later(day: NaiveDate, months: u32) -> NaiveDate {
    day + Months::new(months)
}

/// Summer time holds from 01:00 UTC of the last Sunday of March to 01:00 UTC of the last Sunday of October.
fn hours_ahead(at: DateTime<Utc>) -> i64 {
    let last_sunday = |month: u32| {
        let last = NaiveDate::from_ymd_opt(at.year(), month, 31).expect("the last of a long month");
        let sunday = last - Days::new(last.weekday().num_days_from_sunday().into());
        sunday.and_hms_opt(1, 0, 0).expect("an hour").and_utc()
    };
    if (last_sunday(3)..last_sunday(10)).contains(&at) {
        3
    } else {
        2
    }
}

/// The date on the wall in Helsinki.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(hours_ahead(at))).date_naive()
}

/// The hour on the wall in Helsinki.
pub fn hour_of(at: DateTime<Utc>) -> u32 {
    (at + TimeDelta::hours(hours_ahead(at))).hour()
}

/// A time of the day on the wall in Helsinki; not in the hours in which clocks change.
pub fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let wall = day
        .and_hms_opt(hour, minute, 0)
        .expect("a time of the test")
        .and_utc();
    let guess = wall - TimeDelta::hours(2);
    wall - TimeDelta::hours(hours_ahead(guess - TimeDelta::minutes(30)))
}
