use super::GivenScore;

/// What can be asked of a review.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a review.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces the scores that are written so far.
    SaveScores(Vec<GivenScore>),
    /// Gives the review; it is not changed any more.
    Submit,
    /// The reviewer says that they may not review this application.
    DeclareConflict {
        /// What the conflict of interest is.
        reason: String,
    },
    /// The officer takes the assignment back.
    Withdraw {
        /// Why.
        reason: String,
    },
}
