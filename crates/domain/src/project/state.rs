use crate::{money::Money, workflow::Stamp};

/// Where a project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a project.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It reports, claims and is paid.
    Running,
    /// Everything is settled; a later finding is still corrected and recovered.
    Closed {
        /// Who closed it, and when.
        closed: Stamp,
        /// The part of the award that was not used and became free, EUR.
        released: Money,
    },
}
