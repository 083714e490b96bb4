//! A benefit (*hyöty*) of a project in money a year, with a calculation that everybody can follow: what went in, where
//! that is from, which formula, how it was read where it can be read in two ways, and every step (`domain.md` 1.7 and S10).

mod calculation;
mod command;
mod event;
mod exact;
mod figure;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use calculation::{Calculation, FaultyCalculation, FormulaName, Line, Reading, Worked};
pub use command::{Command, CommandName};
pub use event::Event;
pub use figure::{FaultyFigure, Figure};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{BenefitMachine, Facts};

use crate::{
    ids::{BenefitId, OrganisationId, ProjectId},
    money::Money,
    workflow::Stamp,
};

/// By what a project saves (`domain.md` 1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Mechanism {
    /// Working time.
    WorkTime,
    /// Travel and per diems.
    Travel,
    /// Post and paper.
    PostAndPaper,
    /// Sick leave.
    SickLeave,
    /// Systems that nobody uses any more.
    IdleSystems,
    /// Something else.
    Other,
}

/// A benefit with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// Its identifier.
    pub id: BenefitId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// The municipality that has it; all of them when there is none.
    pub municipality: Option<OrganisationId>,
    /// By what it is saved.
    pub mechanism: Mechanism,
    /// What it is, in a few words.
    pub name: String,
    /// Every calculation, oldest first; the newest holds. Appended, never edited.
    pub calculations: Vec<Calculated>,
    /// Where it stands.
    pub state: State,
}

/// A calculation with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculated {
    /// What went in.
    pub calculation: Calculation,
    /// What came of it, EUR a year; negative where a fee is more than what is saved.
    pub result: Money,
    /// Who calculated it, and when.
    pub calculated: Stamp,
}

/// How long the name of a benefit may be, in characters.
const LONGEST_NAME: usize = 200;

impl Benefit {
    /// The calculation that holds.
    #[must_use]
    pub fn current(&self) -> Option<&Calculated> {
        self.calculations.last()
    }

    /// Whether a benefit can be called so.
    ///
    /// # Errors
    /// Refused without a name and for one of more than 200 characters.
    pub fn check(name: &str) -> Result<(), Why> {
        if name.trim().is_empty() {
            return Err(Why::NoName);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Why::NameTooLong(LONGEST_NAME));
        }
        Ok(())
    }
}
