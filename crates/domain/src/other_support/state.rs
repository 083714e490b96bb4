use crate::workflow::Stamp;

/// Where other public support stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of other public support.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Said, and not counted yet.
    Declared,
    /// It counts.
    Confirmed {
        /// Who confirmed it.
        confirmed: Stamp,
    },
    /// Taken back before it counted.
    Withdrawn {
        /// Who took it back.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
    /// It counted and counts no more.
    Revoked {
        /// Who had confirmed it.
        confirmed: Stamp,
        /// Who revoked it; neither of the two before.
        revoked: Stamp,
        /// Why.
        reason: String,
    },
}
