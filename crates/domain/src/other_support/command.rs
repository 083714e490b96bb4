/// What can be asked of other public support.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of other public support.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Lets it count.
    Confirm,
    /// Takes back what does not count yet.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Lets it count no more.
    Revoke {
        /// Why.
        reason: String,
    },
}
