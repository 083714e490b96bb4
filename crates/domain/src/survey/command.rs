/// What can be asked of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a survey.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Writes it anew.
    Update,
    /// Invites more people.
    Invite,
    /// Lets those who are invited answer; their mails leave.
    Open,
    /// Takes no more answers: the clock when its last day has ended, or its owner before.
    Close,
    /// Shows the results to everybody.
    Publish,
}
