use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where a bank account stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a bank account.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Waits for another person of its owner.
    Proposed,
    /// Waits for the authority's officer.
    Confirmed {
        /// Who confirmed it; not the one who proposed it.
        confirmed: Stamp,
    },
    /// Waits for the authority's second person.
    Reviewed {
        /// Who confirmed it; not the one who proposed it.
        confirmed: Stamp,
        /// Who reviewed it; not the one who confirmed it.
        reviewed: Stamp,
    },
    /// In force.
    Approved {
        /// Who confirmed it; not the one who proposed it.
        confirmed: Stamp,
        /// Who reviewed it; not the one who confirmed it.
        reviewed: Stamp,
        /// Who approved it; neither the one who reviewed nor the one who proposed it.
        approved: Stamp,
    },
    /// No longer in force; payments that name it keep it.
    Superseded {
        /// Who confirmed it; not the one who proposed it.
        confirmed: Stamp,
        /// Who reviewed it; not the one who confirmed it.
        reviewed: Stamp,
        /// Who approved it; neither the one who reviewed nor the one who proposed it.
        approved: Stamp,
        /// When another account took its place.
        superseded_at: DateTime<Utc>,
    },
    /// Refused by the authority.
    Rejected {
        /// Who confirmed it; not the one who proposed it.
        confirmed: Stamp,
        /// Who had reviewed it, if somebody had.
        reviewed: Option<Stamp>,
        /// Who refused it, and when.
        rejected: Stamp,
        /// Why.
        reason: String,
    },
    /// Taken back by its owner before it was approved.
    Withdrawn {
        /// Who had confirmed it, if somebody had.
        confirmed: Option<Stamp>,
        /// Who had reviewed it, if somebody had.
        reviewed: Option<Stamp>,
        /// Who took it back, and when.
        withdrawn: Stamp,
    },
}

impl StateName {
    /// Whether it waits for somebody's decision; an owner has one such account at a time.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Confirmed | Self::Reviewed)
    }
}
