use crate::workflow::Stamp;

/// Where a benefit stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a benefit.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Stated, with a calculation.
    Stated,
    /// There is no such benefit after all.
    Withdrawn {
        /// Who said so, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}
