use chrono::{DateTime, Utc};

use crate::{application::Snapshot, ids::PersonId, workflow::Stamp};

/// Where a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a commitment.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The partner has been asked.
    Requested {
        /// Who asked last, and when.
        requested: Stamp,
    },
    /// The municipality is committed.
    Given {
        /// Who asked last, and when.
        requested: Stamp,
        /// Who committed it, and when.
        given: Stamp,
        /// What was committed to.
        snapshot: Snapshot,
        /// Who had prepared the budget; never who committed to it.
        prepared_by: PersonId,
    },
    /// The municipality said no.
    Declined {
        /// Who asked last, and when.
        requested: Stamp,
        /// Who said no, and when.
        declined: Stamp,
        /// Why.
        reason: String,
    },
    /// It does not stand any more, for what it was about has changed.
    Fallen {
        /// Who asked last, and when.
        requested: Stamp,
        /// Since when.
        fallen_at: DateTime<Utc>,
    },
}

impl State {
    /// Who asked last, and when.
    #[must_use]
    pub const fn requested(&self) -> Stamp {
        match self {
            Self::Requested { requested }
            | Self::Given { requested, .. }
            | Self::Declined { requested, .. }
            | Self::Fallen { requested, .. } => *requested,
        }
    }
}
