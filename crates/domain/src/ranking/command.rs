/// What can be asked of a kept ranking list.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a ranking list.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Another person confirms a list that was proposed after a decision.
    Confirm,
    /// Takes a proposed list back.
    Withdraw {
        /// Why.
        reason: String,
    },
}
