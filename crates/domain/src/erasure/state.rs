use super::{Kept, Removed};
use crate::workflow::Stamp;

/// Where an erasure stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an erasure.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It waits for the second person.
    Proposed,
    /// What it is about is removed, for good.
    Done {
        /// Who confirmed it.
        done: Stamp,
        /// What was removed.
        removed: Removed,
        /// What stayed.
        kept: Kept,
    },
    /// It was taken back before anything was removed.
    Withdrawn {
        /// Who took it back.
        withdrawn: Stamp,
    },
}
