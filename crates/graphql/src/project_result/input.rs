use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::project_result;

/// A theme of the results bank; the first list of themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "project_result::Theme", name = "ResultTheme")]
pub(crate) enum ResultTheme {
    /// Customer-oriented services.
    CustomerServices,
    /// Education.
    Education,
    /// Participation.
    Participation,
    /// Management, interaction and administration.
    Management,
}

/// Who may use a result again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "project_result::ReusableBy", name = "ReusableBy")]
pub(crate) enum ReusableBy {
    /// Anybody.
    Anybody,
    /// Municipalities and other public bodies.
    PublicSector,
    /// Municipalities.
    Municipalities,
}

/// A class of municipalities by the number of their inhabitants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "project_result::SizeClass", name = "MunicipalitySizeClass")]
pub(crate) enum MunicipalitySizeClass {
    /// At most 2 000.
    #[graphql(name = "UP_TO_2000")]
    UpTo2000,
    /// 2 001 to 5 000.
    #[graphql(name = "UP_TO_5000")]
    UpTo5000,
    /// 5 001 to 10 000.
    #[graphql(name = "UP_TO_10000")]
    UpTo10000,
    /// 10 001 to 20 000.
    #[graphql(name = "UP_TO_20000")]
    UpTo20000,
    /// 20 001 to 40 000.
    #[graphql(name = "UP_TO_40000")]
    UpTo40000,
    /// 40 001 to 100 000.
    #[graphql(name = "UP_TO_100000")]
    UpTo100000,
    /// More than 100 000.
    #[graphql(name = "OVER_100000")]
    Over100000,
}

/// A municipality that took part in a result, with its size as you state it: the engine has no register of inhabitants.
#[derive(Debug, InputObject)]
pub(crate) struct ResultPartyInput {
    /// The municipality, one of the project's.
    pub(super) municipality_id: ID,
    /// How many inhabitants it had.
    pub(super) inhabitants: i32,
    /// On which day they were counted.
    pub(super) counted_on: NaiveDate,
    /// Who counted, for example the table of Statistics Finland.
    pub(super) source: String,
}

/// What a result shall say. Everything of it becomes public when it is approved.
#[derive(Debug, InputObject)]
pub(crate) struct ProjectResultContent {
    /// What it is, in a few words.
    pub(super) title: String,
    /// What was tried.
    #[graphql(default)]
    pub(super) tried: String,
    /// What worked.
    #[graphql(default)]
    pub(super) worked: String,
    /// What did not work.
    #[graphql(default)]
    pub(super) not_worked: String,
    /// The theme that it is filed under.
    pub(super) theme: ResultTheme,
    /// The sub-area from which it came, which gives it the topic of the call; the whole project unless told.
    pub(super) sub_area_id: Option<ID>,
    /// Who may use it again.
    pub(super) reusable_by: ReusableBy,
    /// Under which licence, for example `CC BY 4.0`.
    #[graphql(default)]
    pub(super) licence: String,
    /// On which further terms; none when empty.
    #[graphql(default)]
    pub(super) terms: String,
    /// Whom to ask, as it may be published.
    #[graphql(default)]
    pub(super) contact: String,
    /// Addresses of pages with more, each beginning with https://, at most 20.
    #[graphql(default)]
    pub(super) links: Vec<String>,
    /// The municipalities that took part.
    #[graphql(default)]
    pub(super) parties: Vec<ResultPartyInput>,
}

/// What is looked for in the results bank; what is left out is not looked at.
#[derive(Debug, InputObject)]
pub(crate) struct PublicResultFilter {
    /// Words, at most ten: all of them stand in the title, in what was tried, or in what worked and did not.
    pub(super) search: Option<String>,
    /// The theme.
    pub(super) theme: Option<ResultTheme>,
    /// The topic of a call, by its short name.
    pub(super) topic: Option<String>,
    /// A municipality of this size took part.
    pub(super) size_class: Option<MunicipalitySizeClass>,
}

/// A result to be written.
#[derive(Debug, InputObject)]
pub(crate) struct CreateProjectResultInput {
    /// The project.
    pub(super) project_id: ID,
    /// What it says.
    pub(super) content: ProjectResultContent,
    /// Chosen by you, new for each result.
    pub(super) idempotency_key: String,
}

/// A result to be written anew.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateProjectResultInput {
    /// The result.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// What it says from now on.
    pub(super) content: ProjectResultContent,
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
}

/// A step in the life of a result that needs nothing but the result itself.
#[derive(Debug, InputObject)]
pub(crate) struct ProjectResultStepInput {
    /// The result.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(super) idempotency_key: String,
}

/// A result that is given back.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnProjectResultInput {
    /// The result.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// What the project must answer.
    pub(super) questions: Vec<String>,
    /// Chosen by you, new for each time.
    pub(super) idempotency_key: String,
}

/// A result that is taken out of the bank.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawProjectResultInput {
    /// The result.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Why; it stays readable.
    pub(super) reason: String,
    /// Chosen by you, new for each time.
    pub(super) idempotency_key: String,
}

/// That your municipality took a result into use.
#[derive(Debug, InputObject)]
pub(crate) struct RecordResultReuseInput {
    /// The result.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Your municipality.
    pub(super) municipality_id: ID,
    /// Since which day it is in use.
    pub(super) used_since: NaiveDate,
    /// Chosen by you, new for each result.
    pub(super) idempotency_key: String,
}
