use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_domain::cost_position::CostForecast;

use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
    scalar::Money,
};

/// What a person foresees of the costs of one municipality in one sub-area.
pub(crate) struct CostForecastObject(pub(crate) CostForecast);

/// What a person foresees of the costs of one municipality in one sub-area (*ennuste*). Never edited: the newest holds.
#[Object(name = "CostForecast")]
impl CostForecastObject {
    /// Its place among the forecasts of this municipality and sub-area, from 1; the next forecast must name the newest.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let municipality = loaders(ctx)?.one(self.0.partner).await?;
        municipality
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// What was said to remain; absent when the forecast takes an earlier one back.
    async fn remaining(&self) -> Option<Money> {
        self.0.remaining.map(Into::into)
    }

    /// What was reported then, accepted or not, from the cost reports.
    async fn actual(&self) -> Money {
        self.0.actual.into()
    }

    /// On what it rests.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Who said so.
    async fn entered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.entered.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn entered_at(&self) -> DateTime<Utc> {
        self.0.entered.at
    }
}
