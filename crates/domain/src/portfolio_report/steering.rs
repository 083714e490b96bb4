use chrono::NaiveDate;

use crate::{calendar, ids::SteeringMeetingId, workflow::Stamp};

/// That the steering group (*ohjausryhmä*) approved something as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteeringApproval {
    /// Who was present, by name.
    pub members: Vec<String>,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// Whether nobody was against it.
    pub unanimous: bool,
    /// The meeting on record in which it was; none where none was kept.
    pub meeting: Option<SteeringMeetingId>,
    /// Who recorded it, and when.
    pub recorded: Stamp,
}

/// An approval that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultyApproval {
    /// Nobody was at the meeting.
    NoMembers,
    /// The meeting has not been held.
    InTheFuture(NaiveDate),
}

impl SteeringApproval {
    /// The approval of a meeting; blank names are left out.
    ///
    /// # Errors
    /// [`FaultyApproval`]: nobody is named, or the day has not come.
    pub fn given(
        members: &[String],
        held_on: NaiveDate,
        unanimous: bool,
        recorded: Stamp,
    ) -> Result<Self, FaultyApproval> {
        let members: Vec<String> = members
            .iter()
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        if members.is_empty() {
            return Err(FaultyApproval::NoMembers);
        }
        if held_on > calendar::helsinki_date(recorded.at) {
            return Err(FaultyApproval::InTheFuture(held_on));
        }
        Ok(Self {
            members,
            held_on,
            unanimous,
            meeting: None,
            recorded,
        })
    }

    /// The same, in a meeting on record.
    #[must_use]
    pub fn in_meeting(self, meeting: Option<SteeringMeetingId>) -> Self {
        Self { meeting, ..self }
    }
}
