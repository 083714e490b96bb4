//! A milestone (*välitavoite*) of a project or of one of its sub-areas (`domain.md` section 4): its baseline is set once,
//! its forecast moves with a reason, and both stay readable when it is done, late or dropped.

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
pub use transition::{Facts, MilestoneMachine};

use chrono::{NaiveDate, TimeDelta};

use crate::{
    ids::{MilestoneId, ProjectId, SubAreaId},
    use_period::UsePeriod,
    workflow::Stamp,
};

/// A milestone with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its identifier.
    pub id: MilestoneId,
    /// Counts the changes.
    pub version: i64,
    /// Of which project.
    pub project: ProjectId,
    /// Of which sub-area; of the whole project when there is none.
    pub sub_area: Option<SubAreaId>,
    /// What is reached by it.
    pub name: String,
    /// The day on which it was to be reached when it was planned; never changed.
    pub baseline: NaiveDate,
    /// The day on which it is foreseen now.
    pub forecast: NaiveDate,
    /// Who planned it, and when.
    pub added: Stamp,
    /// Each change of the forecast, oldest first; appended, never edited.
    pub moves: Vec<Move>,
    /// Where it stands.
    pub state: State,
}

/// A change of the forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The day that is foreseen from then on.
    pub forecast: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who said so, and when.
    pub moved: Stamp,
}

/// How long the name may be, in characters.
const LONGEST_NAME: usize = 300;
/// How long a reason may be, in characters.
const LONGEST_TEXT: usize = 20_000;
/// What is planned for later than so many days after the use period is a slip of the pen.
const DAYS_AFTER: i64 = 366;

impl Milestone {
    /// Whether a milestone can be planned so.
    ///
    /// # Errors
    /// Without a name, with one that is too long, and for a day that is not of the project.
    pub fn check(name: &str, baseline: NaiveDate, use_period: UsePeriod) -> Result<(), Why> {
        if name.trim().is_empty() {
            return Err(Why::Missing("name"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Why::TooLong("name", LONGEST_NAME));
        }
        within("baseline", baseline, use_period)
    }

    /// The day by which it counts: the one on which it was reached, else the one that is foreseen.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        match self.state {
            State::Done { reached_on, .. } => reached_on,
            State::Planned | State::Started { .. } | State::Delayed { .. } | State::Dropped { .. } => {
                self.forecast
            }
        }
    }

    /// Days from the baseline to the day by which it counts; negative when it is early.
    #[must_use]
    pub fn slip_days(&self) -> i64 {
        self.day().signed_duration_since(self.baseline).num_days()
    }

    /// What a new forecast asks of the machine: to be late, to be on time again, or neither.
    #[must_use]
    pub fn moving(&self, forecast: NaiveDate, reason: String) -> Command {
        if forecast > self.baseline {
            return Command::Delay { forecast, reason };
        }
        match self.state {
            State::Delayed { started: Some(_) } => Command::Resume { forecast, reason },
            State::Delayed { started: None }
            | State::Planned
            | State::Started { .. }
            | State::Done { .. }
            | State::Dropped { .. } => Command::Reschedule { forecast, reason },
        }
    }
}

/// Whether a day is one of the project: from its first day until a year after its last.
fn within(field: &'static str, day: NaiveDate, use_period: UsePeriod) -> Result<(), Why> {
    let last = use_period
        .last
        .checked_add_signed(TimeDelta::days(DAYS_AFTER))
        .unwrap_or(use_period.last);
    if day < use_period.first || day > last {
        return Err(Why::NotOfTheProject {
            field,
            day,
            first: use_period.first,
            last,
        });
    }
    Ok(())
}
