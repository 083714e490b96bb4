//! A result of a project in the results bank (*tulospankki*): what was tried, what worked, what did not, and who may
//! use it again. It is public when an officer who did not write it has approved it (`domain.md` section 1.5, the
//! evaluation's question about what is scalable to other municipalities).

mod command;
mod content;
mod event;
mod refusal;
mod size_class;
mod state;
#[cfg(test)]
mod tests;
mod theme;
mod transition;

pub use command::{Command, CommandName};
pub use content::{Content, Party, ReusableBy, folded};
pub use event::Event;
pub use refusal::Why;
pub use size_class::SizeClass;
pub use state::{State, StateName};
pub use theme::{TAXONOMY, Theme};
pub use transition::{Facts, ProjectResultMachine};

use chrono::NaiveDate;

use crate::{
    ids::{OrganisationId, ProjectId, ProjectResultId},
    workflow::Stamp,
};

/// A result with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectResult {
    /// Its identifier.
    pub id: ProjectResultId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// Of which project.
    pub project: ProjectId,
    /// The version of the list of themes that it was filed under.
    pub taxonomy: i32,
    /// What it says.
    pub content: Content,
    /// Who began to write it, and when.
    pub created: Stamp,
    /// Who took it into use elsewhere, the earliest record first; appended, never edited.
    pub reuses: Vec<Reuse>,
    /// Where it stands.
    pub state: State,
}

/// That another municipality took a result into use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reuse {
    /// Which municipality.
    pub municipality: OrganisationId,
    /// Since which day.
    pub since: NaiveDate,
    /// Who recorded it, and when.
    pub recorded: Stamp,
}
