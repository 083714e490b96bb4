use chrono::NaiveDate;

use crate::workflow::Stamp;

/// Where a milestone stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a milestone.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, PartialOrd, Ord),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Nobody works on it yet.
    Planned,
    /// It is worked on.
    Started {
        /// Who said so, and when.
        started: Stamp,
    },
    /// It is foreseen after its baseline.
    Delayed {
        /// Since when it is worked on; none while nobody does.
        started: Option<Stamp>,
    },
    /// It is reached.
    Done {
        /// Since when it was worked on.
        started: Stamp,
        /// On which day it was reached.
        reached_on: NaiveDate,
        /// Who said so, and when.
        done: Stamp,
    },
    /// It was given up.
    Dropped {
        /// Since when it was worked on; none when nobody did.
        started: Option<Stamp>,
        /// Who gave it up, and when.
        dropped: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Since when it is worked on.
    #[must_use]
    pub const fn started(&self) -> Option<Stamp> {
        match self {
            Self::Planned => None,
            Self::Started { started } | Self::Done { started, .. } => Some(*started),
            Self::Delayed { started } | Self::Dropped { started, .. } => *started,
        }
    }
}
