use super::Definition;

/// What can be asked of a version of a form.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a version of a form.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces what it asks.
    Update(Box<Definition>),
    /// Lets calls and reports use it.
    Publish,
    /// Takes it out of use.
    Retire,
}
