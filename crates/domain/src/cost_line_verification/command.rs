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
    /// Accepts all of it after all, by an approved correction.
    CorrectToFull,
    /// Lets a part of it remain accepted, by an approved correction.
    CorrectToPart {
        /// How much.
        amount: Money,
        /// What was found.
        grounds: Grounds,
    },
    /// Lets nothing of it remain accepted, by an approved correction.
    CorrectToNothing {
        /// What was found.
        grounds: Grounds,
    },
}

impl Command {
    /// The command by which a correction leaves so much of a line accepted.
    #[must_use]
    pub fn correct(line: Money, remains: Money, grounds: Grounds) -> Self {
        if remains == line {
            Self::CorrectToFull
        } else if remains.is_zero() {
            Self::CorrectToNothing { grounds }
        } else {
            Self::CorrectToPart {
                amount: remains,
                grounds,
            }
        }
    }
}
