use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a payment hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The person who set it may not lift it.
    #[error("you set this payment hold; another person must lift it")]
    SetBySamePerson,
    /// The reason is shown to the project.
    #[error("write why; the project reads it")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SetBySamePerson => RefusalCode::SamePerson,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::SetBySamePerson => Vec::new(),
            Self::NoReason => vec!["reason".to_owned()],
        }
    }
}
