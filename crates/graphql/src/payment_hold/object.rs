use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::payment_holds;
use talkoot_domain::{
    payment_hold::{PaymentHold, State, StateName},
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
    project::ProjectObject,
};

/// A payment hold (*maksatuskielto*): while it stands, nothing is paid to the project.
pub(crate) struct PaymentHoldObject(pub(crate) PaymentHold);

impl PaymentHoldObject {
    fn lifted(&self) -> Option<(Stamp, &str)> {
        match &self.0.state {
            State::Standing => None,
            State::Lifted { lifted, reason } => Some((*lifted, reason)),
        }
    }
}

/// A payment hold (*maksatuskielto*): while it stands, nothing is paid to the project.
#[Object(name = "PaymentHold")]
impl PaymentHoldObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::PaymentHold, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Where it stands: `standing` or `lifted`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// Why nothing is paid.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who set it; may not lift it.
    async fn set_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.set.by).await?.map(PersonObject))
    }

    /// When it was set.
    async fn set_at(&self) -> DateTime<Utc> {
        self.0.set.at
    }

    /// Who lifted it; absent while it stands.
    async fn lifted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.lifted() {
            None => Ok(None),
            Some((lifted, _)) => Ok(loaders(ctx)?.one(lifted.by).await?.map(PersonObject)),
        }
    }

    /// When it was lifted; absent while it stands.
    async fn lifted_at(&self) -> Option<DateTime<Utc>> {
        self.lifted().map(|(lifted, _)| lifted.at)
    }

    /// Why payments go on; absent while it stands.
    async fn lift_reason(&self) -> Option<&str> {
        self.lifted().map(|(_, reason)| reason)
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = payment_holds::available_actions(actor(ctx)?, &project, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
