use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a survey.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A text is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// A last day that cannot be meant.
    #[error("a survey closes between {first} and {last}, not on {day}; name a day between them")]
    ClosingDay {
        /// The day.
        day: NaiveDate,
        /// The first day that can be.
        first: NaiveDate,
        /// The last day that can be.
        last: NaiveDate,
    },
    /// Days of reminders that cannot be meant.
    #[error("remind at most {0} times, each from 1 to {1} days before the last day, each day once")]
    ReminderDays(usize, u32),
    /// A threshold that protects nobody, or hides everything.
    #[error("the fewest answers that are shown are {0} to {1}; choose a number between them")]
    Fewest(u32, u32),
    /// A question of a kind that a survey does not count.
    #[error(
        "the question \"{0}\" asks for neither a choice, a text nor a number; a survey asks only for these"
    )]
    Kind(String),
    /// A question that not everybody is asked.
    #[error(
        "\"{0}\" is asked only under a condition; a survey asks everybody the same, so that n means the same \
         for every question"
    )]
    Conditional(String),
    /// A section for each partner.
    #[error(
        "the section \"{0}\" is asked of each partner; a survey has one person who answers: ask the lead"
    )]
    EachPartner(String),
    /// Nobody is invited.
    #[error("nobody is invited yet; invite somebody first")]
    NobodyInvited,
    /// Its last day has ended.
    #[error("the last day of the survey was {0}; nobody can answer any more")]
    TimeIsOver(NaiveDate),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) | Self::NobodyInvited => RefusalCode::Incomplete,
            Self::TooLong(..)
            | Self::ClosingDay { .. }
            | Self::ReminderDays(..)
            | Self::Fewest(..)
            | Self::Kind(_)
            | Self::Conditional(_)
            | Self::EachPartner(_) => RefusalCode::InvalidInput,
            Self::TimeIsOver(_) => RefusalCode::Deadline,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Missing(field) | Self::TooLong(field, _) => field,
            Self::ClosingDay { .. } => "closesOn",
            Self::ReminderDays(..) => "reminderDays",
            Self::Fewest(..) => "fewestAnswers",
            Self::Kind(_) | Self::Conditional(_) | Self::EachPartner(_) => "questions",
            Self::NobodyInvited | Self::TimeIsOver(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
