use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done with a ranking list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The call takes applications still.
    #[error("the call is not closed; a ranking is kept when no more applications can come")]
    CallNotClosed,
    /// Nothing to rank.
    #[error("no application to this call has been reviewed, so there is nothing to rank")]
    NothingReviewed,
    /// Reviews are missing.
    #[error("not reviewed by everybody assigned: {}; wait for the reviews, assign reviewers or take assignments back", .0.join(", "))]
    NotReviewed(Vec<String>),
    /// A new list after a decision without a word about it.
    #[error("a decision of this call has been made; say why there is a new ranking list")]
    NoReason,
    /// A reason that is a book.
    #[error("the reason is longer than {0} characters; shorten it")]
    LongReason(usize),
    /// The list stands already.
    #[error("list {0} says the same and stands; there is nothing to keep")]
    SameAsBefore(i32),
    /// A proposed list is open.
    #[error("list {0} is proposed and neither confirmed nor taken back; do that first")]
    Pending(i32),
    /// The one who proposed it confirms it.
    #[error("you proposed this ranking list; another person must confirm it")]
    SamePerson,
    /// Scores or budgets changed since.
    #[error("the ranking is another one since this list was proposed; take it back and propose a new one")]
    Outdated,
    /// Who has to do with an applicant ranks nobody.
    #[error(
        "you have a conflict of interest about an application to this call, so you neither read nor keep its ranking; \
         another person has to"
    )]
    Conflict,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::CallNotClosed | Self::Pending(_) | Self::Outdated => RefusalCode::WrongState,
            Self::NothingReviewed | Self::NotReviewed(_) | Self::NoReason => RefusalCode::Incomplete,
            Self::LongReason(_) => RefusalCode::InvalidInput,
            Self::SameAsBefore(_) => RefusalCode::Duplicate,
            Self::SamePerson => RefusalCode::SamePerson,
            Self::Conflict => RefusalCode::NotPermitted,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoReason | Self::LongReason(_) => vec!["reason".to_owned()],
            Self::CallNotClosed
            | Self::NothingReviewed
            | Self::NotReviewed(_)
            | Self::SameAsBefore(_)
            | Self::Pending(_)
            | Self::SamePerson
            | Self::Outdated
            | Self::Conflict => Vec::new(),
        }
    }
}
