//! A payment hold (*maksatuskielto*): while it stands, nothing is paid to the project.
//!
//! `domain.md` section 6: an officer may set one when reports stay away, and another person lifts it.

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
pub use transition::{Facts, PaymentHoldMachine};

use crate::{
    ids::{PaymentHoldId, ProjectId},
    workflow::Stamp,
};

/// A payment hold with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentHold {
    /// Its identifier.
    pub id: PaymentHoldId,
    /// Counts the changes.
    pub version: i64,
    /// To whom nothing is paid.
    pub project: ProjectId,
    /// Who set it, and when; may not lift it.
    pub set: Stamp,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: State,
}

/// Whether payments to a project are held, as far as it could be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing stands in the way.
    No,
    /// A hold stands, for this reason.
    Standing(String),
    /// It could not be found out, for this reason; then nothing is paid.
    Unknown(String),
}

/// Why nothing is paid while a hold stands, or may stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentsHeld {
    /// A hold stands.
    #[error(
        "payments to this project are held ({0}); another person than the one who set the hold must lift it first"
    )]
    Standing(String),
    /// It is not known whether one stands.
    #[error("it could not be checked whether payments to this project are held ({0}), so nothing is paid")]
    Unknown(String),
}

impl Held {
    /// As the holds of a project, lifted ones included, say.
    #[must_use]
    pub fn of(holds: &[PaymentHold]) -> Self {
        holds
            .iter()
            .find(|hold| hold.state == State::Standing)
            .map_or(Self::No, |hold| Self::Standing(hold.reason.clone()))
    }

    /// Whether something may be paid.
    ///
    /// # Errors
    /// [`PaymentsHeld`] when a hold stands, and when it is not known whether one does.
    pub fn check(&self) -> Result<(), PaymentsHeld> {
        match self {
            Self::No => Ok(()),
            Self::Standing(reason) => Err(PaymentsHeld::Standing(reason.clone())),
            Self::Unknown(why) => Err(PaymentsHeld::Unknown(why.clone())),
        }
    }
}

impl PaymentsHeld {
    /// The code of the refusal.
    #[must_use]
    pub const fn code(&self) -> crate::workflow::RefusalCode {
        match self {
            Self::Standing(_) => crate::workflow::RefusalCode::WrongState,
            Self::Unknown(_) => crate::workflow::RefusalCode::CannotCheck,
        }
    }
}
