use super::Reply;

/// What can be asked of a claim for correction.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a claim for correction.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// An officer drafts the answer, or drafts it anew.
    Draft(Reply),
    /// Another person makes the answer.
    Decide,
    /// The lead municipality takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}
