use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::policy::{Actor, Membership};

use crate::{
    context::{actor, app, loaders},
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
};

/// The time by the server's clock, which in a demonstration runs ahead.
#[derive(SimpleObject)]
pub(crate) struct ServerTime {
    /// The instant, in UTC.
    now: DateTime<Utc>,
    /// The date in Helsinki, by which deadlines are counted.
    today: NaiveDate,
}

/// The person who asks.
pub(crate) struct Viewer(Actor);

/// The person who asks.
#[Object]
impl Viewer {
    /// Who it is.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.person).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// The roles in force, each in an organisation.
    async fn memberships(&self) -> Vec<MembershipObject> {
        self.0.memberships.iter().copied().map(MembershipObject).collect()
    }
}

/// A role in an organisation.
pub(crate) struct MembershipObject(Membership);

/// A role in an organisation.
#[Object(name = "Membership")]
impl MembershipObject {
    /// The role, for example `partner_approver`.
    async fn role(&self) -> &'static str {
        self.0.role.into()
    }

    /// Where it is held.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let organisation = loaders(ctx)?.one(self.0.organisation).await?;
        organisation
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }
}

#[derive(Debug, Default)]
pub(crate) struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Who is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Viewer> {
        Ok(Viewer(actor(ctx)?.clone()))
    }

    /// The server's time; needs no sign-in.
    async fn server_time(&self, ctx: &Context<'_>) -> async_graphql::Result<ServerTime> {
        let app = app(ctx)?;
        Ok(ServerTime {
            now: app.now(),
            today: app.today(),
        })
    }
}
