use super::{Outcome, Proposal, Side};

/// What can be asked of a part of a change request.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a part of a change request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Proposes what shall become of it; a proposal before is replaced.
    Propose(Proposal),
    /// Accepts a change of direction as one person, where the call lets one do.
    AcceptAlone(Proposal),
    /// Sends a proposal back to the officer.
    Return {
        /// Why.
        reason: String,
    },
    /// Decides as proposed: as asked.
    Accept,
    /// Decides as proposed: in another form than asked.
    AcceptWithChanges,
    /// Decides as proposed: not.
    Reject,
    /// Confirms what was decided, for one side.
    Confirm(Side),
    /// Ticks an item of what is handed over, by its place in the list.
    TakeOver(i32),
    /// Lets it come into force; given by the system when everything is in place.
    Enforce,
    /// Proposes that an accepted part that cannot come into force is cancelled.
    ProposeCancellation {
        /// Why.
        reason: String,
    },
    /// Cancels it, as the second person.
    Cancel,
    /// The request was withdrawn; given by the system.
    Withdraw,
}

impl CommandName {
    /// The command that decides as proposed.
    #[must_use]
    pub const fn deciding(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Accept => Self::Accept,
            Outcome::AcceptWithChanges => Self::AcceptWithChanges,
            Outcome::Reject => Self::Reject,
        }
    }
}
