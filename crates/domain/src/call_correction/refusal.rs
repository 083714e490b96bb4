use chrono::NaiveDate;

use crate::{
    call,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a correction of a call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Drafts are simply changed.
    #[error("the call is a draft; change it with updateCall")]
    NotPublished,
    /// Nobody can answer what is corrected now.
    #[error("the call has closed; nobody can answer what is corrected now")]
    Closed,
    /// Applicants are told why.
    #[error("write why the call is corrected; applicants read it")]
    NoReason,
    /// The reason is too long.
    #[error("the reason is longer than {0} characters; shorten it")]
    ReasonTooLong(usize),
    /// The call says the same.
    #[error("the call says this already; change something or leave it")]
    NothingChanges,
    /// The new content cannot stand.
    #[error(transparent)]
    Faulty(Box<call::Why>),
    /// Applicants would lose time they count on.
    #[error(
        "the call would close on {after}, earlier than the published {before}; applicants count on that day"
    )]
    ClosesEarlier {
        /// The published day.
        before: NaiveDate,
        /// The new day.
        after: NaiveDate,
    },
    /// What has opened cannot open on another day.
    #[error("the call has taken applications since {0}; leave that day as it is")]
    OpenAlready(NaiveDate),
    /// The person who proposed it may not publish it.
    #[error("you proposed this correction; another person must publish it")]
    ProposedBySamePerson,
    /// The call is not what was corrected.
    #[error("the call has been corrected since this was proposed; withdraw it and propose it anew")]
    CallHasChanged,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotPublished | Self::Closed | Self::CallHasChanged => RefusalCode::WrongState,
            Self::NoReason => RefusalCode::Incomplete,
            Self::ReasonTooLong(_)
            | Self::NothingChanges
            | Self::ClosesEarlier { .. }
            | Self::OpenAlready(_) => RefusalCode::InvalidInput,
            Self::Faulty(fault) => fault.code(),
            Self::ProposedBySamePerson => RefusalCode::SamePerson,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoReason | Self::ReasonTooLong(_) => "reason",
            Self::ClosesEarlier { .. } => "closesOn",
            Self::OpenAlready(_) => "opensOn",
            Self::NothingChanges => "content",
            Self::Faulty(fault) => return fault.path(),
            Self::NotPublished | Self::Closed | Self::CallHasChanged | Self::ProposedBySamePerson => {
                return Vec::new();
            }
        };
        vec![field.to_owned()]
    }
}
