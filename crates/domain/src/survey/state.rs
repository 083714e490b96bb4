use chrono::{DateTime, Utc};

use crate::{ids::PersonId, workflow::Stamp};

/// Where a survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a survey.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, PartialOrd, Ord),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It is being written; nobody was written to.
    Draft,
    /// Those who are invited can answer.
    Open {
        /// Who opened it, and when.
        opened: Stamp,
    },
    /// It takes no more answers; its results are counted.
    Closed {
        /// Who opened it, and when.
        opened: Stamp,
        /// Who closed it, and when.
        closed: Closing,
    },
    /// Everybody may read its results.
    Published {
        /// Who opened it, and when.
        opened: Stamp,
        /// Who closed it, and when.
        closed: Closing,
        /// Who published it, and when.
        published: Stamp,
    },
}

/// The end of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Who ended it; nobody when the clock did.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

impl State {
    /// Who opened it, and when.
    #[must_use]
    pub const fn opened(&self) -> Option<Stamp> {
        match self {
            Self::Draft => None,
            Self::Open { opened } | Self::Closed { opened, .. } | Self::Published { opened, .. } => {
                Some(*opened)
            }
        }
    }

    /// When and by whom it was closed.
    #[must_use]
    pub const fn closed(&self) -> Option<Closing> {
        match self {
            Self::Draft | Self::Open { .. } => None,
            Self::Closed { closed, .. } | Self::Published { closed, .. } => Some(*closed),
        }
    }

    /// Who published it, and when.
    #[must_use]
    pub const fn published(&self) -> Option<Stamp> {
        match self {
            Self::Draft | Self::Open { .. } | Self::Closed { .. } => None,
            Self::Published { published, .. } => Some(*published),
        }
    }
}
