//! Surveys: to people who may have no sign-in.

use super::Project;
use chrono::NaiveDate;

/// Somebody is asked to answer a survey (*kysely*), for the first time or once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyAsked {
    /// The call or the project that the survey is about.
    pub project: Project,
    /// Whether that is a call.
    pub of_call: bool,
    /// The survey, by its title.
    pub survey: String,
    /// Who asks.
    pub asker: String,
    /// The last day to answer, in Finland.
    pub closes: NaiveDate,
    /// The page under the recipient's own secret link.
    pub url: String,
}
