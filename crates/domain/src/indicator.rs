//! The impact model of a project: indicators (*mittarit*) of its effects by theme and level, each with a baseline, a
//! forecast, what was measured at the end and what is left a year later (`domain.md` 1.5).
//!
//! The chain of levels is measures, results, indirect, wider; the further along, the harder it is to say what is due to
//! the project, so a value that is measured there says why it is.

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
pub use transition::{Facts, IndicatorMachine};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    ids::{IndicatorId, ProjectId},
    workflow::Stamp,
};

/// A theme of the programme (`domain.md` 1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Theme {
    /// Customer-oriented services.
    Services,
    /// Education.
    Education,
    /// Participation.
    Participation,
    /// Management, interaction and administration.
    Management,
}

/// How far from the project an effect is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Level {
    /// What is done.
    Measures,
    /// What comes of it directly.
    Results,
    /// What follows from the results.
    Indirect,
    /// What it means for the municipality and society.
    Wider,
}

impl Level {
    /// Whether what is measured must say why it is due to the project.
    #[must_use]
    pub const fn needs_attribution(self) -> bool {
        match self {
            Self::Measures | Self::Results => false,
            Self::Indirect | Self::Wider => true,
        }
    }
}

/// When a value is of.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Phase {
    /// Before the project.
    Baseline,
    /// As it is foreseen.
    Forecast,
    /// At the end of the project.
    Measured,
    /// About a year after the project.
    FollowUp,
}

/// An indicator with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its identifier.
    pub id: IndicatorId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// In which theme.
    pub theme: Theme,
    /// On which level.
    pub level: Level,
    /// What is measured.
    pub name: String,
    /// In what.
    pub unit: String,
    /// The indicator that this effect follows from, on a level nearer to the measures; none where nothing is said.
    pub follows_from: Option<IndicatorId>,
    /// Who added it, and when.
    pub added: Stamp,
    /// Every value, oldest first; of each phase the newest holds. Appended, never edited.
    pub values: Vec<Recorded>,
    /// Where it stands.
    pub state: State,
}

/// A value of an indicator, as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// The exact number.
    pub value: Decimal,
    /// The day that it is of.
    pub day: NaiveDate,
    /// Where it is from.
    pub source: String,
    /// What is to be known about it; on the levels that are hard to attribute, why it is due to the project.
    pub note: String,
}

/// A value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Of which phase.
    pub phase: Phase,
    /// The value.
    pub measurement: Measurement,
    /// Who recorded it, and when.
    pub recorded: Stamp,
}

/// How long a name, a unit, a source or a note may be, in characters.
const LONGEST: usize = 1_000;
/// How many decimals a value may have.
const DECIMALS: u32 = 6;
/// A value is nearer to nothing than this.
const MOST: i64 = 1_000_000_000_000;

impl Indicator {
    /// Whether something can be measured so.
    ///
    /// # Errors
    /// Refused without a name or a unit, and for longer ones than 1 000 characters.
    pub fn check(name: &str, unit: &str) -> Result<(), Why> {
        for (field, text) in [("name", name), ("unit", unit)] {
            if text.trim().is_empty() {
                return Err(Why::Empty(field));
            }
            if text.chars().count() > LONGEST {
                return Err(Why::TooLong(field, LONGEST));
            }
        }
        Ok(())
    }

    /// Whether an effect on a level can follow from this one.
    ///
    /// # Errors
    /// Refused when this one is not on a level nearer to the measures, and when it was given up.
    pub fn can_lead_to(&self, level: Level) -> Result<(), Why> {
        if self.level >= level {
            return Err(Why::NotBefore(self.level.into(), level.into()));
        }
        match self.state {
            State::Dropped { .. } => Err(Why::FollowsFromNothing),
            State::Planned | State::Baseline | State::Forecast | State::Measured | State::FollowUp => Ok(()),
        }
    }

    /// The value of a phase that holds; none when there is none.
    #[must_use]
    pub fn value(&self, phase: Phase) -> Option<&Recorded> {
        self.values.iter().rev().find(|one| one.phase == phase)
    }

    /// Whether it still waits for a value of a phase; one that was dropped waits for none.
    #[must_use]
    pub fn waits_for(&self, phase: Phase) -> bool {
        !matches!(self.state, State::Dropped { .. }) && self.value(phase).is_none()
    }
}

impl Measurement {
    /// The number of what somebody wrote, exact.
    ///
    /// # Errors
    /// Refused when it is no number, or one with more than six decimals.
    pub fn number(text: &str) -> Result<Decimal, Why> {
        let fault = || Why::NotANumber(text.chars().take(100).collect());
        let trimmed = text.trim();
        let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
        if !trimmed.chars().all(plain) || trimmed.starts_with('.') || trimmed.ends_with('.') {
            return Err(fault());
        }
        let number = Decimal::from_str_exact(trimmed).map_err(|_| fault())?.normalize();
        if number.scale() > DECIMALS || number.abs() >= Decimal::from(MOST) {
            return Err(fault());
        }
        Ok(number)
    }

    fn check(&self, phase: Phase, facts: &Facts, today: NaiveDate) -> Result<(), Why> {
        for (field, text) in [("source", &self.source), ("note", &self.note)] {
            if text.chars().count() > LONGEST {
                return Err(Why::TooLong(field, LONGEST));
            }
        }
        if self.source.trim().is_empty() {
            return Err(Why::Empty("source"));
        }
        let is_seen = phase != Phase::Forecast;
        if is_seen && self.day > today {
            return Err(Why::InTheFuture(self.day));
        }
        if phase == Phase::FollowUp && self.day <= facts.project_ends {
            return Err(Why::DuringTheProject(self.day, facts.project_ends));
        }
        let is_measured = matches!(phase, Phase::Measured | Phase::FollowUp);
        if is_measured && facts.level.needs_attribution() && self.note.trim().is_empty() {
            return Err(Why::NoAttribution);
        }
        Ok(())
    }
}
