use super::{Measurement, Phase};

/// What can be asked of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an indicator.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Records what it was before the project.
    RecordBaseline(Measurement),
    /// Records what is foreseen.
    RecordForecast(Measurement),
    /// Records what was measured at the end.
    RecordMeasured(Measurement),
    /// Records what is left about a year after the project.
    RecordFollowUp(Measurement),
    /// Gives it up.
    Drop {
        /// Why.
        reason: String,
    },
}

impl Command {
    /// The command that records a value of a phase.
    #[must_use]
    pub fn record(phase: Phase, measurement: Measurement) -> Self {
        match phase {
            Phase::Baseline => Self::RecordBaseline(measurement),
            Phase::Forecast => Self::RecordForecast(measurement),
            Phase::Measured => Self::RecordMeasured(measurement),
            Phase::FollowUp => Self::RecordFollowUp(measurement),
        }
    }
}
