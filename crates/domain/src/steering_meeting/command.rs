/// What can be asked of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a meeting.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Plans it otherwise.
    Update,
    /// Says that it was held.
    Hold {
        /// Who was present, by name.
        present: Vec<String>,
    },
    /// Records something that it decided.
    Decide,
    /// Approves its minutes.
    Approve,
    /// Calls it off.
    Cancel {
        /// Why.
        reason: String,
    },
}
