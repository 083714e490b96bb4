/// What can be asked of a version of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a version of a budget.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Lets it hold.
    Approve,
    /// Puts it aside: what proposed it was rejected, withdrawn or computed anew.
    Discard,
    /// Another version holds instead.
    Supersede,
}
