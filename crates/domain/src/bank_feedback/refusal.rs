use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a bank's feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The next person must know.
    #[error("write what was done about the payments that did not agree")]
    NoNote,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoNote => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoNote => vec!["note".to_owned()],
        }
    }
}
