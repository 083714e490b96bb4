use crate::workflow::Stamp;

/// Where a supplement request stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a supplement request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The lead municipality is to answer.
    Open,
    /// It has answered; the officer accepts the answer or asks again.
    Answered {
        /// Who answered, and when.
        answered: Stamp,
    },
    /// The answer was accepted.
    Accepted {
        /// Who answered, and when.
        answered: Stamp,
        /// Who accepted it, and when; not the one who answered.
        accepted: Stamp,
    },
    /// Taken back: it need not be answered.
    Withdrawn {
        /// Who took it back, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}
