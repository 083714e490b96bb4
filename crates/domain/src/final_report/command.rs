use super::SectionQuestion;

/// What can be asked of a final report.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a final report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Answers questions.
    Answer,
    /// Hands it to the authority.
    Submit,
    /// Accepts it.
    Accept,
    /// Gives it back with questions.
    Return {
        /// The questions, each about a section.
        questions: Vec<SectionQuestion>,
    },
}
