use super::Reply;
use crate::workflow::Stamp;

/// Where a claim for correction stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a claim for correction.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The authority has it.
    Filed,
    /// An officer has drafted the answer; seen by the authority only.
    Drafted {
        /// The answer as it is drafted.
        reply: Reply,
        /// Who drafted it last, and when.
        drafted: Stamp,
    },
    /// Answered.
    Decided {
        /// The answer.
        reply: Reply,
        /// Who drafted it last, and when.
        drafted: Stamp,
        /// Who decided it, and when; not the one who drafted it.
        decided: Stamp,
    },
    /// The lead municipality has taken it back.
    Withdrawn {
        /// Who took it back, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}
