use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::bank_accounts;
use talkoot_domain::{
    bank_account::{BankAccount, Bic, State, StateName},
    ids::{OrganisationId, PersonId},
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
};

/// One version of a bank account (*pankkitili*): where an authority's payouts go, or from where it pays.
pub(crate) struct BankAccountObject(pub(crate) BankAccount);

impl BankAccountObject {
    fn confirmed(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Proposed => None,
            State::Confirmed { confirmed }
            | State::Reviewed { confirmed, .. }
            | State::Approved { confirmed, .. }
            | State::Superseded { confirmed, .. }
            | State::Rejected { confirmed, .. } => Some(*confirmed),
            State::Withdrawn { confirmed, .. } => *confirmed,
        }
    }

    fn reviewed(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Proposed | State::Confirmed { .. } => None,
            State::Reviewed { reviewed, .. }
            | State::Approved { reviewed, .. }
            | State::Superseded { reviewed, .. } => Some(*reviewed),
            State::Rejected { reviewed, .. } | State::Withdrawn { reviewed, .. } => *reviewed,
        }
    }

    fn approved(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Approved { approved, .. } | State::Superseded { approved, .. } => Some(*approved),
            State::Proposed
            | State::Confirmed { .. }
            | State::Reviewed { .. }
            | State::Rejected { .. }
            | State::Withdrawn { .. } => None,
        }
    }
}

async fn person(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    let Some(id) = id else {
        return Ok(None);
    };
    Ok(loaders(ctx)?.one(id).await?.map(PersonObject))
}

async fn organisation(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

/// One version of a bank account (*pankkitili*): where an authority's payouts go, or from where it pays.
#[Object(name = "BankAccount")]
impl BankAccountObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::BankAccount, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Counts the accounts of its owner with the authority, from 1: the account version that payouts name.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `proposed`, `confirmed`, `reviewed`, `approved` (in force), `superseded`, `rejected` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// Whose account it is.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0.owner).await
    }

    /// The authority that pays to it, or from it.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0.authority).await
    }

    /// The account number, without spaces.
    #[graphql(directive = crate::care::secret::apply())]
    async fn iban(&self) -> &str {
        self.0.details.iban.electronic()
    }

    /// The bank's code, where one was given.
    async fn bic(&self) -> Option<&str> {
        self.0.details.bic.as_ref().map(Bic::as_str)
    }

    /// The reference number under which its owner expects the money, in its national form.
    async fn reference(&self) -> Option<&str> {
        self.0
            .details
            .reference
            .as_ref()
            .map(talkoot_domain::identifiers::PaymentReference::national)
    }

    /// The bank's identifier of the payer, of an authority's own account.
    async fn service_id(&self) -> Option<&str> {
        self.0.details.service_id.as_deref()
    }

    /// Why the account is new.
    async fn reason(&self) -> &str {
        &self.0.details.reason
    }

    /// The account that was in force when this one was proposed, to be compared with it.
    async fn replaces(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BankAccountObject>> {
        let Some(id) = self.0.replaces else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(id).await?.map(BankAccountObject))
    }

    /// Who proposed it.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, Some(self.0.proposed.by)).await
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// Who confirmed it for its owner, never the one who proposed it.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.confirmed().map(|stamp| stamp.by)).await
    }

    /// Who reviewed it for the authority.
    async fn reviewed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.reviewed().map(|stamp| stamp.by)).await
    }

    /// Who approved it for the authority, never the one who reviewed it.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.approved().map(|stamp| stamp.by)).await
    }

    /// Since when it has been in force.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.approved().map(|stamp| stamp.at)
    }

    /// Why the authority refused it.
    async fn rejection_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Rejected { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = bank_accounts::available_actions(actor(ctx)?, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
