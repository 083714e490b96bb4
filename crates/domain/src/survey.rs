//! A survey (*kysely*) of a call or of a project (`domain.md` section 4: draft, open, closed, published).
//!
//! It asks a form of people who are invited by e-mail, each under a secret link, and counts what they answered: how
//! many of how many, and for every question how many answered it. What somebody answered belongs to nobody: an
//! answer does not say whose it is, an invitation only that it was used.

mod answers;
mod command;
mod details;
mod event;
mod invitation;
mod refusal;
mod results;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use answers::{Answers, Wrong, read_answers};
pub use command::{Command, CommandName};
pub use details::{Details, ReminderDays};
pub use event::Event;
pub use invitation::{Participation, Step, readable_address};
pub use refusal::Why;
pub use results::{OptionCount, QuestionResult, count, percent, tenths_of_percent};
pub use state::{Closing, State, StateName};
pub use transition::{Facts, SurveyMachine};

use crate::{
    ids::{CallId, OrganisationId, ProjectId, SurveyId},
    workflow::Stamp,
};

/// A survey with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// Its identifier.
    pub id: SurveyId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// What it is about.
    pub about: About,
    /// As whom its owner asks.
    pub asker: Asker,
    /// Who asks: the authority, or the lead of the project when it was made.
    pub owner: OrganisationId,
    /// What it says.
    pub details: Details,
    /// Who made it, and when.
    pub created: Stamp,
    /// Where it stands.
    pub state: State,
}

/// What a survey is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A call and what was granted in it.
    Call(CallId),
    /// One project.
    Project(ProjectId),
}

impl About {
    /// The project, of a survey of one.
    #[must_use]
    pub const fn project(self) -> Option<ProjectId> {
        match self {
            Self::Call(_) => None,
            Self::Project(project) => Some(project),
        }
    }
}

/// As whom somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Asker {
    /// The authority, about its call or about a project that it granted.
    Authority,
    /// The lead municipality, about its project.
    Lead,
}
