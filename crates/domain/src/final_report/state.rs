use super::Asked;
use crate::workflow::Stamp;

/// Where a final report stands. What the authority asked the last time stays with it.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a final report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written for the first time.
    Draft,
    /// With the authority; frozen.
    Submitted {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
        /// Who submitted it, and when.
        submitted: Stamp,
    },
    /// Accepted by the authority.
    Accepted {
        /// What the authority asked, if it has been given back before.
        asked: Option<Asked>,
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
            Self::Draft => None,
            Self::Submitted { asked, .. } | Self::Accepted { asked, .. } => asked.as_ref(),
            Self::Returned { asked } => Some(asked),
        }
    }

    /// Who submitted what it says now, and when.
    #[must_use]
    pub const fn submitted(&self) -> Option<Stamp> {
        match self {
            Self::Draft | Self::Returned { .. } => None,
            Self::Submitted { submitted, .. } | Self::Accepted { submitted, .. } => Some(*submitted),
        }
    }
}
