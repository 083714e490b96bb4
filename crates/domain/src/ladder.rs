//! When people are reminded of an obligation, and who: the reminder ladder as data.
//!
//! A reminder is *derived*: the caller asks which step is the latest one due, and sends it unless
//! it has already been sent for (obligation, [`Step::key`], due date). Hence:
//! - a day on which nothing ran loses nothing: the latest due step is still due the day after, and
//!   of several missed steps only the latest is sent;
//! - after an extension the due date is another one, so the ladder starts anew for it;
//! - all dates are Helsinki dates ([`crate::calendar::helsinki_date`]), never UTC dates.
//!
//! A step is due only if its day is not before the day from which the current due date holds: the
//! day the obligation opened or, after an extension, the day the extension was granted. People
//! who have just been told of an obligation and its date are not told again that thirty days are
//! left when there are ten. No step is exempt from that: an obligation that is overdue when it is
//! created (after an import, say) gets its first reminder on the next day of the ladder.

use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// Whom a reminder goes to, besides whoever stands in for them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Audience {
    /// The person who has to do it. Always told.
    Responsible,
    /// The named owner of the project in that person's municipality.
    MunicipalityOwner,
    /// The contact of the lead municipality (*vastuukunta*).
    LeadMunicipality,
    /// The officer of the authority, who may set a payment hold.
    Officer,
}

/// One rung of the ladder: so many days before (negative) or after the due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    days: i32,
    audience: BTreeSet<Audience>,
}

impl Step {
    /// Days from the due date: -3 is three days before it, 0 the day itself, 7 a week after.
    #[must_use]
    pub const fn days(&self) -> i32 {
        self.days
    }

    /// The stable text that identifies the step of an obligation: `-30`, `0`, `+21`.
    #[must_use]
    pub fn key(&self) -> String {
        if self.days > 0 {
            format!("+{}", self.days)
        } else {
            self.days.to_string()
        }
    }

    /// Who is told at this step.
    #[must_use]
    pub const fn audience(&self) -> &BTreeSet<Audience> {
        &self.audience
    }

    /// The day of this step for a due date; the last possible date when it lies beyond.
    #[must_use]
    pub fn day(&self, due: NaiveDate) -> NaiveDate {
        day_of(due, i64::from(self.days))
    }
}

/// From which step on somebody besides the responsible person is told, in days from the due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The municipality's named owner. Default +1.
    pub municipality_owner_from: i32,
    /// The lead municipality. Default +7.
    pub lead_municipality_from: i32,
    /// The officer. Default +14.
    pub officer_from: i32,
}

impl Default for Escalation {
    fn default() -> Self {
        Self {
            municipality_owner_from: 1,
            lead_municipality_from: 7,
            officer_from: 14,
        }
    }
}

/// The days of reminders around a due date, a parameter of the call.
///
/// The default (`domain.md` section 6): 30, 14 and 3 days before, the day itself, 1, 7 and 14 days
/// after, then every 7 days until the obligation is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    days: Vec<i32>,
    repeat_every: i32,
    escalation: Escalation,
}

/// Why a set of days is no ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderRefused {
    /// No step at all.
    #[error(
        "a reminder ladder needs at least one step: give the days from the due date, for example -14, 0, 7"
    )]
    Empty,
    /// Days out of order or given twice.
    #[error("the steps of a reminder ladder are in ascending order, each once: {after} follows {before}")]
    NotAscending {
        /// The earlier entry.
        before: i32,
        /// The entry after it, which is not larger.
        after: i32,
    },
    /// More than ten years away from the due date.
    #[error("a reminder {0} days from the due date is too far away: at most 3660 days")]
    TooFar(i32),
    /// The steps after the last one would come on the same day for ever.
    #[error("reminders after the last step are repeated every 1 to 3660 days, not every {0}")]
    Repetition(i32),
}

const FARTHEST: i32 = 3660;

impl Default for Ladder {
    fn default() -> Self {
        Self {
            days: vec![-30, -14, -3, 0, 1, 7, 14],
            repeat_every: 7,
            escalation: Escalation::default(),
        }
    }
}

impl Ladder {
    /// A ladder of days from the due date in ascending order, which after the last goes on every
    /// so many days until the obligation is settled.
    ///
    /// # Errors
    /// [`LadderRefused`] names what to change.
    pub fn new(days: Vec<i32>, repeat_every: i32, escalation: Escalation) -> Result<Self, LadderRefused> {
        if days.is_empty() {
            return Err(LadderRefused::Empty);
        }
        if let Some(pair) = days.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(LadderRefused::NotAscending {
                before: pair[0],
                after: pair[1],
            });
        }
        if let Some(far) = days.iter().find(|day| !(-FARTHEST..=FARTHEST).contains(*day)) {
            return Err(LadderRefused::TooFar(*far));
        }
        if !(1..=FARTHEST).contains(&repeat_every) {
            return Err(LadderRefused::Repetition(repeat_every));
        }
        Ok(Self {
            days,
            repeat_every,
            escalation,
        })
    }

    /// The days of the steps before repetition begins, ascending.
    #[must_use]
    pub fn days(&self) -> &[i32] {
        &self.days
    }

    /// Every how many days the last step is repeated.
    #[must_use]
    pub const fn repeat_every(&self) -> i32 {
        self.repeat_every
    }

    /// From when on others are told.
    #[must_use]
    pub const fn escalation(&self) -> Escalation {
        self.escalation
    }

    /// The latest step whose day has come, or nothing when none has, or when its day lies before
    /// `opened_on`.
    ///
    /// `today` and `opened_on` are Helsinki dates; `opened_on` is the day from which this due date
    /// holds (see the module).
    #[must_use]
    pub fn latest_due(&self, due: NaiveDate, opened_on: NaiveDate, today: NaiveDate) -> Option<Step> {
        let elapsed = today.signed_duration_since(due).num_days();
        let step = self.step(self.latest_within(elapsed)?);
        (step.day(due) >= opened_on).then_some(step)
    }

    /// The day of the next step strictly after `today`, the last possible date when it lies beyond.
    #[must_use]
    pub fn next_after(&self, due: NaiveDate, today: NaiveDate) -> NaiveDate {
        let elapsed = today.signed_duration_since(due).num_days();
        let next = self
            .days
            .iter()
            .map(|day| i64::from(*day))
            .find(|day| *day > elapsed);
        let next = next.or_else(|| Some(self.latest_within(elapsed)? + i64::from(self.repeat_every)));
        next.map_or(NaiveDate::MAX, |days| day_of(due, days))
    }

    /// Every step from `opened_on` to `until`, both included, with its day: what an obligation's
    /// reminders will be if nobody settles it.
    pub fn steps_until(
        &self,
        due: NaiveDate,
        opened_on: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = (NaiveDate, Step)> {
        let repeated = (1_i64..).map_while(|times| {
            let last = i64::from(*self.days.last()?);
            times.checked_mul(i64::from(self.repeat_every))?.checked_add(last)
        });
        self.days
            .iter()
            .map(|day| i64::from(*day))
            .chain(repeated)
            .map_while(move |days| Some((due.checked_add_signed(chrono::TimeDelta::try_days(days)?)?, days)))
            .take_while(move |(day, _)| *day <= until)
            .filter(move |(day, _)| *day >= opened_on)
            .map(|(day, days)| (day, self.step(days)))
    }

    /// The days of the latest step that is not more than `elapsed` days from the due date.
    fn latest_within(&self, elapsed: i64) -> Option<i64> {
        let last = i64::from(*self.days.last()?);
        if elapsed > last {
            let every = i64::from(self.repeat_every);
            return Some(last + (elapsed - last) / every * every);
        }
        self.days
            .iter()
            .rev()
            .map(|day| i64::from(*day))
            .find(|day| *day <= elapsed)
    }

    fn step(&self, days: i64) -> Step {
        // Two dates are less than 2^28 days apart, so this never saturates.
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        let from = self.escalation;
        let audience = [
            (Audience::Responsible, i32::MIN),
            (Audience::MunicipalityOwner, from.municipality_owner_from),
            (Audience::LeadMunicipality, from.lead_municipality_from),
            (Audience::Officer, from.officer_from),
        ];
        let audience = audience
            .into_iter()
            .filter(|(_, from)| days >= *from)
            .map(|(who, _)| who)
            .collect();
        Step { days, audience }
    }
}

fn day_of(due: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        due.checked_sub_days(distance).unwrap_or(NaiveDate::MIN)
    } else {
        due.checked_add_days(distance).unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests;
