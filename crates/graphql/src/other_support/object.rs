use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::other_support;
use talkoot_domain::{
    other_support::{OtherSupport, State, StateName},
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
    project::ProjectObject,
    scalar::Money,
};

/// Public support from somebody else for the costs of a project (*muu julkinen tuki*).
pub(crate) struct OtherSupportObject(pub(crate) OtherSupport);

impl OtherSupportObject {
    const fn confirmed(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Declared | State::Withdrawn { .. } => None,
            State::Confirmed { confirmed } | State::Revoked { confirmed, .. } => Some(*confirmed),
        }
    }

    fn ended(&self) -> Option<(Stamp, &str)> {
        match &self.0.state {
            State::Declared | State::Confirmed { .. } => None,
            State::Withdrawn { withdrawn, reason } => Some((*withdrawn, reason)),
            State::Revoked { revoked, reason, .. } => Some((*revoked, reason)),
        }
    }
}

/// Public support from somebody else for the costs of a project (*muu julkinen tuki*): together with the grant it
/// covers at most what the call lets public support cover (rule 10).
#[Object(name = "OtherSupport")]
impl OtherSupportObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::OtherSupport, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `declared`, `confirmed` (it counts), `withdrawn` or `revoked`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// Who gives it.
    async fn giver(&self) -> &str {
        &self.0.declared.giver
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.declared.amount.into()
    }

    /// For what it is given, and where that is decided.
    async fn explanation(&self) -> &str {
        &self.0.declared.explanation
    }

    /// Who declared it; may not confirm it.
    async fn declared_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.by.by).await?.map(PersonObject))
    }

    /// When it was declared.
    async fn declared_at(&self) -> DateTime<Utc> {
        self.0.by.at
    }

    /// Who confirmed it; absent when nobody did.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.confirmed() {
            None => Ok(None),
            Some(confirmed) => Ok(loaders(ctx)?.one(confirmed.by).await?.map(PersonObject)),
        }
    }

    /// When it was confirmed; absent when it never was.
    async fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        self.confirmed().map(|confirmed| confirmed.at)
    }

    /// Who withdrew or revoked it; absent while it stands.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.ended() {
            None => Ok(None),
            Some((ended, _)) => Ok(loaders(ctx)?.one(ended.by).await?.map(PersonObject)),
        }
    }

    /// When it ended; absent while it stands.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended().map(|(ended, _)| ended.at)
    }

    /// Why it ended; absent while it stands.
    async fn end_reason(&self) -> Option<&str> {
        self.ended().map(|(_, reason)| reason)
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = other_support::available_actions(actor(ctx)?, &project, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
