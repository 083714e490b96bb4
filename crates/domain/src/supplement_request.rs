//! A supplement request (*täydennyspyyntö*, *begäran om komplettering*): what the officer asks the lead
//! municipality about a claim that is being checked, to be answered by a date.
//!
//! The date is that of the obligation which each request makes, so that there is one date: an extension of the
//! obligation is an extension of the request, and the reminder ladder chases the answer.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{Facts, SupplementRequestMachine};

use chrono::{Days, NaiveDate};

use crate::{
    ids::{ClaimId, CostLineId, FileId, ObligationId, ProjectId, SupplementRequestId},
    workflow::Stamp,
};

/// One question, and the lead municipality's answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// The cost line of the claim that it is about, where it is about one.
    pub line: Option<CostLineId>,
    /// The code of the cost category that it is about, where it is about one.
    pub category: Option<String>,
    /// What was answered; nothing until the request is.
    pub answer: Option<String>,
    /// Files of the lead municipality that belong to the answer.
    pub files: Vec<FileId>,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionAnswer {
    /// In words.
    pub text: String,
    /// Files of the lead municipality that belong to it.
    pub files: Vec<FileId>,
}

/// A supplement request with its questions and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRequest {
    /// Its identifier.
    pub id: SupplementRequestId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// The claim that it asks about.
    pub claim: ClaimId,
    /// Its place among the requests about the claim, from 1.
    pub number: i32,
    /// What makes the answer due, and holds the date.
    pub obligation: ObligationId,
    /// The answered request that it asks further about, where it does.
    pub follows: Option<SupplementRequestId>,
    /// Who asked, and when.
    pub asked: Stamp,
    /// The questions, in the order in which they were asked.
    pub questions: Vec<Question>,
    /// Where it stands.
    pub state: State,
}

/// A question is a paragraph or two; more belongs into several.
const LONGEST_QUESTION: usize = 4_000;
const MOST_QUESTIONS: usize = 50;
/// An answer is a text of a few pages; more belongs into a file.
const LONGEST_ANSWER: usize = 20_000;
const MOST_FILES: usize = 20;
/// A deadline beyond ten years is a slip of the keyboard.
const FARTHEST: Days = Days::new(3660);

impl SupplementRequest {
    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }

    /// Whether questions can be asked, to be answered until a day; `today` is the day in Helsinki.
    ///
    /// # Errors
    /// Refused without a question, for more than 50, for an empty one or one of more than 4 000 characters, for a
    /// day that is not in the future, and for one more than ten years away.
    pub fn check_asked(questions: &[Question], respond_by: NaiveDate, today: NaiveDate) -> Result<(), Why> {
        if questions.is_empty() {
            return Err(Why::NoQuestions);
        }
        if questions.len() > MOST_QUESTIONS {
            return Err(Why::TooManyQuestions(MOST_QUESTIONS));
        }
        for (place, question) in questions.iter().enumerate() {
            if question.text.trim().is_empty() {
                return Err(Why::EmptyQuestion { place });
            }
            if question.text.chars().count() > LONGEST_QUESTION {
                return Err(Why::QuestionTooLong {
                    place,
                    most: LONGEST_QUESTION,
                });
            }
        }
        if respond_by <= today {
            return Err(Why::InThePast(respond_by));
        }
        if today
            .checked_add_days(FARTHEST)
            .is_none_or(|farthest| respond_by > farthest)
        {
            return Err(Why::TooFar(respond_by));
        }
        Ok(())
    }

    /// Whether these answers answer it: one for each question, in their order.
    ///
    /// # Errors
    /// Refused when there are more or fewer answers than questions, for an empty answer or one of more than
    /// 20 000 characters, and for more than 20 files to one question or the same file twice.
    pub fn check_answers(&self, answers: &[QuestionAnswer]) -> Result<(), Why> {
        if answers.len() != self.questions.len() {
            return Err(Why::AnswersMissing {
                questions: self.questions.len(),
                answers: answers.len(),
            });
        }
        for (place, answer) in answers.iter().enumerate() {
            if answer.text.trim().is_empty() {
                return Err(Why::EmptyAnswer { place });
            }
            if answer.text.chars().count() > LONGEST_ANSWER {
                return Err(Why::AnswerTooLong {
                    place,
                    most: LONGEST_ANSWER,
                });
            }
            let mut distinct = answer.files.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if answer.files.len() > MOST_FILES || distinct.len() < answer.files.len() {
                return Err(Why::Files {
                    place,
                    most: MOST_FILES,
                });
            }
        }
        Ok(())
    }

    /// The request with its answers in place, trimmed; they have been checked.
    #[must_use]
    pub fn answered(mut self, answers: Vec<QuestionAnswer>) -> Self {
        for (question, answer) in self.questions.iter_mut().zip(answers) {
            question.answer = Some(answer.text.trim().to_owned());
            question.files = answer.files;
        }
        self
    }
}

/// A request about a claim that stands in the way of its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its place among the requests about the claim.
    pub number: i32,
    /// The last day to answer.
    pub due: NaiveDate,
    /// Whether it has been answered, so that the officer has to accept the answer or to ask again.
    pub answered: bool,
}
