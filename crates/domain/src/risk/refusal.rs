use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a risk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A text is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// Nobody sees to it, or two do.
    #[error("name who sees to the risk: either a person or a role, such as the steering group")]
    NoOwner,
    /// A number outside the scale.
    #[error("\"{0}\" is 1 to 5, not {1}")]
    Scale(&'static str, i64),
    /// It was seen on a day to come.
    #[error("{0} has not come; name the day on which it was seen, or none")]
    InTheFuture(NaiveDate),
    /// Something is done, and nothing says what.
    #[error("nothing says what is done about the risk; write the response")]
    NoResponse,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) | Self::NoOwner | Self::NoResponse => RefusalCode::Incomplete,
            Self::TooLong(..) | Self::Scale(..) | Self::InTheFuture(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Missing(field) | Self::TooLong(field, _) | Self::Scale(field, _) => field,
            Self::NoOwner => "owner",
            Self::InTheFuture(_) => "observedOn",
            Self::NoResponse => "response",
        };
        vec![field.to_owned()]
    }
}
