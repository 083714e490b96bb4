use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use talkoot_domain::project::{BudgetCell, Period, SubArea};

use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    scalar::Money,
};

/// A sub-area (*osa-alue*) of an application or project.
pub(crate) struct SubAreaObject(pub(crate) SubArea);

/// A sub-area (*osa-alue*) of an application or project.
#[Object(name = "SubArea")]
impl SubAreaObject {
    /// Its id in the graph.
    async fn id(&self) -> ID {
        node::id(Kind::SubArea, self.0.id)
    }

    /// Its place in the plan, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The call's topic that it belongs to.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// The municipality that leads it.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }
}

/// A period for which every partner reports its costs.
pub(crate) struct PeriodObject(pub(crate) Period);

/// A period for which every partner reports its costs.
#[Object(name = "Period")]
impl PeriodObject {
    /// Its id in the graph.
    async fn id(&self) -> ID {
        node::id(Kind::Period, self.0.id)
    }

    /// Its place in the chain, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Its first day.
    async fn first_day(&self) -> NaiveDate {
        self.0.days.first
    }

    /// Its last day.
    async fn last_day(&self) -> NaiveDate {
        self.0.days.last
    }
}

/// One cell of a budget: partner x category x sub-area.
pub(crate) struct BudgetCellObject(pub(crate) BudgetCell);

/// One cell of a budget: partner x category x sub-area.
#[Object(name = "BudgetCell")]
impl BudgetCellObject {
    /// The municipality that spends.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The code of the cost category.
    async fn category(&self) -> &str {
        &self.0.category
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// The amount.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }
}

pub(super) fn each<T, O>(found: impl IntoIterator<Item = T>, object: impl FnMut(T) -> O) -> Vec<O> {
    found.into_iter().map(object).collect()
}
