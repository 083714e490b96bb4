use chrono::{DateTime, Utc};

/// Where a version of a budget stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a version of a budget.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Nothing rests on it yet.
    Proposed,
    /// It holds.
    Approved {
        /// Since when.
        approved_at: DateTime<Utc>,
    },
    /// Another version holds; what was made under this one keeps it.
    Superseded {
        /// From when it held.
        approved_at: DateTime<Utc>,
        /// Until when.
        superseded_at: DateTime<Utc>,
    },
    /// It never held.
    Discarded {
        /// When it was put aside.
        discarded_at: DateTime<Utc>,
    },
}
