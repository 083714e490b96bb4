use crate::workflow::Stamp;

/// Where a result stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a result.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, PartialOrd, Ord),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It is being written.
    Draft,
    /// It is with the authority.
    Submitted {
        /// Who handed it in, and when.
        submitted: Stamp,
    },
    /// The authority asks about it; it is being written again.
    Returned {
        /// Who asked, and when.
        returned: Stamp,
        /// What is asked.
        questions: Vec<String>,
    },
    /// Everybody may read it.
    Public {
        /// Who handed it in, and when.
        submitted: Stamp,
        /// Who approved it, and when.
        approved: Stamp,
    },
    /// It was taken out of the bank.
    Withdrawn {
        /// Who approved it, and when; nobody when it was never public.
        approved: Option<Stamp>,
        /// Who took it out, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Who approved it, and when.
    #[must_use]
    pub const fn approved(&self) -> Option<Stamp> {
        match self {
            Self::Draft | Self::Submitted { .. } | Self::Returned { .. } => None,
            Self::Public { approved, .. } => Some(*approved),
            Self::Withdrawn { approved, .. } => *approved,
        }
    }
}
