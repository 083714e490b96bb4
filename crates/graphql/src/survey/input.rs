use async_graphql::{ID, InputObject, Json};
use chrono::NaiveDate;
use serde_json::Value;

use crate::administration::Language;

/// What a survey shall say.
#[derive(Debug, InputObject)]
pub(crate) struct SurveyContent {
    /// What it is called.
    pub(super) title: String,
    /// The language of its mails.
    pub(super) language: Language,
    /// The questions: a form definition of choices, texts and numbers, the same of everybody.
    pub(super) questions: Json<Value>,
    /// The last day to answer; it ends at 24:00 in Helsinki.
    pub(super) closes_on: NaiveDate,
    /// So many days before the last day those who have not answered are reminded; 7 and 2 unless told, none when empty.
    pub(super) reminder_days: Option<Vec<i32>>,
    /// A question with fewer answers shows only how many it has: 3 to 100, 5 unless told.
    pub(super) fewest_answers: Option<i32>,
}

/// A survey to be made, of a call or of a project.
#[derive(Debug, InputObject)]
pub(crate) struct CreateSurveyInput {
    /// The call that it is about; leave it out for a survey of a project.
    pub(super) call_id: Option<ID>,
    /// The project that it is about; leave it out for a survey of a call.
    pub(super) project_id: Option<ID>,
    /// What it says.
    pub(super) content: SurveyContent,
    /// Chosen by you, new for each survey.
    pub(super) idempotency_key: String,
}

/// A survey to be written anew.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateSurveyInput {
    /// The survey.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// What it says from now on.
    pub(super) content: SurveyContent,
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
}

/// People to be invited to a survey.
#[derive(Debug, InputObject)]
pub(crate) struct InviteToSurveyInput {
    /// The survey.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Their e-mail addresses, at most 5000 at once; who is invited already is passed over.
    pub(super) addresses: Vec<String>,
    /// Chosen by you, new for each list.
    pub(super) idempotency_key: String,
}

/// A step in the life of a survey that needs nothing but the survey itself.
#[derive(Debug, InputObject)]
pub(crate) struct SurveyStepInput {
    /// The survey.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(super) idempotency_key: String,
}

/// What somebody answers who came by a link. It needs no key: the same answers again change nothing.
#[derive(InputObject)]
pub(crate) struct AnswerSurveyInput {
    /// The secret at the end of the link in the mail.
    pub(super) secret: String,
    /// An object with a field per question, under the code of the question: the code of an option, a list of codes, a
    /// text, or a number as a text. What is left out is not answered.
    pub(super) answers: Json<Value>,
}
