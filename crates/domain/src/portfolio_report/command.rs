use chrono::NaiveDate;

use super::Content;
use crate::ids::SteeringMeetingId;

/// What can be asked of a portfolio report.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a portfolio report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces what it says; an approval by the steering group falls.
    Update(Box<Content>),
    /// Records the steering group's approval.
    ApproveBySteering {
        /// Who was present, by name.
        members: Vec<String>,
        /// The day of the meeting.
        held_on: NaiveDate,
        /// Whether nobody was against it.
        unanimous: bool,
        /// The meeting on record.
        meeting: Option<SteeringMeetingId>,
    },
    /// Hands it to the authority.
    Submit,
    /// Accepts it.
    Accept,
    /// Gives it back with questions.
    Return {
        /// The questions.
        questions: Vec<String>,
    },
}
