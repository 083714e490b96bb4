use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::calendar_feeds;
use talkoot_domain::calendar_feed::{CalendarFeed, FeedOf};

use crate::{
    context::{actor, app, credential, loaders},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::error,
    project::ProjectObject,
};

/// What a calendar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum CalendarScope {
    /// The deadlines of a project, as far as you see them.
    Project,
    /// The deadlines of your municipality in every project.
    Municipality,
    /// The deadlines of the grants that you handle as an officer.
    Officer,
}

/// A calendar of deadlines under a secret link; the link itself is shown once, when it is made.
pub(crate) struct CalendarFeedObject(pub(crate) CalendarFeed);

/// A calendar of deadlines under a secret link; the link itself is shown once, when it is made.
#[Object(name = "CalendarFeed")]
impl CalendarFeedObject {
    /// Its id in the graph; it opens nothing.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::CalendarFeed, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// What it shows.
    async fn scope(&self) -> CalendarScope {
        match self.0.of {
            FeedOf::Project(_) => CalendarScope::Project,
            FeedOf::Municipality(_) => CalendarScope::Municipality,
            FeedOf::Officer(_) => CalendarScope::Officer,
        }
    }

    /// The project whose deadlines it shows; absent for other scopes, and when you do not see it any more.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        match self.0.of {
            FeedOf::Project(id) => Ok(loaders(ctx)?.one(id).await?.map(ProjectObject)),
            FeedOf::Municipality(_) | FeedOf::Officer(_) => Ok(None),
        }
    }

    /// The municipality, or the authority of an officer; absent for a project.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        match self.0.of {
            FeedOf::Project(_) => Ok(None),
            FeedOf::Municipality(id) | FeedOf::Officer(id) => {
                Ok(loaders(ctx)?.one(id).await?.map(OrganisationObject))
            }
        }
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When its link was replaced the last time; absent when it never was.
    async fn renewed_at(&self) -> Option<DateTime<Utc>> {
        self.0.renewed_at
    }

    /// When it was taken back; absent while its link works.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

#[derive(Debug, Default)]
pub(crate) struct CalendarFeedQuery;

#[Object]
impl CalendarFeedQuery {
    /// Your own calendars whose links work, oldest first.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn calendar_feeds(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CalendarFeedObject>> {
        let own = calendar_feeds::own(app(ctx)?, actor(ctx)?, credential(ctx)?).await;
        let own = own.map_err(error)?;
        Ok(own.into_iter().map(CalendarFeedObject).collect())
    }
}
