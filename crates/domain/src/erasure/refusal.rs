use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done about what a project leaves behind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Kept for no time, or for ever.
    #[error("{0} years are none that can be kept; say 1 to 100")]
    Years(i32),
    /// A hold without a reason.
    #[error("\"hold\" is empty; say why nothing may be removed, or leave it out")]
    EmptyHold,
    /// Too many words.
    #[error("\"hold\" is longer than {0} characters; shorten it")]
    LongHold(usize),
    /// The project goes on.
    #[error("the project is not closed; what it leaves behind is kept until some years after that")]
    NotClosed,
    /// It is too early.
    #[error("everything is kept until {0}; propose it after that day")]
    TooEarly(NaiveDate),
    /// Somebody said that nothing may be removed.
    #[error("nothing may be removed for now: {0}; whoever set the hold lifts it with setRetention")]
    OnHold(String),
    /// Money or a decision is still in dispute.
    #[error("{0}; nothing is removed while that is open")]
    Open(&'static str),
    /// Something was changed past the engine, which removing it would hide.
    #[error(
        "entry {0} of the log and what is stored do not agree; find out why with `talkoot doctor` before anything is removed"
    )]
    Tampered(i64),
    /// It takes two.
    #[error("you proposed this erasure; another person must confirm it")]
    ProposedBySamePerson,
    /// One at a time.
    #[error("an erasure is proposed already; confirm or withdraw it")]
    ProposedAlready,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Years(_) | Self::LongHold(_) => RefusalCode::InvalidInput,
            Self::EmptyHold => RefusalCode::Incomplete,
            Self::NotClosed | Self::OnHold(_) | Self::Open(_) => RefusalCode::WrongState,
            Self::TooEarly(_) => RefusalCode::Deadline,
            Self::Tampered(_) => RefusalCode::CannotCheck,
            Self::ProposedBySamePerson => RefusalCode::SamePerson,
            Self::ProposedAlready => RefusalCode::Duplicate,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::Years(_) => vec!["years".to_owned()],
            Self::EmptyHold | Self::LongHold(_) => vec!["hold".to_owned()],
            Self::NotClosed
            | Self::TooEarly(_)
            | Self::OnHold(_)
            | Self::Open(_)
            | Self::Tampered(_)
            | Self::ProposedBySamePerson
            | Self::ProposedAlready => Vec::new(),
        }
    }
}
