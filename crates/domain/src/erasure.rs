//! Retention and erasure (*säilytysaika, hävittäminen*): what a project leaves behind about people is kept for some
//! years after the last thing that happened to it, ten unless said otherwise, and then removed by two persons. Sums,
//! decisions and the log stay.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{ErasureMachine, Facts, Standing};

use chrono::{Datelike, NaiveDate};

use crate::{
    ids::{ErasureId, ProjectId},
    money::Money,
    workflow::Stamp,
};

/// For so many years everything is kept unless the project says otherwise (`domain.md` section 2, publicity and privacy).
pub const USUAL_YEARS: i32 = 10;
/// Nothing is kept for longer by rule; what must stay for good is archived elsewhere.
pub const MOST_YEARS: i32 = 100;
/// How long the reason of a hold may be, in characters.
const LONGEST_HOLD: usize = 2_000;

/// For how long what a project leaves behind is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Counts the changes; 0 while the usual rule holds.
    pub version: i64,
    /// Years after the last thing that happened, at least 1.
    pub years: i32,
    /// Why nothing may be removed at all for the time being: an audit, a lawsuit.
    pub hold: Option<String>,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            version: 0,
            years: USUAL_YEARS,
            hold: None,
        }
    }
}

impl Retention {
    /// Whether it can hold.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Why> {
        if !(1..=MOST_YEARS).contains(&self.years) {
            return Err(Why::Years(self.years));
        }
        match &self.hold {
            Some(hold) if hold.trim().is_empty() => Err(Why::EmptyHold),
            Some(hold) if hold.chars().count() > LONGEST_HOLD => Err(Why::LongHold(LONGEST_HOLD)),
            Some(_) | None => Ok(()),
        }
    }

    /// The last day on which everything is kept, when the last thing happened on a day: the same day so many years
    /// later, and the last of February where there is no such day.
    #[must_use]
    pub fn last_day(&self, last_event: NaiveDate) -> NaiveDate {
        let year = last_event.year().saturating_add(self.years);
        last_event
            .with_year(year)
            .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
            .unwrap_or(NaiveDate::MAX)
    }
}

/// The removal of what a project leaves behind about people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Its identifier.
    pub id: ErasureId,
    /// Counts the changes.
    pub version: i64,
    /// Of which project.
    pub project: ProjectId,
    /// Who proposed it, and when; may not confirm it.
    pub proposed: Stamp,
    /// The day of the last thing that had happened.
    pub last_event: NaiveDate,
    /// The last day on which everything was to be kept.
    pub kept_until: NaiveDate,
    /// Where it stands.
    pub state: State,
}

/// What was removed, in rows and bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Files whose content was removed.
    pub files: i64,
    /// What they had, in bytes.
    pub bytes: i64,
    /// Rows of ledgers whose supplier and explanation were removed.
    pub lines: i64,
    /// Contact persons of partners and of results, and answers about people.
    pub contacts: i64,
    /// Submissions of the application that lost the contact persons.
    pub submissions: i64,
    /// Mails whose address and words were removed.
    pub mails: i64,
    /// People invited to surveys whose addresses were removed.
    pub invitations: i64,
}

/// The sums that stayed; the same before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Cost lines, all imports.
    pub lines: i64,
    /// What they add up to.
    pub costs: Money,
    /// What of it was accepted.
    pub accepted: Money,
    /// What was paid.
    pub paid: Money,
}
