use crate::workflow::Stamp;

/// Where a version of a form stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a version of a form.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written; seen by the authority only.
    Draft,
    /// May be asked; what it says never changes again.
    Published {
        /// Who published it, and when.
        published: Stamp,
    },
    /// Asked of nobody anew; what was answered stays.
    Retired {
        /// Who published it, and when.
        published: Stamp,
        /// Who retired it, and when.
        retired: Stamp,
    },
}
