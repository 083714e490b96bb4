use super::{Asked, SteeringApproval};
use crate::workflow::Stamp;

/// Where a portfolio report stands. What the authority asked the last time stays with it.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a portfolio report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written.
    Draft {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
    },
    /// Approved by the steering group as it stands.
    SteeringApproved {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
        /// The approval.
        approval: SteeringApproval,
    },
    /// With the authority; frozen.
    Submitted {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
        /// The approval.
        approval: SteeringApproval,
        /// Who submitted it, and when.
        submitted: Stamp,
    },
    /// Accepted by the authority.
    Accepted {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
        /// The approval.
        approval: SteeringApproval,
        /// Who submitted it, and when.
        submitted: Stamp,
        /// Who accepted it, and when.
        accepted: Stamp,
    },
    /// Given back with questions; being written again.
    Returned {
        /// What the authority asked.
        asked: Asked,
    },
}

impl State {
    /// What the authority asked the last time.
    #[must_use]
    pub const fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Draft { asked }
            | Self::SteeringApproved { asked, .. }
            | Self::Submitted { asked, .. }
            | Self::Accepted { asked, .. } => asked.as_ref(),
            Self::Returned { asked } => Some(asked),
        }
    }

    /// The steering group's approval of what it says now.
    #[must_use]
    pub const fn approval(&self) -> Option<&SteeringApproval> {
        match self {
            Self::Draft { .. } | Self::Returned { .. } => None,
            Self::SteeringApproved { approval, .. }
            | Self::Submitted { approval, .. }
            | Self::Accepted { approval, .. } => Some(approval),
        }
    }

    /// Who submitted what it says now, and when.
    #[must_use]
    pub const fn submitted(&self) -> Option<Stamp> {
        match self {
            Self::Draft { .. } | Self::Returned { .. } | Self::SteeringApproved { .. } => None,
            Self::Submitted { submitted, .. } | Self::Accepted { submitted, .. } => Some(*submitted),
        }
    }
}
