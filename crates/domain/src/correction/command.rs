use crate::ids::{ClaimId, RecoveryId};

/// What can be asked of a correction.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a correction.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Approves it as the first person, an officer.
    Endorse,
    /// Approves it as the second person; the lines change then.
    Approve {
        /// The number of the last approved claim of the project; claims after it count the change.
        after_claim: i32,
    },
    /// Says no.
    Reject {
        /// Why.
        reason: String,
    },
    /// A claim that counts it was approved; given by the system.
    Net {
        /// The claim.
        claim: ClaimId,
    },
    /// It is recovered instead of netted.
    Recover {
        /// The recovery.
        recovery: RecoveryId,
    },
    /// The recovery was cancelled, so the next claim nets it; given by the system.
    Release,
}
