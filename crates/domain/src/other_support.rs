//! Other public support (*muu julkinen tuki*) for the costs of a project: declared by the lead or an officer,
//! confirmed by an officer who did not declare it. From then on it lowers the ceiling of the grant where the
//! call says so (rule 10).

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
pub use transition::{Facts, OtherSupportMachine};

use crate::{
    ids::{OtherSupportId, ProjectId},
    money::{Money, Overflow},
    workflow::Stamp,
};

/// Public support from somebody else than the authority, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSupport {
    /// Its identifier.
    pub id: OtherSupportId,
    /// Counts the changes.
    pub version: i64,
    /// For which project.
    pub project: ProjectId,
    /// What was declared.
    pub declared: Declaration,
    /// Who declared it, and when; may not confirm it.
    pub by: Stamp,
    /// Where it stands.
    pub state: State,
}

/// What is said about public support from somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Who gives it.
    pub giver: String,
    /// How much, EUR, more than nothing.
    pub amount: Money,
    /// For what, and where it is decided.
    pub explanation: String,
}

/// How long the giver's name may be, in characters.
const LONGEST_NAME: usize = 300;
/// How long the explanation may be, in characters.
const LONGEST_TEXT: usize = 20_000;

impl Declaration {
    /// Whether it can be declared.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Why> {
        for (field, text, longest) in [
            ("giver", &self.giver, LONGEST_NAME),
            ("explanation", &self.explanation, LONGEST_TEXT),
        ] {
            if text.trim().is_empty() {
                return Err(Why::Missing(field));
            }
            if text.chars().count() > longest {
                return Err(Why::TooLong(field, longest));
            }
        }
        if self.amount <= Money::ZERO {
            return Err(Why::NotPositive(self.amount));
        }
        Ok(())
    }
}

/// What counts of a project's other support: all that is confirmed.
///
/// # Errors
/// [`Overflow`] when the sum does not fit.
pub fn confirmed(supports: &[OtherSupport]) -> Result<Money, Overflow> {
    let confirmed = supports
        .iter()
        .filter(|support| StateName::from(&support.state) == StateName::Confirmed);
    Money::sum(confirmed.map(|support| support.declared.amount))
}
