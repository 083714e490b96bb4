use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::indicator;

/// A theme of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "indicator::Theme")]
pub(crate) enum ImpactTheme {
    /// Customer-oriented services.
    Services,
    /// Education.
    Education,
    /// Participation.
    Participation,
    /// Management, interaction and administration.
    Management,
}

/// How far from the project an effect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "indicator::Level")]
pub(crate) enum ImpactLevel {
    /// What is done.
    Measures,
    /// What comes of it directly.
    Results,
    /// What follows from the results.
    Indirect,
    /// What it means for the municipality and society.
    Wider,
}

/// When a value of an indicator is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "indicator::Phase")]
pub(crate) enum ImpactPhase {
    /// Before the project.
    Baseline,
    /// As it is foreseen.
    Forecast,
    /// At the end of the project.
    Measured,
    /// About a year after the project.
    FollowUp,
}

/// An indicator to be added.
#[derive(Debug, InputObject)]
pub(crate) struct AddIndicatorInput {
    /// The project.
    pub(super) project_id: ID,
    /// The theme.
    pub(super) theme: ImpactTheme,
    /// The level.
    pub(super) level: ImpactLevel,
    /// What is measured.
    pub(super) name: String,
    /// In what.
    pub(super) unit: String,
    /// What the effect follows from: an indicator of the same project on a level nearer to the measures.
    pub(super) follows_from_id: Option<ID>,
    /// Chosen by you, new for each indicator.
    pub(super) idempotency_key: String,
}

/// A value of an indicator to be recorded.
#[derive(Debug, InputObject)]
pub(crate) struct RecordIndicatorValueInput {
    /// The indicator.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// The phase: in order, or a better value of the last one.
    pub(super) phase: ImpactPhase,
    /// The exact number as a text, with at most six decimals.
    pub(super) value: String,
    /// The day that it is of: for a forecast the day for which it is foreseen, for a follow-up one after the project.
    pub(super) measured_on: NaiveDate,
    /// Where the value is from.
    pub(super) source: String,
    /// What is to be known about it; for a measured value of the levels `INDIRECT` and `WIDER`, why it is due to the
    /// project.
    pub(super) note: Option<String>,
    /// Chosen by you, new for each value.
    pub(super) idempotency_key: String,
}

/// An indicator to be given up.
#[derive(Debug, InputObject)]
pub(crate) struct DropIndicatorInput {
    /// The indicator.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Why; it stays readable.
    pub(super) reason: String,
    /// Chosen by you, new for each indicator that you give up.
    pub(super) idempotency_key: String,
}
