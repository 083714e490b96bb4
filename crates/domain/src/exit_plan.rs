//! The exit plan (*lopetussuunnitelma*) of a project: what becomes of its results. Three trees of questions, uptake and
//! embedding, dissemination, continuation (`domain.md` 1.6), answered by the lead, approved by the steering group,
//! followed up.
//!
//! What is asked is a form, so that it can be worded otherwise; an answer by which nothing more is asked ends its branch.

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
pub use transition::{ExitPlanMachine, Facts};

use chrono::NaiveDate;

use crate::{
    ids::{ExitPlanId, FormId, ProjectId},
    workflow::Stamp,
};

/// The code of the form that an exit plan answers.
pub const FORM: &str = "exit-plan";

/// An exit plan with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitPlan {
    /// Its identifier.
    pub id: ExitPlanId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project whose results it is about.
    pub project: ProjectId,
    /// The version of the form that it answers; it stays the same.
    pub form: FormId,
    /// Who began it, and when.
    pub started: Stamp,
    /// What was seen since it was approved, oldest first; appended, never edited.
    pub notes: Vec<FollowUpNote>,
    /// Where it stands.
    pub state: State,
}

/// What was seen of the plan after it was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpNote {
    /// What was seen.
    pub text: String,
    /// On which day.
    pub seen_on: NaiveDate,
    /// Who wrote it down, and when.
    pub noted: Stamp,
}

/// A question that is asked and not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The code of the question in the form, for example `a2`.
    pub field: String,
    /// The question.
    pub question: String,
}

/// How long a note or an outcome may be, in characters.
const LONGEST: usize = 4_000;

/// Whether a text of the follow-up can stand.
fn written(text: &str, field: &'static str) -> Result<(), Why> {
    if text.trim().is_empty() {
        return Err(Why::Empty(field));
    }
    if text.chars().count() > LONGEST {
        return Err(Why::TooLong(field, LONGEST));
    }
    Ok(())
}
