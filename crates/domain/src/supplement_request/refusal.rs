use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done with a supplement request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nothing is asked.
    #[error("nothing is asked; write at least one question")]
    NoQuestions,
    /// Too much is asked at once.
    #[error("more than {0} questions; put what belongs together into one")]
    TooManyQuestions(usize),
    /// A question without words.
    #[error("question {} is empty; write what the lead municipality is to answer", .place + 1)]
    EmptyQuestion {
        /// Its place in the input, from 0.
        place: usize,
    },
    /// A question of pages.
    #[error("question {} is longer than {most} characters; divide it", .place + 1)]
    QuestionTooLong {
        /// Its place in the input, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// The day has passed or ends today.
    #[error("{0} is not in the future; give the lead municipality a day after today to answer")]
    InThePast(NaiveDate),
    /// The day is beyond what can be planned.
    #[error("{0} is too far away; choose a day within the next ten years")]
    TooFar(NaiveDate),
    /// Not every question is answered, or something else is.
    #[error(
        "there are {questions} questions and {answers} answers; answer each question once, in their order"
    )]
    AnswersMissing {
        /// How many questions there are.
        questions: usize,
        /// How many answers came.
        answers: usize,
    },
    /// An answer without words.
    #[error("the answer to question {} is empty; write it, also where a file shows it", .place + 1)]
    EmptyAnswer {
        /// Its place in the input, from 0.
        place: usize,
    },
    /// An answer that is a book.
    #[error("the answer to question {} is longer than {most} characters; put the rest into a file", .place + 1)]
    AnswerTooLong {
        /// Its place in the input, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Too many files, or the same one twice.
    #[error("at most {most} files belong to the answer to question {}, each named once", .place + 1)]
    Files {
        /// The place of the answer in the input, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Whoever answered does not judge the answer.
    #[error("you answered this request; another person must judge the answer")]
    AnsweredBySamePerson,
    /// Another request has taken its place.
    #[error("request {0} asks further about this answer; go on with that one")]
    AskedFurther(i32),
    /// Who extended it does not give it up.
    #[error("you extended the deadline of this request; another person must withdraw it")]
    ExtendedBySamePerson,
    /// No reason was given.
    #[error("write why the request is withdrawn; it stays on record")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoQuestions
            | Self::EmptyQuestion { .. }
            | Self::AnswersMissing { .. }
            | Self::EmptyAnswer { .. }
            | Self::NoReason => RefusalCode::Incomplete,
            Self::TooManyQuestions(_)
            | Self::QuestionTooLong { .. }
            | Self::InThePast(_)
            | Self::TooFar(_)
            | Self::AnswerTooLong { .. }
            | Self::Files { .. } => RefusalCode::InvalidInput,
            Self::AnsweredBySamePerson | Self::ExtendedBySamePerson => RefusalCode::SamePerson,
            Self::AskedFurther(_) => RefusalCode::Duplicate,
        }
    }

    fn path(&self) -> Vec<String> {
        let at = |list: &str, place: &usize, field: &str| {
            vec![list.to_owned(), place.to_string(), field.to_owned()]
        };
        match self {
            Self::NoQuestions | Self::TooManyQuestions(_) => vec!["questions".to_owned()],
            Self::EmptyQuestion { place } | Self::QuestionTooLong { place, .. } => {
                at("questions", place, "text")
            }
            Self::InThePast(_) | Self::TooFar(_) => vec!["respondBy".to_owned()],
            Self::AnswersMissing { .. } => vec!["answers".to_owned()],
            Self::EmptyAnswer { place } | Self::AnswerTooLong { place, .. } => at("answers", place, "text"),
            Self::Files { place, .. } => at("answers", place, "fileIds"),
            Self::NoReason => vec!["reason".to_owned()],
            Self::AnsweredBySamePerson | Self::AskedFurther(_) | Self::ExtendedBySamePerson => Vec::new(),
        }
    }
}
