use super::Said;

/// What can be asked of a risk; each appends what is said to its history.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a risk.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Judges it anew, or adds what was seen of it.
    Assess(Box<Said>),
    /// Begins to do something about it.
    Mitigate(Box<Said>),
    /// Says that it has come true.
    Occur(Box<Said>),
    /// Says that it threatens no more.
    Close(Box<Said>),
}

impl Command {
    /// What is said.
    #[must_use]
    pub fn said(&self) -> &Said {
        match self {
            Self::Assess(said) | Self::Mitigate(said) | Self::Occur(said) | Self::Close(said) => said,
        }
    }
}
