/// What can be asked of a supplement request.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a supplement request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// The lead municipality answers every question.
    Answer,
    /// The officer is content with the answer.
    Accept,
    /// The officer asks further, by a new request that takes the place of this one.
    AskAgain,
    /// The officer takes it back: it need not be answered.
    Withdraw {
        /// Why.
        reason: String,
    },
}
