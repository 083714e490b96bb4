use crate::ids::OrganisationId;

/// What can be asked of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an agreement.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Writes the text anew.
    Redraft,
    /// Freezes the text and asks every municipality to sign it.
    Offer,
    /// Signs for a municipality.
    Sign {
        /// For which.
        municipality: OrganisationId,
        /// The SHA-256 of the text that was read.
        sha256: [u8; 32],
    },
    /// Brings it into force; follows from the last signature.
    BringIntoForce,
    /// Gives it up before it is in force.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Ends it while it is in force.
    Terminate {
        /// Why.
        reason: String,
    },
    /// Ends it because a later one came into force in its place.
    Replace,
}
