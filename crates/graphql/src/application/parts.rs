use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_domain::{
    application::Plan, ids::OrganisationId, money, organisation::Organisation, workflow::Stamp,
};

use super::input::FundingSource;
use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
    scalar::Money,
};

/// A municipality that takes part in an application.
pub(crate) struct PartnerObject {
    pub(crate) organisation: Organisation,
    pub(crate) prepared: Option<Stamp>,
    pub(crate) plan: Option<Plan>,
}

/// A municipality that takes part in an application.
#[Object(name = "ApplicationPartner")]
impl PartnerObject {
    /// The municipality.
    async fn organisation(&self) -> OrganisationObject {
        OrganisationObject(self.organisation.clone())
    }

    /// Its budget divided into years.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn years(&self) -> Vec<YearShareObject> {
        let years = self.plan.iter().flat_map(|plan| &plan.years);
        years
            .map(|share| YearShareObject {
                category: share.category.clone(),
                sub_area_id: node::id(Kind::SubArea, share.sub_area),
                year: share.year,
                amount: share.amount.into(),
            })
            .collect()
    }

    /// Its budget by who pays.
    async fn funding(&self) -> Vec<FundingObject> {
        let funding = self.plan.iter().flat_map(|plan| &plan.funding);
        funding
            .map(|&(source, amount)| FundingObject {
                source: source.into(),
                amount: amount.into(),
            })
            .collect()
    }

    /// Whom to ask about its part.
    async fn contacts(&self) -> Vec<ContactObject> {
        let contacts = self.plan.iter().flat_map(|plan| &plan.contacts);
        contacts
            .map(|one| ContactObject {
                name: one.name.clone(),
                position: one.position.clone(),
                email: one.email.clone(),
                phone: one.phone.clone(),
            })
            .collect()
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

/// What a partner plans to spend in one year in one cell of its budget.
#[derive(SimpleObject)]
#[graphql(name = "YearShare")]
pub(crate) struct YearShareObject {
    /// The code of the cost category.
    category: String,
    /// The id of the sub-area.
    sub_area_id: ID,
    /// The calendar year.
    year: i32,
    /// The amount.
    amount: Money,
}

/// What one source pays of a partner's budget.
#[derive(SimpleObject)]
#[graphql(name = "Funding")]
pub(crate) struct FundingObject {
    /// Who pays.
    source: FundingSource,
    /// The amount.
    amount: Money,
}

/// Somebody to be asked about a partner's part (*yhteyshenkilö*).
#[derive(SimpleObject)]
#[graphql(name = "ContactPerson")]
pub(crate) struct ContactObject {
    /// The name.
    #[graphql(directive = crate::care::personal::apply())]
    name: String,
    /// The position in the municipality; may be empty.
    position: String,
    /// The e-mail address.
    #[graphql(directive = crate::care::personal::apply())]
    email: String,
    /// The telephone number; may be empty.
    #[graphql(directive = crate::care::personal::apply())]
    phone: String,
}

/// What does not agree in a partner's plan, or is missing in it.
pub(crate) struct PlanDisagreement {
    pub(crate) partner: OrganisationId,
    pub(crate) message: String,
}

/// What does not agree in a partner's plan, or is missing in it.
#[Object]
impl PlanDisagreement {
    /// Whose plan.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What is the matter and what to do.
    async fn message(&self) -> &str {
        &self.message
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
