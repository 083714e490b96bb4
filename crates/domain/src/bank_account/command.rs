/// What can be asked of a bank account.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a bank account.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Confirms it for its owner, as another person than the one who proposed it.
    Confirm,
    /// Reviews it for the authority: who asked, and was the owner called back?
    Review,
    /// Approves it for the authority, as the second person; payments use it from then on.
    Approve,
    /// Refuses it for the authority.
    Reject {
        /// Why.
        reason: String,
    },
    /// Takes the proposal back.
    Withdraw,
    /// Puts it out of force, because another account was approved.
    Supersede,
}
