//! A correction (*oikaisu*): a finding on costs that had been approved, and what remains accepted of them.
//!
//! What it takes off (or gives back) follows in the next claim, whose figures are cumulative, without
//! interest; or it is recovered. It is undone by another correction, never deleted.

mod command;
mod event;
mod lines;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use lines::{CorrectedLine, Finding, check_lines, check_reversal, restored};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{CorrectionMachine, Facts};

use crate::{
    cost_line_verification::Grounds,
    ids::{CorrectionId, OrganisationId, ProjectId},
    money::{Money, Overflow},
    workflow::Stamp,
};

/// A correction with its lines and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its identifier.
    pub id: CorrectionId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// Its place among the corrections of the project, from 1.
    pub number: i32,
    /// The municipality whose costs these are.
    pub partner: OrganisationId,
    /// The correction that it undoes.
    pub reverses: Option<CorrectionId>,
    /// What was found.
    pub grounds: Grounds,
    /// Who proposed it, and when; approves nothing of it.
    pub proposed: Stamp,
    /// The lines, each once, by their ids.
    pub lines: Vec<CorrectedLine>,
    /// What it changed, known from the approval on; empty before.
    pub effects: Vec<Effect>,
    /// Where it stands.
    pub state: State,
}

/// What an approved correction changed for one partner. The whole grant is rounded once and then split,
/// so a cent may move at another partner than the one that was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The municipality.
    pub partner: OrganisationId,
    /// By how much its accepted costs within the budgets changed.
    pub accepted: Money,
    /// By how much its share of the grant changed.
    pub share: Money,
}

impl Correction {
    /// By how much the grant on everything accepted changed: negative when money goes back.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn grant_effect(&self) -> Result<Money, Overflow> {
        Money::sum(self.effects.iter().map(|effect| effect.share))
    }

    /// By how much its lines change: negative when less is accepted than before.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn change(&self) -> Result<Money, Overflow> {
        self.lines.iter().try_fold(Money::ZERO, |sum, line| {
            sum.checked_add(line.remains.checked_sub(line.accepted_before)?)
        })
    }

    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
