use super::Proposal;

/// What can be asked of a decision.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a decision.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces what it says.
    Update(Proposal),
    /// Makes it.
    Approve,
    /// Accepts the grant with its terms.
    Accept,
    /// Refuses the grant.
    Refuse {
        /// Why.
        reason: String,
    },
}
