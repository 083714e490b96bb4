use crate::workflow::Stamp;

/// Where a risk stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a risk.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, PartialOrd, Ord),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It threatens.
    Open,
    /// Something is done about it.
    Mitigating {
        /// Who said so first, and when.
        mitigated: Stamp,
    },
    /// It came true (*toteutui*); what follows of it is still noted.
    Occurred {
        /// Who said so, and when.
        occurred: Stamp,
    },
    /// It threatens no more.
    Closed {
        /// Who said that it came true, and when; none when it never did.
        occurred: Option<Stamp>,
        /// Who closed it, and when.
        closed: Stamp,
    },
}

impl State {
    /// Who said that it came true, and when.
    #[must_use]
    pub const fn occurred(&self) -> Option<Stamp> {
        match self {
            Self::Open | Self::Mitigating { .. } => None,
            Self::Occurred { occurred } => Some(*occurred),
            Self::Closed { occurred, .. } => *occurred,
        }
    }
}
