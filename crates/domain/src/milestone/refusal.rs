use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a milestone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A text is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// A day that cannot be meant.
    #[error(
        "{day} is not a day of the project, which runs from {first} and is followed up until {last}; correct it"
    )]
    NotOfTheProject {
        /// Which field.
        field: &'static str,
        /// The day.
        day: NaiveDate,
        /// The first day that can be.
        first: NaiveDate,
        /// The last day that can be.
        last: NaiveDate,
    },
    /// The forecast is what it was.
    #[error("the milestone is foreseen on {0} already; name another day")]
    SameDay(NaiveDate),
    /// It would be reached in days to come.
    #[error("the milestone would be reached on {0}, which has not come; say so when it is reached")]
    InTheFuture(NaiveDate),
    /// Nobody has begun.
    #[error("nobody has begun to work on the milestone; start it first")]
    NotStarted,
    /// It is worked on already.
    #[error("the milestone is worked on already")]
    StartedAlready,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) => RefusalCode::Incomplete,
            Self::TooLong(..) | Self::NotOfTheProject { .. } | Self::SameDay(_) | Self::InTheFuture(_) => {
                RefusalCode::InvalidInput
            }
            Self::NotStarted | Self::StartedAlready => RefusalCode::WrongState,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Missing(field) | Self::TooLong(field, _) | Self::NotOfTheProject { field, .. } => field,
            Self::SameDay(_) => "forecast",
            Self::InTheFuture(_) => "reachedOn",
            Self::NotStarted | Self::StartedAlready => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
