use crate::{portfolio_report::SteeringApproval, workflow::Stamp};

/// Where an exit plan stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an exit plan.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The lead answers.
    Draft,
    /// Every question that is asked has its answer.
    Answered {
        /// Who said so, and when.
        answered: Stamp,
    },
    /// Approved by the steering group; frozen.
    Approved {
        /// Who said that it is complete, and when.
        answered: Stamp,
        /// The approval.
        approval: SteeringApproval,
    },
    /// Followed up: something was noted since.
    FollowUp {
        /// Who said that it is complete, and when.
        answered: Stamp,
        /// The approval.
        approval: SteeringApproval,
    },
    /// Followed up to the end.
    Closed {
        /// Who said that it is complete, and when.
        answered: Stamp,
        /// The approval.
        approval: SteeringApproval,
        /// What became of the results.
        outcome: String,
        /// Who closed it, and when.
        closed: Stamp,
    },
}

impl State {
    /// Who said that it is complete, and when.
    #[must_use]
    pub const fn answered(&self) -> Option<Stamp> {
        match self {
            Self::Draft => None,
            Self::Answered { answered }
            | Self::Approved { answered, .. }
            | Self::FollowUp { answered, .. }
            | Self::Closed { answered, .. } => Some(*answered),
        }
    }

    /// The steering group's approval.
    #[must_use]
    pub const fn approval(&self) -> Option<&SteeringApproval> {
        match self {
            Self::Draft | Self::Answered { .. } => None,
            Self::Approved { approval, .. }
            | Self::FollowUp { approval, .. }
            | Self::Closed { approval, .. } => Some(approval),
        }
    }
}
