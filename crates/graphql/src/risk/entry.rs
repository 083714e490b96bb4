use async_graphql::{Context, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    risk::{Entry, Owner},
    workflow::Name as _,
};

use crate::{context::loaders, organisation::PersonObject, outcome::not_found};

/// Who sees to a risk.
pub(crate) struct RiskOwnerObject(pub(super) Owner);

/// Who sees to a risk: either a person or a role.
#[Object(name = "RiskOwner")]
impl RiskOwnerObject {
    /// The person; absent when it is a role.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match &self.0 {
            Owner::Person(person) => Ok(loaders(ctx)?.one(*person).await?.map(PersonObject)),
            Owner::Role(_) => Ok(None),
        }
    }

    /// The role; absent when it is a person.
    async fn role(&self) -> Option<&str> {
        match &self.0 {
            Owner::Person(_) => None,
            Owner::Role(role) => Some(role),
        }
    }
}

/// What was said about a risk.
pub(crate) struct RiskEntryObject(pub(super) Entry);

/// What was said about a risk, with how it was judged from then on; appended, never edited.
#[Object(name = "RiskEntry")]
impl RiskEntryObject {
    /// What was seen or decided.
    async fn note(&self) -> &str {
        &self.0.said.text
    }

    /// The day on which it was seen; absent when it has none.
    async fn observed_on(&self) -> Option<NaiveDate> {
        self.0.said.observed_on
    }

    /// Where the risk stood from then on: `open`, `mitigating`, `occurred` or `closed`.
    async fn state(&self) -> &'static str {
        self.0.state.code()
    }

    /// Who saw to it from then on; absent when nobody did.
    async fn owner(&self) -> Option<RiskOwnerObject> {
        self.0.said.judgement.owner.clone().map(RiskOwnerObject)
    }

    /// How probable it was judged, 1 to 5.
    async fn probability(&self) -> u8 {
        self.0.said.judgement.probability
    }

    /// How bad it was judged, 1 to 5.
    async fn effect(&self) -> u8 {
        self.0.said.judgement.effect
    }

    /// What was done about it; empty when nothing was.
    async fn response(&self) -> &str {
        &self.0.said.judgement.response
    }

    /// Whether it was said in a portfolio report.
    async fn in_report(&self) -> bool {
        self.0.report.is_some()
    }

    /// Who said it.
    async fn noted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.noted.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was said.
    async fn noted_at(&self) -> DateTime<Utc> {
        self.0.noted.at
    }
}
