use super::FaultyCalculation;
use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a benefit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It has no name.
    #[error("the benefit has no name; say in a few words what is saved")]
    NoName,
    /// The name is a text.
    #[error("the name is longer than {0} characters; shorten it")]
    NameTooLong(usize),
    /// The calculation cannot be.
    #[error(transparent)]
    Calculation(#[from] FaultyCalculation),
    /// Nothing says why.
    #[error("write why there is no such benefit; it stays on record")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoName | Self::NoReason => RefusalCode::Incomplete,
            Self::NameTooLong(_) | Self::Calculation(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let path: Vec<&str> = match self {
            Self::NoName | Self::NameTooLong(_) => vec!["name"],
            Self::Calculation(faulty) => faulty.path(),
            Self::NoReason => vec!["reason"],
        };
        path.into_iter().map(ToOwned::to_owned).collect()
    }
}
