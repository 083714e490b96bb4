/// What can be asked of a bank's feedback.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a bank's feedback.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Records what was done about everything in it that did not agree.
    Settle {
        /// What was done.
        note: String,
    },
}
