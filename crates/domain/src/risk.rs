//! A risk (*riski*) in the register of a project (`domain.md` sections 1.3 and 4): it has an owner, a probability, an effect
//! and a response, and everything said about it is appended to its history and never edited.

mod command;
mod entry;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use entry::{Entry, Judgement, Owner, Said};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{Facts, RiskMachine};

use crate::{
    ids::{ProjectId, RiskId, SubAreaId},
    workflow::Stamp,
};

/// A risk with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Its identifier.
    pub id: RiskId,
    /// Counts the changes; 0 for one that was made of the notes of reports that are older than the register.
    pub version: i64,
    /// Of which project.
    pub project: ProjectId,
    /// Its place in the register, from 1.
    pub number: i32,
    /// Of which sub-area; of the whole project when there is none.
    pub sub_area: Option<SubAreaId>,
    /// What it is about, in a few words: project workers, experts, timetable.
    pub topic: String,
    /// Who raised it, and when.
    pub raised: Stamp,
    /// How it is judged now.
    pub judgement: Judgement,
    /// What was said about it, oldest first; appended, never edited.
    pub history: Vec<Entry>,
    /// Where it stands.
    pub state: State,
}

/// How long the topic may be, in characters.
const LONGEST_NAME: usize = 300;

impl Risk {
    /// Whether a risk can be raised under this topic.
    ///
    /// # Errors
    /// Without a topic, and with one that is too long.
    pub fn check(topic: &str) -> Result<(), Why> {
        if topic.trim().is_empty() {
            return Err(Why::Missing("topic"));
        }
        if topic.chars().count() > LONGEST_NAME {
            return Err(Why::TooLong("topic", LONGEST_NAME));
        }
        Ok(())
    }
}
