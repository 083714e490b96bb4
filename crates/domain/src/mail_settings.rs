//! When and how somebody wants to be written to: quiet days, an hour in their own time zone, days away, and the
//! kinds of mails they have unsubscribed from.
//!
//! A mail that falls on a quiet day is not lost: it leaves on the next day that is not quiet, and says what is true
//! then. Nobody can be quiet for ever, so one day of the week is always left.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

use crate::{
    calendar::{self, HolidayCalendar},
    ids::PersonId,
    use_period::UsePeriod,
};

/// What somebody has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSettings {
    /// Who.
    pub person: PersonId,
    /// Counts the changes; 0 while nothing was ever chosen.
    pub version: i64,
    /// The days of the week on which no mail is sent.
    pub quiet_weekdays: Vec<Weekday>,
    /// Whether no mail is sent on Finnish public holidays either.
    pub quiet_holidays: bool,
    /// The hour of the day, 0 to 23 in the time zone, before which no mail is sent; at any hour unless chosen.
    pub sending_hour: Option<u32>,
    /// The time zone of the hour and of the days.
    pub time_zone: Tz,
    /// The days on which they are away: what they are told as the owner of a project goes to the deputy.
    pub away: Option<UsePeriod>,
    /// The kinds of mails they have unsubscribed from.
    pub muted: Vec<String>,
}

/// Why settings cannot be kept, with the field that is to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No day would be left.
    #[error("leave at least one day of the week on which you can be written to")]
    NoDayLeft,
    /// No such hour.
    #[error("give an hour from 0 to 23")]
    Hour,
    /// They come back before they leave, or stay away too long.
    #[error("give a last day away that is not before the first, at most 366 days later")]
    Away,
}

/// So many days somebody is away at once at most; whoever is away longer hands the duty over.
const LONGEST_AWAY: i64 = 366;
/// A row of quiet days is never longer: six days of a week, and holidays on the seventh.
const LONGEST_QUIET: usize = 60;

impl MailSettings {
    /// Those of somebody who never chose anything: every day, at any hour, every mail.
    #[must_use]
    pub fn unchosen(person: PersonId) -> Self {
        Self {
            person,
            version: 0,
            quiet_weekdays: Vec::new(),
            quiet_holidays: false,
            sending_hour: None,
            time_zone: chrono_tz::Europe::Helsinki,
            away: None,
            muted: Vec::new(),
        }
    }

    /// Whether they can be kept.
    ///
    /// # Errors
    /// [`Unusable`] says what to change.
    pub fn check(&self) -> Result<(), Unusable> {
        let week = (0..7).filter_map(|day| Weekday::try_from(day).ok());
        if week.into_iter().all(|day| self.quiet_weekdays.contains(&day)) {
            return Err(Unusable::NoDayLeft);
        }
        if self.sending_hour.is_some_and(|hour| hour > 23) {
            return Err(Unusable::Hour);
        }
        let length = |away: UsePeriod| away.last.signed_duration_since(away.first).num_days();
        if self
            .away
            .is_some_and(|away| !(0..=LONGEST_AWAY).contains(&length(away)))
        {
            return Err(Unusable::Away);
        }
        Ok(())
    }

    /// Whether they are away on a day.
    #[must_use]
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.away
            .is_some_and(|away| (away.first..=away.last).contains(&day))
    }

    /// Whether no mail is sent on a day of their time zone.
    #[must_use]
    pub fn is_quiet(&self, day: NaiveDate) -> bool {
        let holiday = self.quiet_holidays && HolidayCalendar::Finland.is_holiday(day);
        holiday || self.quiet_weekdays.contains(&day.weekday())
    }

    /// When a mail that is decided on now may leave: now, or at the first moment that is neither quiet nor before
    /// the hour.
    #[must_use]
    pub fn leaves_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let local = now.with_timezone(&self.time_zone);
        let today = local.date_naive();
        let hour = self.sending_hour.unwrap_or(0);
        for ahead in 0..LONGEST_QUIET {
            let Some(day) = today.checked_add_days(Days::new(ahead.try_into().unwrap_or(0))) else {
                break;
            };
            if self.is_quiet(day) {
                continue;
            }
            let from = self.moment(day, hour);
            return from.max(now);
        }
        now
    }

    /// An hour of a day in the time zone; one that a change of the clocks leaves out is the next that there is.
    fn moment(&self, day: NaiveDate, hour: u32) -> DateTime<Utc> {
        for hour in hour..24 {
            let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
            if let Some(found) = self.time_zone.from_local_datetime(&day.and_time(time)).earliest() {
                return found.with_timezone(&Utc);
            }
        }
        calendar::end_of_day(day)
    }
}

#[cfg(test)]
mod tests;
