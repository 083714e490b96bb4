use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::identity::{self, Credential};
use talkoot_domain::{
    ids::SessionId,
    session::{self, Session, SessionState},
};

use crate::{
    context::{actor, app, credential, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
};

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "session::Opening")]
pub(crate) enum SessionOpening {
    /// At the organisation's own sign-in service.
    Provider,
    /// With a link that was sent by e-mail.
    Link,
    /// With a passkey.
    Passkey,
}

/// Somebody is signed in with a browser.
pub(crate) struct SessionObject(pub(crate) Session);

/// Somebody is signed in with a browser.
#[Object(name = "Session")]
impl SessionObject {
    /// Its id in the graph; it signs nobody in.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Session, self.0.id)
    }

    /// Who is signed in.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let found = loaders(ctx)?.one(self.0.person).await?;
        found.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// How the person signed in.
    async fn opened_by(&self) -> SessionOpening {
        self.0.opened_by.into()
    }

    /// What the browser calls itself; a help to recognise it, no proof.
    #[graphql(directive = crate::care::personal::apply())]
    async fn browser(&self) -> &str {
        &self.0.browser
    }

    /// Whether this very request was sent in it.
    async fn is_this_one(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(credential(ctx)? == Credential::Session(self.0.id))
    }

    /// Whether it is open now.
    async fn is_open(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(self.0.state(app(ctx)?.now()) == SessionState::Open)
    }

    /// When it was opened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When something was done in it last, to within a minute.
    async fn last_used_at(&self) -> DateTime<Utc> {
        self.0.last_used_at
    }

    /// When it ends at the latest; without anything done it ends earlier.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at
    }

    /// When it was ended before its time; absent when it was not.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended.map(|ended| ended.at)
    }
}

/// The session with this id, if the person may know of it.
pub(crate) async fn by_id(ctx: &Context<'_>, id: SessionId) -> async_graphql::Result<Option<SessionObject>> {
    let found = identity::find_session(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(found.map(SessionObject))
}

#[derive(Debug, Default)]
pub(crate) struct SessionQuery;

#[Object]
impl SessionQuery {
    /// Your own open sessions, the newest first, at most 100.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn my_sessions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SessionObject>> {
        let asking = actor(ctx)?;
        let own = identity::sessions_of(app(ctx)?, asking, asking.person).await;
        Ok(own.map_err(error)?.into_iter().map(SessionObject).collect())
    }

    /// The open sessions of a person: your own, or those of somebody whom you administer.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn sessions_of(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] person_id: ID,
    ) -> async_graphql::Result<Vec<SessionObject>> {
        let whose = node::key(Kind::Person, &person_id)?;
        let found = identity::sessions_of(app(ctx)?, actor(ctx)?, whose).await;
        Ok(found.map_err(error)?.into_iter().map(SessionObject).collect())
    }
}
