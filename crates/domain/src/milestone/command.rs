use chrono::NaiveDate;

/// What can be asked of a milestone. A new forecast is one of three commands, by where it lies
/// ([`Milestone::moving`](super::Milestone::moving)).
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a milestone.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Begins to work on it.
    Start,
    /// Foresees it on another day that is not after the baseline.
    Reschedule {
        /// The day.
        forecast: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Foresees it after the baseline.
    Delay {
        /// The day.
        forecast: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Foresees it in time again while it is worked on.
    Resume {
        /// The day.
        forecast: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Has reached it.
    Complete {
        /// On which day.
        reached_on: NaiveDate,
    },
    /// Gives it up.
    Drop {
        /// Why.
        reason: String,
    },
}
