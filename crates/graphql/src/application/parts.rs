use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use talkoot_domain::{ids::OrganisationId, money, organisation::Organisation, workflow::Stamp};

use crate::{
    context::loaders,
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
    scalar::Money,
};

/// A municipality that takes part in an application.
pub(crate) struct PartnerObject {
    pub(crate) organisation: Organisation,
    pub(crate) prepared: Option<Stamp>,
}

/// A municipality that takes part in an application.
#[Object(name = "ApplicationPartner")]
impl PartnerObject {
    /// The municipality.
    async fn organisation(&self) -> OrganisationObject {
        OrganisationObject(self.organisation.clone())
    }

    /// When its budget was set last; absent while nobody has.
    async fn prepared_at(&self) -> Option<DateTime<Utc>> {
        self.prepared.map(|stamp| stamp.at)
    }

    /// Who set its budget last, and therefore may not commit to it.
    async fn prepared_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.prepared {
            None => Ok(None),
            Some(stamp) => Ok(loaders(ctx)?.one(stamp.by).await?.map(PersonObject)),
        }
    }
}

/// The budget of one partner in one category, over all sub-areas.
pub(crate) struct BudgetTotal {
    pub(crate) partner: OrganisationId,
    pub(crate) category: String,
    pub(crate) amount: money::Money,
}

/// The budget of one partner in one category, over all sub-areas.
#[Object]
impl BudgetTotal {
    /// The municipality that spends.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The code of the cost category.
    async fn category(&self) -> &str {
        &self.category
    }

    /// The sum.
    async fn amount(&self) -> Money {
        self.amount.into()
    }
}
