use super::{Kept, Removed};

/// What can be asked of an erasure.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an erasure.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Removes it all.
    Confirm {
        /// What was removed.
        removed: Removed,
        /// What stayed.
        kept: Kept,
    },
    /// Takes the proposal back.
    Withdraw,
}
