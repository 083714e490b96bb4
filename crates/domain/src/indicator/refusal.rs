use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to an indicator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nothing is written.
    #[error("nothing is written here; write what is measured, in what, and where a value is from")]
    Empty(&'static str),
    /// A book is written.
    #[error("this is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// No number.
    #[error("\"{0}\" is no number with at most six decimals; write it like \"12.5\"")]
    NotANumber(String),
    /// The day has not come.
    #[error("{0} has not come; only a forecast is of a day to come")]
    InTheFuture(NaiveDate),
    /// The follow-up is after the project.
    #[error("{0} is within the project, which ends on {1}; a follow-up is of a day after it")]
    DuringTheProject(NaiveDate, NaiveDate),
    /// An effect follows from something nearer to the measures.
    #[error(
        "an effect on the level {1} does not follow from one on the level {0}; name one that is nearer to the measures"
    )]
    NotBefore(&'static str, &'static str),
    /// An effect follows from something that was given up.
    #[error("that indicator was given up; name one that is still measured")]
    FollowsFromNothing,
    /// Nothing says that it is due to the project.
    #[error("an effect on this level may have other causes; write in the note why it is due to the project")]
    NoAttribution,
    /// Nothing says why.
    #[error("write why the indicator is given up; it stays on record")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Empty(_) | Self::NoAttribution | Self::NoReason => RefusalCode::Incomplete,
            Self::TooLong(..)
            | Self::NotANumber(_)
            | Self::InTheFuture(_)
            | Self::DuringTheProject(..)
            | Self::NotBefore(..)
            | Self::FollowsFromNothing => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Empty(field) | Self::TooLong(field, _) => field,
            Self::NotANumber(_) => "value",
            Self::InTheFuture(_) | Self::DuringTheProject(..) => "measuredOn",
            Self::NotBefore(..) | Self::FollowsFromNothing => "followsFromId",
            Self::NoAttribution => "note",
            Self::NoReason => "reason",
        };
        vec![field.to_owned()]
    }
}
