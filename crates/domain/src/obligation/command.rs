use chrono::NaiveDate;

/// What can be asked of an obligation.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an obligation.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Lets it be handed in; given by the clock.
    Open,
    /// Says that its day has ended; given by the clock.
    MarkOverdue,
    /// Records that what was owed has been handed in.
    Submit,
    /// Records that it has been accepted.
    Accept,
    /// Records that it came back to be mended.
    Return {
        /// What must be mended.
        reasons: Vec<String>,
    },
    /// Moves its deadline (*lisäaika*).
    Extend {
        /// The new date, before it is moved to a working day.
        nominal: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Moves its deadline to an earlier day, because the project ends earlier; given by the system.
    BringForward {
        /// The new date, before it is moved to a working day.
        nominal: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Owes it again, because the use period that ended before its time goes on; given by the system.
    Resume {
        /// The date, before it is moved to a working day.
        nominal: NaiveDate,
    },
    /// Gives it up: it need not be handed in.
    Waive {
        /// Why.
        reason: String,
    },
}
