use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where a change request stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a change request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written by the lead.
    Draft,
    /// With the authority, which decides its parts one by one.
    Submitted {
        /// Who submitted it, and when.
        submitted: Stamp,
        /// Whether it came after the last day for requests, which the call allows.
        late: bool,
    },
    /// Every part is decided.
    Decided {
        /// Who submitted it, and when.
        submitted: Stamp,
        /// Whether it came after the last day for requests.
        late: bool,
        /// When the last part was decided.
        decided_at: DateTime<Utc>,
    },
    /// Taken back before anything was decided.
    Withdrawn {
        /// Who took it back, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Who submitted it, and when, and whether late; nothing for one that never was or was taken back.
    #[must_use]
    pub const fn submitted(&self) -> Option<(Stamp, bool)> {
        match self {
            Self::Submitted { submitted, late } | Self::Decided { submitted, late, .. } => {
                Some((*submitted, *late))
            }
            Self::Draft | Self::Withdrawn { .. } => None,
        }
    }
}
