//! A meeting of the steering group (*ohjausryhmän kokous*) of a project: monthly in the sources, with the project manager
//! as its secretary (`domain.md` section 1.1). Its agenda begins with what is open in the project, and what it decides
//! is appended and never edited.

mod command;
mod details;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use details::{AgendaItem, Details, Matter, MatterKind};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{Facts, SteeringMeetingMachine};

use crate::{
    ids::{ProjectId, SteeringMeetingId},
    workflow::Stamp,
};

/// A meeting with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteeringMeeting {
    /// Its identifier.
    pub id: SteeringMeetingId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// Of which project.
    pub project: ProjectId,
    /// Its place among the meetings of the project, from 1.
    pub number: i32,
    /// When, where, with whom and about what.
    pub details: Details,
    /// Who planned it, and when.
    pub planned: Stamp,
    /// What was decided, in order; appended, never edited.
    pub decisions: Vec<Decision>,
    /// Where it stands.
    pub state: State,
}

/// Something that the steering group decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub text: String,
    /// Whether nobody was against it.
    pub unanimous: bool,
    /// Who was against it and why; none of a unanimous one.
    pub dissent: Option<String>,
    /// Who recorded it, and when.
    pub recorded: Stamp,
}

impl Decision {
    /// Whether it can be recorded so.
    ///
    /// # Errors
    /// Without a text, and when it is said to be unanimous and not, or the other way round.
    pub fn check(&self) -> Result<(), Why> {
        if self.text.trim().is_empty() {
            return Err(Why::Missing("text"));
        }
        if self.text.chars().count() > details::LONG {
            return Err(Why::TooLong("text", details::LONG));
        }
        match (self.unanimous, &self.dissent) {
            (true, Some(_)) => Err(Why::UnanimousWithDissent),
            (false, None) => Err(Why::Missing("dissent")),
            (false, Some(dissent)) if dissent.trim().is_empty() => Err(Why::Missing("dissent")),
            (true, None) | (false, Some(_)) => Ok(()),
        }
    }
}
