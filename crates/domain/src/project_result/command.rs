/// What can be asked of a result.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a result.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Writes it anew.
    Update,
    /// Hands it to the authority.
    Submit,
    /// Lets everybody read it.
    Approve,
    /// Gives it back with questions.
    Return {
        /// The questions.
        questions: Vec<String>,
    },
    /// Takes it out of the bank.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Records that another municipality took it into use.
    Reuse,
}
