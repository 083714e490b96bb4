use super::OpenQuestion;
use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a final report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A question is open.
    #[error("the question {} is open: \"{}\"; answer it first", .0.field, .0.question)]
    Open(OpenQuestion),
    /// Nothing is asked.
    #[error("no question is asked; write what the project must answer, and about which section")]
    NoQuestions,
    /// A section that is none.
    #[error("the report has no section \"{1}\"; name one of its sections by its code")]
    NoSection(usize, String),
    /// Whoever handed it in may not judge it.
    #[error("you handed this in; another person must answer it")]
    SubmittedBySamePerson,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Open(_) | Self::NoQuestions => RefusalCode::Incomplete,
            Self::NoSection(..) => RefusalCode::InvalidInput,
            Self::SubmittedBySamePerson => RefusalCode::SamePerson,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::Open(open) => vec!["answers".to_owned(), open.field.clone()],
            Self::NoQuestions => vec!["questions".to_owned()],
            Self::NoSection(place, _) => {
                vec!["questions".to_owned(), place.to_string(), "section".to_owned()]
            }
            Self::SubmittedBySamePerson => Vec::new(),
        }
    }
}
