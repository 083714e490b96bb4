use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::transfers;
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    transfer::{State, StateName, Transfer},
    workflow::Name,
};

use crate::{
    action::AvailableAction,
    claim::ClaimObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
    payout::PayoutObject,
    project::ProjectObject,
    scalar::Money,
};

/// A transfer (*avustuksen siirto osatoteuttajalle*): a partner's share of the grant, which the lead owes it.
pub(crate) struct TransferObject(pub(crate) Transfer);

async fn organisation(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

async fn person(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    let Some(id) = id else {
        return Ok(None);
    };
    Ok(loaders(ctx)?.one(id).await?.map(PersonObject))
}

/// A transfer (*avustuksen siirto osatoteuttajalle*): a partner's share of the grant, which the lead owes it.
#[Object(name = "Transfer")]
impl TransferObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Transfer, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `owed` (the lead has the money), `passed_on` (the lead says so), `confirmed` (the partner has it) or
    /// `disputed` (the partner does not have it, or not as recorded).
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// The lead municipality of the time: it owes the money.
    async fn payer(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0.payer).await
    }

    /// The partner that gets it.
    async fn payee(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0.payee).await
    }

    /// The project; absent when you see the transfer but no longer the project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// The claim with which it became due.
    async fn claim(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ClaimObject>> {
        Ok(loaders(ctx)?.one(self.0.claim).await?.map(ClaimObject))
    }

    /// The payout by which the money came; absent when the advance covered the claim.
    async fn payout(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PayoutObject>> {
        let Some(payout) = self.0.payout else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(payout).await?.map(PayoutObject))
    }

    /// The last day on which it is passed on in time: so many days after the money came as the call says.
    async fn due(&self) -> NaiveDate {
        self.0.due
    }

    /// Whether that day is over and the money not passed on, or disputed.
    async fn is_late(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(self.0.is_late(app(ctx)?.today()))
    }

    /// The day on which the money left the lead's account, as the lead recorded it.
    async fn paid_on(&self) -> Option<NaiveDate> {
        self.0.passed_on().map(|passed| passed.paid_on)
    }

    /// By what the partner finds it on its account.
    async fn reference(&self) -> Option<&str> {
        self.0.passed_on().map(|passed| passed.reference.as_str())
    }

    /// Who recorded it for the lead.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.passed_on().map(|passed| passed.recorded.by)).await
    }

    /// Who confirmed it for the partner.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let by = match &self.0.state {
            State::Confirmed { confirmed, .. } => Some(confirmed.by),
            State::Owed | State::PassedOn(_) | State::Disputed { .. } => None,
        };
        person(ctx, by).await
    }

    /// When it was confirmed for the partner.
    async fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Confirmed { confirmed, .. } => Some(confirmed.at),
            State::Owed | State::PassedOn(_) | State::Disputed { .. } => None,
        }
    }

    /// What the partner says is wrong, while it is disputed.
    async fn dispute_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Disputed { reason, .. } => Some(reason),
            State::Owed | State::PassedOn(_) | State::Confirmed { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = transfers::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
