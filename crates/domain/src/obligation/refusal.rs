use chrono::NaiveDate;

use crate::{
    schedule::ObligationKind,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to an obligation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its first day has not come.
    #[error("it opens on {0}; until then there is nothing to hand in")]
    TooEarly(NaiveDate),
    /// Its day has not ended.
    #[error("it is in time until the end of {0}")]
    InTime(NaiveDate),
    /// The person who extended it may not waive it.
    #[error("you extended this obligation; another person must waive it")]
    ExtendedBySamePerson,
    /// It was extended by nobody knows whom, so two persons cannot be told apart.
    #[error(
        "it is not recorded who extended this obligation, so it cannot be checked that another person waives \
         it; let an officer extend it anew first"
    )]
    NobodyExtended,
    /// The new date is not later than the one in force.
    #[error("the deadline is {due} already; an extension moves it to a later day than that")]
    NotLater {
        /// The last day now.
        due: NaiveDate,
    },
    /// The new date has passed or ends today.
    #[error("{0} is not in the future; choose a day after today")]
    InThePast(NaiveDate),
    /// The new date is beyond what can be planned.
    #[error("{0} is too far away; choose a day within the next ten years")]
    TooFar(NaiveDate),
    /// No reason was given.
    #[error("the reason is missing; write why, for it stays on record")]
    NoReason,
    /// Nothing says what must be mended.
    #[error("nothing says what must be mended; write at least one reason")]
    NoReasons,
    /// A form of its own settles it.
    #[error("a {} of its own settles this obligation; hand that in", words(*.0))]
    OwnReport(ObligationKind),
    /// The statement is empty.
    #[error("the statement is empty; write what was done and what came of it")]
    NoStatement,
    /// The statement is a book.
    #[error("the statement is longer than {0} characters; put the rest into a file")]
    StatementTooLong(usize),
    /// Too many files.
    #[error("more than {0} files; put what belongs together into one")]
    TooManyFiles(usize),
    /// The same file twice.
    #[error("a file is named twice; name each once")]
    FileTwice,
    /// Whoever handed it in may not judge it.
    #[error("you handed this in; another person must answer it")]
    SubmittedBySamePerson,
}

fn words(kind: ObligationKind) -> String {
    kind.to_string().replace('_', " ")
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::TooEarly(_) | Self::InTime(_) => RefusalCode::Deadline,
            Self::ExtendedBySamePerson | Self::SubmittedBySamePerson => RefusalCode::SamePerson,
            Self::NobodyExtended => RefusalCode::CannotCheck,
            Self::NotLater { .. }
            | Self::InThePast(_)
            | Self::TooFar(_)
            | Self::OwnReport(_)
            | Self::StatementTooLong(_)
            | Self::TooManyFiles(_)
            | Self::FileTwice => RefusalCode::InvalidInput,
            Self::NoReason | Self::NoReasons | Self::NoStatement => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NotLater { .. } | Self::InThePast(_) | Self::TooFar(_) => "newDate",
            Self::NoReason => "reason",
            Self::NoReasons => "questions",
            Self::OwnReport(_) => "id",
            Self::NoStatement | Self::StatementTooLong(_) => "statement",
            Self::TooManyFiles(_) | Self::FileTwice => "fileIds",
            Self::TooEarly(_)
            | Self::InTime(_)
            | Self::ExtendedBySamePerson
            | Self::NobodyExtended
            | Self::SubmittedBySamePerson => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
