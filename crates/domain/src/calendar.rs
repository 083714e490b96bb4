//! Days, working days and deadlines in Finnish time.
//!
//! A deadline is a date in Europe/Helsinki that ends at 24:00 there. If it falls on a Saturday, a
//! Sunday or a public holiday it moves to the next working day (`domain.md` section 6).

mod easter;
mod finland;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Helsinki;
use strum::{Display, EnumString};

pub use finland::{Holiday, holidays};

/// Whose public holidays move a deadline. A parameter, so that another country can be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum HolidayCalendar {
    /// Finland: the statutory holidays and the eves of Midsummer and Christmas, on which offices
    /// are closed.
    #[default]
    Finland,
}

impl HolidayCalendar {
    /// True on a public holiday, whatever the day of the week.
    #[must_use]
    pub fn is_holiday(self, date: NaiveDate) -> bool {
        match self {
            Self::Finland => holidays(date.year()).iter().any(|(day, _)| *day == date),
        }
    }

    /// True on Monday to Friday when it is no public holiday.
    #[must_use]
    pub fn is_working_day(self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(date)
    }

    /// The date itself when it is a working day, otherwise the next working day.
    #[must_use]
    pub fn roll(self, date: NaiveDate) -> NaiveDate {
        date.iter_days()
            .find(|day| self.is_working_day(*day))
            .unwrap_or(date)
    }
}

/// [`HolidayCalendar::is_working_day`] of the default calendar, Finland's.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    HolidayCalendar::default().is_working_day(date)
}

/// [`HolidayCalendar::roll`] of the default calendar, Finland's.
#[must_use]
pub fn roll(date: NaiveDate) -> NaiveDate {
    HolidayCalendar::default().roll(date)
}

/// The date on the wall in Helsinki at an instant. Late in the evening in UTC it is already the
/// next day there.
#[must_use]
pub fn helsinki_date(instant: DateTime<Utc>) -> NaiveDate {
    helsinki_time(instant).date()
}

/// The date and the time on the wall in Helsinki at an instant.
#[must_use]
pub fn helsinki_time(instant: DateTime<Utc>) -> NaiveDateTime {
    // Not `with_timezone`: that panics on the last hours that the type can hold.
    let offset = chrono::Offset::fix(&Helsinki.offset_from_utc_datetime(&instant.naive_utc()));
    let local = instant.naive_utc().checked_add_offset(offset);
    local.unwrap_or_else(|| instant.naive_utc())
}

/// The first instant after a Helsinki date: 24:00 there, daylight saving time considered. What
/// happens at this instant or later is too late for that date.
#[must_use]
pub fn end_of_day(date: NaiveDate) -> DateTime<Utc> {
    let Some(next) = date.checked_add_days(Days::new(1)) else {
        return DateTime::<Utc>::MAX_UTC;
    };
    let midnight = next.and_time(NaiveTime::MIN);
    match Helsinki.from_local_datetime(&midnight).earliest() {
        Some(instant) => instant.with_timezone(&Utc),
        // Only when clocks were once put forward at midnight (1921): the day ended at that moment.
        None => {
            let hours_before = midnight.checked_sub_days(Days::new(1)).unwrap_or(midnight);
            let offset = chrono::Offset::fix(&Helsinki.offset_from_utc_datetime(&hours_before));
            midnight.checked_sub_offset(offset).unwrap_or(midnight).and_utc()
        }
    }
}

/// The day of the week of a date.
#[must_use]
pub fn weekday(date: NaiveDate) -> Weekday {
    date.weekday()
}

/// A date until whose end something must be done (*määräaika*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    nominal: NaiveDate,
    due: NaiveDate,
}

impl Deadline {
    /// A deadline on a date, moved to the next working day when the date is not one.
    #[must_use]
    pub fn new(nominal: NaiveDate, calendar: HolidayCalendar) -> Self {
        Self {
            nominal,
            due: calendar.roll(nominal),
        }
    }

    /// The date as the terms say it, before it was moved.
    #[must_use]
    pub const fn nominal(self) -> NaiveDate {
        self.nominal
    }

    /// The last day on which it can be done, a working day.
    #[must_use]
    pub const fn due(self) -> NaiveDate {
        self.due
    }

    /// The instant from which on it is too late.
    #[must_use]
    pub fn ends_at(self) -> DateTime<Utc> {
        end_of_day(self.due)
    }

    /// True when the day is over in Helsinki.
    #[must_use]
    pub fn has_passed(self, now: DateTime<Utc>) -> bool {
        now >= self.ends_at()
    }

    /// Whole days left on a Helsinki date: 0 on the last day, negative after it.
    #[must_use]
    pub fn days_left(self, today: NaiveDate) -> i64 {
        self.due.signed_duration_since(today).num_days()
    }
}

#[cfg(test)]
mod tests;
