use crate::workflow::Stamp;

/// Where a kept ranking list stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a ranking list.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// A decision of the call had been made; another person has to confirm the new list.
    Proposed,
    /// It stands, until a later one does.
    Fixed {
        /// Who confirmed it, and when, where a second person was needed.
        confirmed: Option<Stamp>,
    },
    /// Taken back before it was confirmed.
    Withdrawn {
        /// Who took it back, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}
