use chrono::NaiveDate;

use super::{Aspect, FaultyApproval, Incomplete, Needed};
use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a portfolio report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A light is not set.
    #[error("the traffic light for {} is not set; set it first", aspect(*.0))]
    NoLight(Aspect),
    /// A light is not green and nothing says why.
    #[error("the traffic light for {} is not green; write why", aspect(*.0))]
    NoReason(Aspect),
    /// The summary is empty.
    #[error("the summary is empty; write the state of the project in a few sentences")]
    NoSummary,
    /// Something deviates by more than the call lets pass unexplained.
    #[error("{0}, more than the call lets pass; write why")]
    Unexplained(Box<Needed>),
    /// Nobody was at the meeting.
    #[error("no member of the steering group is named; name who was present")]
    NoMembers,
    /// The meeting has not been held.
    #[error("the meeting would be held on {0}, which has not come; record it when it has been held")]
    MeetingInTheFuture(NaiveDate),
    /// Nothing is asked.
    #[error("no question is asked; write what the project must answer")]
    NoQuestions,
}

fn aspect(aspect: Aspect) -> &'static str {
    aspect.into()
}

impl From<FaultyApproval> for Why {
    fn from(faulty: FaultyApproval) -> Self {
        match faulty {
            FaultyApproval::NoMembers => Self::NoMembers,
            FaultyApproval::InTheFuture(day) => Self::MeetingInTheFuture(day),
        }
    }
}

impl From<Incomplete> for Why {
    fn from(missing: Incomplete) -> Self {
        match missing {
            Incomplete::NoLight(aspect) => Self::NoLight(aspect),
            Incomplete::NoReason(aspect) => Self::NoReason(aspect),
            Incomplete::NoSummary => Self::NoSummary,
        }
    }
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoLight(_)
            | Self::NoReason(_)
            | Self::NoSummary
            | Self::Unexplained(_)
            | Self::NoMembers
            | Self::NoQuestions => RefusalCode::Incomplete,
            Self::MeetingInTheFuture(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let path: &[&str] = match self {
            Self::NoLight(of) => &["content", aspect(*of), "light"],
            Self::NoReason(of) => &["content", aspect(*of), "reason"],
            Self::NoSummary => &["content", "summary"],
            Self::Unexplained(_) => &["content", "explanations"],
            Self::NoMembers => &["members"],
            Self::MeetingInTheFuture(_) => &["heldOn"],
            Self::NoQuestions => &["questions"],
        };
        path.iter().map(|&part| part.to_owned()).collect()
    }
}
