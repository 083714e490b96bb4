use crate::workflow::Stamp;

/// Where a correction of a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a correction of a call.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Waits for the second person.
    Proposed,
    /// The call says it.
    Published {
        /// Who published it; not the one who proposed it.
        published: Stamp,
    },
    /// Taken back.
    Withdrawn {
        /// Who took it back.
        withdrawn: Stamp,
    },
}
