use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// Who sees to a risk: either a person or a role.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RiskOwnerInput {
    /// The person.
    pub(crate) person_id: Option<ID>,
    /// Whoever has a part in the project, by its name, for example `the steering group`.
    pub(crate) role: Option<String>,
}

/// A risk to be put into the register.
#[derive(Debug, InputObject)]
pub(crate) struct RaiseRiskInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The sub-area; the whole project unless told.
    pub(crate) sub_area_id: Option<ID>,
    /// What it is about, in a few words: project workers, experts, timetable.
    pub(crate) topic: String,
    /// What may happen.
    pub(crate) note: String,
    /// The day on which it was seen; it has none unless told.
    pub(crate) observed_on: Option<NaiveDate>,
    /// Who sees to it.
    pub(crate) owner: RiskOwnerInput,
    /// How probable, 1 (hardly) to 5 (almost certain).
    pub(crate) probability: i64,
    /// How bad, 1 (hardly felt) to 5 (the project fails).
    pub(crate) effect: i64,
    /// What is done about it; nothing yet unless told.
    pub(crate) response: Option<String>,
    /// Chosen by you, new for each risk.
    pub(crate) idempotency_key: String,
}

/// What is said about a risk; it is appended to its history. What is left out stays as it was.
#[derive(Debug, InputObject)]
pub(crate) struct RiskChangeInput {
    /// The risk.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// What was seen or decided.
    pub(crate) note: String,
    /// The day on which it was seen; it has none unless told.
    pub(crate) observed_on: Option<NaiveDate>,
    /// Who sees to it from now on.
    pub(crate) owner: Option<RiskOwnerInput>,
    /// How probable from now on, 1 (hardly) to 5 (almost certain).
    pub(crate) probability: Option<i64>,
    /// How bad from now on, 1 (hardly felt) to 5 (the project fails).
    pub(crate) effect: Option<i64>,
    /// What is done about it from now on.
    pub(crate) response: Option<String>,
    /// Chosen by you, new for each change.
    pub(crate) idempotency_key: String,
}
