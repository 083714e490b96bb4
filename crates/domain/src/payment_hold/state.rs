use crate::workflow::Stamp;

/// Where a payment hold stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a payment hold.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Nothing is paid.
    Standing,
    /// Payments go on.
    Lifted {
        /// Who lifted it; not the one who set it.
        lifted: Stamp,
        /// Why.
        reason: String,
    },
}
