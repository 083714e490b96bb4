use chrono::{DateTime, Utc};

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a meeting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Something is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// A list is too long.
    #[error("\"{0}\" has more than {1} entries; leave some out")]
    TooMany(&'static str, usize),
    /// A time that cannot be meant.
    #[error("a meeting at {0} is more than two years away; correct the time")]
    Time(DateTime<Utc>),
    /// A length that cannot be meant.
    #[error("a meeting lasts between 1 and {0} minutes; correct the length")]
    Minutes(u32),
    /// A member who is nobody of the project, or stands twice.
    #[error("this person holds no role in the project, or stands here twice; name others as guests")]
    NoMember(usize),
    /// A name that is none.
    #[error("this is no name; write one of at most 300 characters")]
    NoName(&'static str, usize),
    /// A point without a title.
    #[error("this point of the agenda has no title of at most 300 characters; write one")]
    NoTitle(usize),
    /// A unanimous decision has nobody who was against it.
    #[error("a unanimous decision has no dissent; leave it out, or say that it was not unanimous")]
    UnanimousWithDissent,
    /// It has not begun.
    #[error("the meeting begins at {0}; record it when it is held")]
    NotBegun(DateTime<Utc>),
    /// Whoever wrote the minutes approves them.
    #[error("you wrote these minutes; another person must approve them")]
    SamePerson,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) => RefusalCode::Incomplete,
            Self::TooLong(..)
            | Self::TooMany(..)
            | Self::Time(_)
            | Self::Minutes(_)
            | Self::NoMember(_)
            | Self::NoName(..)
            | Self::NoTitle(_)
            | Self::UnanimousWithDissent => RefusalCode::InvalidInput,
            Self::NotBegun(_) => RefusalCode::Deadline,
            Self::SamePerson => RefusalCode::SamePerson,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::Missing(field) | Self::TooLong(field, _) | Self::TooMany(field, _) => {
                vec![(*field).to_owned()]
            }
            Self::Time(_) => vec!["startsAt".to_owned()],
            Self::Minutes(_) => vec!["minutes".to_owned()],
            Self::NoMember(place) => vec!["memberIds".to_owned(), place.to_string()],
            Self::NoName(field, place) => vec![(*field).to_owned(), place.to_string()],
            Self::NoTitle(place) => vec!["agenda".to_owned(), place.to_string(), "title".to_owned()],
            Self::UnanimousWithDissent => vec!["dissent".to_owned()],
            Self::NotBegun(_) | Self::SamePerson => Vec::new(),
        }
    }
}
