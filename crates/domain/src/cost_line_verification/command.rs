use super::Grounds;
use crate::money::Money;

/// What can be decided about a line.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a verification.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Accepts all of it.
    Accept,
    /// Accepts a part of it.
    AcceptPartly {
        /// How much.
        amount: Money,
        /// Why not all.
        grounds: Grounds,
    },
    /// Accepts nothing of it.
    Disallow {
        /// Why.
        grounds: Grounds,
    },
    /// Takes the decision back.
    Reopen,
}
