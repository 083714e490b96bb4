use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use talkoot_app::unreachable::{self, Unreachable};

use crate::{
    context::{actor, app, loaders},
    organisation::PersonObject,
    outcome::{error, not_found},
};

/// Somebody whose address refused the latest mail for good.
pub(crate) struct UnreachableObject {
    pub(crate) found: Unreachable,
    /// Whether the reader administers the person and may see the address.
    pub(crate) in_full: bool,
}

/// Somebody whose address refused the latest mail for good. It ends by itself when a later mail is taken.
#[Object(name = "UnreachablePerson")]
impl UnreachableObject {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.found.person).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// The address that refuses; shown to those who administer the person.
    #[graphql(directive = crate::care::personal::apply())]
    async fn address(&self) -> Option<&str> {
        self.in_full.then_some(self.found.address.as_str())
    }

    /// When it refused the latest mail.
    async fn refused_at(&self) -> DateTime<Utc> {
        self.found.refused_at
    }

    /// What the mail server said; shown to those who administer the person.
    #[graphql(directive = crate::care::personal::apply())]
    async fn answer(&self) -> Option<&str> {
        self.in_full.then_some(self.found.answer.as_str())
    }
}

#[derive(Debug, Default)]
pub(crate) struct UnreachableQuery;

#[Object]
impl UnreachableQuery {
    /// The people in the organisations that you administer whose addresses refuse mails; empty for everybody else.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn unreachable_people(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<UnreachableObject>> {
        let found = unreachable::administered(app(ctx)?, actor(ctx)?)
            .await
            .map_err(error)?;
        let in_full = |found| UnreachableObject { found, in_full: true };
        Ok(found.into_iter().map(in_full).collect())
    }
}
