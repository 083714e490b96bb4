use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::identity;
use talkoot_domain::{
    access_token::{self, AccessToken},
    ids::{AccessTokenId, PersonId},
};

use super::input::TokenScope;
use crate::{
    connection::{self, List},
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
};

/// What a token is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "access_token::TokenState")]
pub(crate) enum TokenState {
    /// It signs in.
    Active,
    /// It was made by one administrator for somebody who holds a role, and waits for another.
    PendingConfirmation,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// A sign-in token; the secret itself is shown once, when it is made.
pub(crate) struct AccessTokenObject(pub(crate) AccessToken, pub(crate) access_token::TokenState);

/// A sign-in token; the secret itself is shown once, when it is made.
#[Object(name = "AccessToken")]
impl AccessTokenObject {
    /// Its id in the graph; it signs nobody in.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::AccessToken, self.0.id)
    }

    /// Who signs in with it.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        person(ctx, self.0.person).await
    }

    /// What it is for.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// What it is good for now.
    async fn state(&self) -> TokenState {
        self.1.into()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// From when on it is no good.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// What may be done with it.
    async fn scope(&self) -> TokenScope {
        self.0.scope.into()
    }

    /// The organisation to whose matters it is confined; absent when it acts with all roles of its person.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        match self.0.organisation {
            Some(id) => Ok(loaders(ctx)?.one(id).await?.map(OrganisationObject)),
            None => Ok(None),
        }
    }

    /// When it was used last, to within ten minutes; absent when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// The administrator who made it; absent when the operator did on the server.
    async fn issued_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        perhaps(ctx, self.0.issued_by).await
    }

    /// The other administrator who confirmed it.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        perhaps(ctx, self.0.confirmed.map(|stamp| stamp.by)).await
    }

    /// Who took it back.
    async fn revoked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        perhaps(ctx, self.0.revoked.map(|stamp| stamp.by)).await
    }
}

async fn person(ctx: &Context<'_>, id: PersonId) -> async_graphql::Result<PersonObject> {
    let found = loaders(ctx)?.one(id).await?;
    found.map(PersonObject).ok_or_else(|| not_found("person"))
}

async fn perhaps(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    match id {
        Some(id) => person(ctx, id).await.map(Some),
        None => Ok(None),
    }
}

/// The token with this id, if the person may know of it.
pub(crate) async fn by_id(
    ctx: &Context<'_>,
    id: AccessTokenId,
) -> async_graphql::Result<Option<AccessTokenObject>> {
    let found = identity::find_token(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(found.map(|(token, state)| AccessTokenObject(token, state)))
}

#[derive(Debug, Default)]
pub(crate) struct TokenQuery;

#[Object]
impl TokenQuery {
    /// A person's sign-in tokens, oldest first: your own, or those of somebody whom you administer.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn access_tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose; your own when it is left out.")] person_id: Option<ID>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<AccessTokenObject>> {
        let asking = actor(ctx)?;
        let whose = match person_id {
            Some(id) => node::key(Kind::Person, &id)?,
            None => asking.person,
        };
        let page = connection::page::<AccessTokenId>(Kind::AccessToken, first, after.as_ref())?;
        let found = identity::tokens_of(app(ctx)?, asking, whose, page).await;
        let (rows, total) = found.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|(token, state)| {
                (
                    node::id(Kind::AccessToken, token.id),
                    AccessTokenObject(token, state),
                )
            })
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
