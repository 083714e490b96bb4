use chrono::NaiveDate;

use crate::ids::SteeringMeetingId;

/// What can be asked of an exit plan.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an exit plan.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Answers questions; what was complete is to be completed anew.
    Answer,
    /// Says that every question that is asked has its answer.
    Complete,
    /// Records the steering group's approval.
    ApproveBySteering {
        /// Who was present, by name.
        members: Vec<String>,
        /// The day of the meeting.
        held_on: NaiveDate,
        /// Whether nobody was against it.
        unanimous: bool,
        /// The meeting on record in which it was; none where none is named.
        meeting: Option<SteeringMeetingId>,
    },
    /// Notes what was seen since.
    Note {
        /// What.
        text: String,
        /// On which day.
        seen_on: NaiveDate,
    },
    /// Ends the follow-up.
    Close {
        /// What became of the results.
        outcome: String,
    },
}
