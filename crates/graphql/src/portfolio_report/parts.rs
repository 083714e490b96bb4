use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_domain::portfolio_report::{Aspect, Assessment, RiskNote};

use super::input::TrafficLight;
use crate::{context::loaders, organisation::PersonObject, outcome::not_found, risk::RiskObject};

/// One traffic light of a report.
#[derive(SimpleObject)]
#[graphql(name = "Assessment")]
pub(crate) struct AssessmentObject {
    /// What it is shown for: `timetable`, `cost`, `scope`, `risk` or `ownership`.
    aspect: &'static str,
    /// The light; absent while nobody has set it.
    light: Option<TrafficLight>,
    /// Why.
    reason: String,
}

impl AssessmentObject {
    pub(super) fn new(aspect: Aspect, assessment: &Assessment) -> Self {
        Self {
            aspect: aspect.into(),
            light: assessment.light.map(Into::into),
            reason: assessment.reason.clone(),
        }
    }
}

/// A note about a risk.
pub(crate) struct RiskNoteObject(pub(crate) RiskNote);

/// A note about a risk.
#[Object(name = "RiskNote")]
impl RiskNoteObject {
    /// What it is about.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// What may happen, and what is done about it.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// How probable, 1 (hardly) to 5 (almost certain).
    async fn probability(&self) -> u8 {
        self.0.probability
    }

    /// How bad, 1 (hardly felt) to 5 (the project fails).
    async fn effect(&self) -> u8 {
        self.0.effect
    }

    /// The risk of the register that it is about; absent in a note that is older than the register and has no topic there.
    async fn risk(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RiskObject>> {
        match self.0.risk {
            Some(risk) => Ok(loaders(ctx)?.one(risk).await?.map(RiskObject)),
            None => Ok(None),
        }
    }

    /// When it was noted.
    async fn noted_at(&self) -> DateTime<Utc> {
        self.0.noted_at
    }

    /// Who noted it.
    async fn noted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.noted_by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }
}
