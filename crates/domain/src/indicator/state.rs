use crate::workflow::Stamp;

/// Where an indicator stands: the last phase of which it has a value.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an indicator.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It has no value.
    Planned,
    /// It is known what it was before the project.
    Baseline,
    /// It is known what is foreseen.
    Forecast,
    /// It was measured at the end of the project.
    Measured,
    /// It was measured about a year after the project.
    FollowUp,
    /// It was given up.
    Dropped {
        /// Who gave it up, and when.
        dropped: Stamp,
        /// Why.
        reason: String,
    },
}
