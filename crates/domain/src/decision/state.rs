use crate::workflow::Stamp;

/// Where a decision stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a decision.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written; seen by the authority only.
    Drafted,
    /// Made and sent to the lead.
    Decided {
        /// Who made it, and when.
        decided: Stamp,
    },
    /// The lead has accepted the grant: the project lives.
    Accepted {
        /// Who made it, and when.
        decided: Stamp,
        /// Who accepted it, and when.
        accepted: Stamp,
    },
    /// The lead does not want the grant.
    Refused {
        /// Who made it, and when.
        decided: Stamp,
        /// Who refused it, and when.
        refused: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Who made it, and when; nothing for a draft.
    #[must_use]
    pub const fn decided(&self) -> Option<Stamp> {
        match self {
            Self::Drafted => None,
            Self::Decided { decided } | Self::Accepted { decided, .. } | Self::Refused { decided, .. } => {
                Some(*decided)
            }
        }
    }
}
