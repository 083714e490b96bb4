use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a change request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nothing is asked.
    #[error("the request changes nothing; add a part")]
    NoParts,
    /// No reason given.
    #[error("say why the changes are needed")]
    NoReason,
    /// The last day for requests has passed.
    #[error(
        "the use period ends on {last}, and changes are asked for at least {days} days before that; the \
         call takes no later request"
    )]
    TooLate {
        /// The last day of the use period.
        last: NaiveDate,
        /// Days that a request must be before it.
        days: u16,
    },
    /// Something was decided.
    #[error("a part of the request has been decided already; ask for another change instead")]
    PartsDecided,
    /// Something waits.
    #[error("{0} parts of the request are not decided")]
    PartsUndecided(u64),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoParts | Self::NoReason | Self::PartsUndecided(_) => RefusalCode::Incomplete,
            Self::TooLate { .. } => RefusalCode::Deadline,
            Self::PartsDecided => RefusalCode::WrongState,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoParts => "parts",
            Self::NoReason => "reason",
            Self::TooLate { .. } | Self::PartsDecided | Self::PartsUndecided(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
