use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where a call stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a call.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written; seen by the authority only.
    Draft,
    /// Open to the public and, from its opening day, to applications.
    Published {
        /// Who published it, and when.
        published: Stamp,
    },
    /// The closing time has passed.
    Closed {
        /// Who published it, and when.
        published: Stamp,
        /// When it closed.
        closed_at: DateTime<Utc>,
    },
    /// Every application is decided.
    Resolved {
        /// Who published it, and when.
        published: Stamp,
        /// When it closed.
        closed_at: DateTime<Utc>,
        /// Who declared it resolved, and when.
        resolved: Stamp,
    },
    /// Kept for the record only.
    Archived {
        /// Who published it, and when.
        published: Stamp,
        /// When it closed.
        closed_at: DateTime<Utc>,
        /// Who declared it resolved, and when.
        resolved: Stamp,
        /// Who put it away, and when.
        archived: Stamp,
    },
}
