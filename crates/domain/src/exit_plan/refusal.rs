use chrono::NaiveDate;

use super::OpenQuestion;
use crate::{
    portfolio_report::FaultyApproval,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to an exit plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A question is open.
    #[error("the question {} is open: \"{}\"; answer it first", .0.field, .0.question)]
    Open(OpenQuestion),
    /// Nobody was at the meeting.
    #[error("no member of the steering group is named; name who was present")]
    NoMembers,
    /// The meeting has not been held.
    #[error("the meeting would be held on {0}, which has not come; record it when it has been held")]
    MeetingInTheFuture(NaiveDate),
    /// Nothing is written.
    #[error("nothing is written here; write what was seen")]
    Empty(&'static str),
    /// A book is written.
    #[error("this is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// The day has not come.
    #[error("{0} has not come; name the day on which it was seen")]
    SeenInTheFuture(NaiveDate),
    /// The day was before the plan.
    #[error("{0} was before the plan was approved on {1}; name a day since then")]
    SeenBefore(NaiveDate, NaiveDate),
}

impl From<FaultyApproval> for Why {
    fn from(faulty: FaultyApproval) -> Self {
        match faulty {
            FaultyApproval::NoMembers => Self::NoMembers,
            FaultyApproval::InTheFuture(day) => Self::MeetingInTheFuture(day),
        }
    }
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Open(_) | Self::NoMembers | Self::Empty(_) => RefusalCode::Incomplete,
            Self::MeetingInTheFuture(_)
            | Self::TooLong(..)
            | Self::SeenInTheFuture(_)
            | Self::SeenBefore(..) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let path: &[&str] = match self {
            Self::Open(open) => &["answers", &open.field],
            Self::NoMembers => &["members"],
            Self::MeetingInTheFuture(_) => &["heldOn"],
            Self::Empty(field) | Self::TooLong(field, _) => &[field],
            Self::SeenInTheFuture(_) | Self::SeenBefore(..) => &["seenOn"],
        };
        path.iter().map(|&part| part.to_owned()).collect()
    }
}
