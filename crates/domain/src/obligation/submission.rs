use chrono::NaiveDate;

use super::{Obligation, State, Why};
use crate::{
    ids::{FileId, ObligationId, PersonId, SubmissionId},
    workflow::Stamp,
};

/// That the authority gave a submission back with questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What the project must answer, in the authority's words.
    pub questions: Vec<String>,
    /// Who asked, and when.
    pub returned: Stamp,
}

/// What was handed in for an obligation without a form of its own (interim, final and follow-up
/// reports): a written statement and files. It is never edited; what comes back is handed in anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its identifier.
    pub id: SubmissionId,
    /// The obligation.
    pub obligation: ObligationId,
    /// Its place among the submissions of the obligation, from 1.
    pub number: i32,
    /// The statement.
    pub statement: String,
    /// The files, in the order in which they were named.
    pub files: Vec<FileId>,
    /// Who handed it in, and when.
    pub submitted: Stamp,
    /// What was asked, if it came back.
    pub answered: Option<Answered>,
}

/// A statement is a text of a few pages; more belongs into a file.
const LONGEST_STATEMENT: usize = 20_000;
const MOST_FILES: usize = 20;

impl Submission {
    /// Whether a statement and files can be handed in for an obligation.
    ///
    /// # Errors
    /// Refused for what has a report of its own, before the obligation opens, without a statement, for a
    /// statement of more than 20 000 characters, and for more than 20 files or the same one twice.
    pub fn check(
        obligation: &Obligation,
        today: NaiveDate,
        statement: &str,
        files: &[FileId],
    ) -> Result<(), Why> {
        Self::check_kind(obligation, today)?;
        if statement.trim().is_empty() {
            return Err(Why::NoStatement);
        }
        if statement.chars().count() > LONGEST_STATEMENT {
            return Err(Why::StatementTooLong(LONGEST_STATEMENT));
        }
        if files.len() > MOST_FILES {
            return Err(Why::TooManyFiles(MOST_FILES));
        }
        let mut distinct = files.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < files.len() {
            return Err(Why::FileTwice);
        }
        Ok(())
    }

    /// Whether the obligation is handed in as a statement at all, on a Helsinki date.
    ///
    /// # Errors
    /// Refused for what has a report of its own, and before the obligation opens.
    pub fn check_kind(obligation: &Obligation, today: NaiveDate) -> Result<(), Why> {
        if obligation.kind.has_own_report() {
            return Err(Why::OwnReport(obligation.kind));
        }
        obligation.check_begun(today)
    }

    /// Whether this person may answer what was handed in; nobody judges their own statement.
    ///
    /// # Errors
    /// Refused for what has a report of its own, and to whoever handed it in.
    pub fn check_reader(obligation: &Obligation, by: PersonId) -> Result<(), Why> {
        if obligation.kind.has_own_report() {
            return Err(Why::OwnReport(obligation.kind));
        }
        match &obligation.state {
            State::Submitted { submitted } | State::Accepted { submitted, .. } if submitted.by == by => {
                Err(Why::SubmittedBySamePerson)
            }
            State::Scheduled
            | State::Open { .. }
            | State::Overdue { .. }
            | State::Submitted { .. }
            | State::Accepted { .. }
            | State::Waived { .. } => Ok(()),
        }
    }
}
