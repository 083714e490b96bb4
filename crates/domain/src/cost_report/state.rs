use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where a cost report stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a cost report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The partner imports and classifies.
    Open,
    /// With the lead municipality.
    Submitted {
        /// Who submitted it, and when.
        submitted: Stamp,
    },
    /// Back with the partner, who corrects it and submits again.
    Returned {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who returned it, and when.
        returned: Stamp,
        /// What is to be corrected.
        reasons: String,
    },
    /// Ready for the project's claim.
    LeadAccepted {
        /// Who submitted it, and when.
        submitted: Stamp,
        /// Who accepted it, and when.
        accepted: Stamp,
    },
    /// In a submitted claim; nothing of it changes any more.
    Locked {
        /// Who submitted it, and when.
        submitted: Stamp,
        /// Who accepted it, and when.
        accepted: Stamp,
        /// When the claim was submitted.
        locked_at: DateTime<Utc>,
    },
}

impl State {
    /// The last submission, if there was one.
    #[must_use]
    pub const fn submitted(&self) -> Option<Stamp> {
        match self {
            Self::Open => None,
            Self::Submitted { submitted }
            | Self::Returned { submitted, .. }
            | Self::LeadAccepted { submitted, .. }
            | Self::Locked { submitted, .. } => Some(*submitted),
        }
    }

    /// The lead's acceptance, while it holds.
    #[must_use]
    pub const fn accepted(&self) -> Option<Stamp> {
        match self {
            Self::LeadAccepted { accepted, .. } | Self::Locked { accepted, .. } => Some(*accepted),
            Self::Open | Self::Submitted { .. } | Self::Returned { .. } => None,
        }
    }

    /// Why the lead gave it back, while the partner corrects it.
    #[must_use]
    pub fn return_reasons(&self) -> Option<&str> {
        match self {
            Self::Returned { reasons, .. } => Some(reasons),
            Self::Open | Self::Submitted { .. } | Self::LeadAccepted { .. } | Self::Locked { .. } => None,
        }
    }
}
