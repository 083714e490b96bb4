use chrono::NaiveDate;

use crate::{
    hands::Deed,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done with a claim for correction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A text is missing.
    #[error("the claim says nothing of its {0}; write what shall be changed, and why")]
    Empty(&'static str),
    /// A text is a book.
    #[error("the {field} is longer than {most} characters; shorten it")]
    TooLong {
        /// Which text.
        field: &'static str,
        /// How many are allowed.
        most: usize,
    },
    /// Nothing is received before it is sent.
    #[error("the decision was sent on {sent}; it cannot have been received on {received}")]
    ReceivedBeforeSent {
        /// The day that is stated.
        received: NaiveDate,
        /// The day on which it was sent.
        sent: NaiveDate,
    },
    /// A day to come.
    #[error("{0} is still to come; give the day on which the decision was received, or leave it out")]
    ReceivedLater(NaiveDate),
    /// No reasons given.
    #[error("the answer has no reasoning; write why it is as it is")]
    NoReasoning,
    /// In time by every count.
    #[error("the claim was made in time, so it must be examined; it cannot be dismissed as late")]
    InTime,
    /// Late by every count.
    #[error("the claim was made after the last day, so it is not examined; dismiss it as late")]
    Late,
    /// The project has begun.
    #[error(
        "the lead municipality has accepted the grant and the project runs; what changes now is decided by a change \
         of the grant, and this claim is answered without changing the decision"
    )]
    GrantRuns,
    /// A person who drafted the answer may not make it.
    #[error("you {} this answer; another person must make it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have drafted it.
    #[error(
        "nobody is recorded as having drafted this answer, so it cannot be checked that another person makes it; \
         let an officer draft it anew"
    )]
    NobodyDrafted,
    /// Taken back without words.
    #[error("write why the claim is withdrawn; it stays on record")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Empty(_) | Self::NoReasoning | Self::NoReason => RefusalCode::Incomplete,
            Self::TooLong { .. } | Self::ReceivedBeforeSent { .. } | Self::ReceivedLater(_) => {
                RefusalCode::InvalidInput
            }
            Self::InTime | Self::Late => RefusalCode::Deadline,
            Self::GrantRuns => RefusalCode::WrongState,
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Empty(field) | Self::TooLong { field, .. } => field,
            Self::ReceivedBeforeSent { .. } | Self::ReceivedLater(_) => "receivedOn",
            Self::NoReasoning => "reasoning",
            Self::InTime | Self::Late | Self::GrantRuns => "outcome",
            Self::NoReason => "reason",
            Self::SamePerson(_) | Self::NobodyDrafted => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
