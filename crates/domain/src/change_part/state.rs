use chrono::{DateTime, Utc};

use super::{Outcome, Proposal};
use crate::workflow::Stamp;

/// A decision about a part: what was proposed and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What was proposed.
    pub proposal: Proposal,
    /// Who proposed it, and when.
    pub proposed: Stamp,
    /// Who decided, and when; not the one who proposed.
    pub decided: Stamp,
}

/// Where a part of a change request stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a part of a change request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Asked for; nobody has proposed anything.
    Requested,
    /// An officer has proposed what shall become of it.
    Proposed {
        /// What.
        proposal: Proposal,
        /// Who, and when.
        proposed: Stamp,
    },
    /// Accepted as asked; it waits for its day, for confirmations or for an open claim.
    Accepted(Made),
    /// Accepted in another form; it waits likewise.
    AcceptedWithChanges(Made),
    /// Rejected; or accepted and then cancelled, because it could not come into force.
    Rejected(Made),
    /// The amendment holds.
    InForce {
        /// The decision.
        made: Made,
        /// When it came into force.
        in_force_at: DateTime<Utc>,
    },
    /// The request was withdrawn.
    Withdrawn {
        /// When.
        withdrawn_at: DateTime<Utc>,
    },
}

impl State {
    /// What was proposed last.
    #[must_use]
    pub const fn proposal(&self) -> Option<&Proposal> {
        match self {
            Self::Requested | Self::Withdrawn { .. } => None,
            Self::Proposed { proposal, .. } => Some(proposal),
            Self::Accepted(made)
            | Self::AcceptedWithChanges(made)
            | Self::Rejected(made)
            | Self::InForce { made, .. } => Some(&made.proposal),
        }
    }

    /// Who proposed it, and when.
    #[must_use]
    pub const fn proposed(&self) -> Option<Stamp> {
        match self {
            Self::Requested | Self::Withdrawn { .. } => None,
            Self::Proposed { proposed, .. } => Some(*proposed),
            Self::Accepted(made)
            | Self::AcceptedWithChanges(made)
            | Self::Rejected(made)
            | Self::InForce { made, .. } => Some(made.proposed),
        }
    }

    /// The decision, once it is made.
    #[must_use]
    pub const fn made(&self) -> Option<&Made> {
        match self {
            Self::Requested | Self::Proposed { .. } | Self::Withdrawn { .. } => None,
            Self::Accepted(made)
            | Self::AcceptedWithChanges(made)
            | Self::Rejected(made)
            | Self::InForce { made, .. } => Some(made),
        }
    }
}

impl Made {
    /// The state that the outcome leads to.
    #[must_use]
    pub fn state(self) -> State {
        match self.proposal.outcome {
            Outcome::Accept => State::Accepted(self),
            Outcome::AcceptWithChanges => State::AcceptedWithChanges(self),
            Outcome::Reject => State::Rejected(self),
        }
    }
}

impl StateName {
    /// Whether the authority still has to decide.
    #[must_use]
    pub const fn is_undecided(self) -> bool {
        matches!(self, Self::Requested | Self::Proposed)
    }

    /// Whether it is decided and waits to come into force.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithChanges)
    }
}
