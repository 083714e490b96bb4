use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_app::portfolio_reports::NewRisk;
use talkoot_domain::portfolio_report::{About, Assessment, Content, Explanation, Light};

use crate::node::{self, Kind};

/// A traffic light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Light")]
pub(crate) enum TrafficLight {
    /// As planned.
    Green,
    /// Deviates; the project mends it itself.
    Yellow,
    /// Deviates so that somebody else must decide.
    Red,
}

/// One traffic light with its reason.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AssessmentInput {
    /// The light; it may wait while the report is a draft.
    light: Option<TrafficLight>,
    /// Why; required before approval unless the light is green.
    reason: Option<String>,
}

/// What a portfolio report says.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PortfolioReportContent {
    /// Whether it goes by the timetable.
    timetable: Option<AssessmentInput>,
    /// Whether it stays within the budget.
    cost: Option<AssessmentInput>,
    /// Whether everything planned is done.
    scope: Option<AssessmentInput>,
    /// How threatening the risks are.
    risk: Option<AssessmentInput>,
    /// Whether every municipality has an owner who drives it.
    ownership: Option<AssessmentInput>,
    /// The state of the project in a few sentences.
    summary: Option<String>,
    /// What deviates from the plan.
    deviations: Option<String>,
    /// Why single municipalities, sub-areas and milestones deviate; `mustExplain` says which have to be explained.
    explanations: Option<Vec<ExplanationInput>>,
}

/// Why something deviates from the plan.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ExplanationInput {
    /// The municipality, the sub-area or the milestone.
    about_id: ID,
    /// Why it deviates.
    text: String,
}

/// A note about a risk, to be appended.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RiskNoteInput {
    /// The risk of the register that it is about. Left out it is one of the same topic that is not closed, else a new one.
    risk_id: Option<ID>,
    /// What it is about, in a few words.
    topic: String,
    /// What may happen, and what is done about it.
    text: String,
    /// How probable, 1 (hardly) to 5 (almost certain).
    probability: i64,
    /// How bad, 1 (hardly felt) to 5 (the project fails).
    effect: i64,
}

fn assessment(input: Option<AssessmentInput>) -> Assessment {
    input.map_or_else(Assessment::default, |input| Assessment {
        light: input.light.map(Into::into),
        reason: input.reason.unwrap_or_default(),
    })
}

impl TryFrom<PortfolioReportContent> for Content {
    type Error = async_graphql::Error;

    fn try_from(input: PortfolioReportContent) -> async_graphql::Result<Self> {
        let explanations = input.explanations.unwrap_or_default().into_iter();
        Ok(Self {
            explanations: explanations.map(explanation).collect::<Result<_, _>>()?,
            timetable: assessment(input.timetable),
            cost: assessment(input.cost),
            scope: assessment(input.scope),
            risk: assessment(input.risk),
            ownership: assessment(input.ownership),
            summary: input.summary.unwrap_or_default(),
            deviations: input.deviations.unwrap_or_default(),
        })
    }
}

/// What an id names that can be explained.
fn explanation(input: ExplanationInput) -> async_graphql::Result<Explanation> {
    let about = match node::read(&input.about_id) {
        Some((Kind::SubArea, key)) => About::SubArea(key.into()),
        Some((Kind::Milestone, key)) => About::Milestone(key.into()),
        _ => About::Municipality(node::key(Kind::Organisation, &input.about_id)?),
    };
    Ok(Explanation {
        about,
        text: input.text,
    })
}

impl TryFrom<RiskNoteInput> for NewRisk {
    type Error = async_graphql::Error;

    fn try_from(input: RiskNoteInput) -> async_graphql::Result<Self> {
        let risk = input.risk_id.map(|id| node::key(Kind::Risk, &id));
        Ok(Self {
            risk: risk.transpose()?,
            topic: input.topic,
            text: input.text,
            probability: input.probability,
            effect: input.effect,
        })
    }
}

/// A new report.
#[derive(Debug, InputObject)]
pub(crate) struct StartPortfolioReportInput {
    /// The obligation that it settles.
    pub(crate) obligation_id: ID,
    /// Chosen by you, new for each report that you want to start.
    pub(crate) idempotency_key: String,
}

/// New content for a report.
#[derive(Debug, InputObject)]
pub(crate) struct UpdatePortfolioReportInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// What it shall say from now on; what is left out is empty.
    pub(crate) content: PortfolioReportContent,
    /// Notes about risks to append; those that stand already stay.
    pub(crate) new_risks: Option<Vec<RiskNoteInput>>,
}

/// The steering group's approval of a report.
#[derive(Debug, InputObject)]
pub(crate) struct ApprovePortfolioReportBySteeringInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that the steering group has seen.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each approval that you want to record.
    pub(crate) idempotency_key: String,
    /// Who was present, by name.
    pub(crate) members: Vec<String>,
    /// The day of the meeting.
    pub(crate) held_on: NaiveDate,
    /// Whether nobody was against it.
    pub(crate) unanimous: bool,
    /// The meeting on record in which it was: one of the project that was held on that day.
    pub(crate) meeting_id: Option<ID>,
}

/// A report to be given back.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnPortfolioReportInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each time that you give it back.
    pub(crate) idempotency_key: String,
    /// What the project must answer.
    pub(crate) questions: Vec<String>,
}

/// A step in the life of a report that needs nothing but the report itself.
#[derive(Debug, InputObject)]
pub(crate) struct PortfolioReportStepInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}
