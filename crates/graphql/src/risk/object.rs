use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::risks;
use talkoot_domain::{
    project::{Project, SubArea},
    risk::{Risk, State, StateName},
    workflow::Name as _,
};

use super::entry::{RiskEntryObject, RiskOwnerObject};
use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    loaders::SubAreasOf,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
    project::{ProjectObject, SubAreaObject},
};

/// A risk in the register of a project.
pub(crate) struct RiskObject(pub(crate) Risk);

impl RiskObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    async fn of_area(&self, ctx: &Context<'_>, project: &Project) -> async_graphql::Result<Option<SubArea>> {
        let Some(id) = self.0.sub_area else {
            return Ok(None);
        };
        let areas = loaders(ctx)?.one(SubAreasOf(project.application)).await?;
        Ok(areas.unwrap_or_default().into_iter().find(|area| area.id == id))
    }
}

/// A risk (*riski*) in the register of a project.
#[Object(name = "Risk")]
impl RiskObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Risk, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place in the register, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `open`, `mitigating`, `occurred` or `closed`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The sub-area; absent for a risk of the whole project.
    async fn sub_area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SubAreaObject>> {
        let project = self.of_project(ctx).await?;
        Ok(self.of_area(ctx, &project).await?.map(SubAreaObject))
    }

    /// What it is about, in a few words.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// Who sees to it; absent in one that came from a report's note, until somebody is named.
    async fn owner(&self) -> Option<RiskOwnerObject> {
        self.0.judgement.owner.clone().map(RiskOwnerObject)
    }

    /// How probable, 1 (hardly) to 5 (almost certain).
    async fn probability(&self) -> u8 {
        self.0.judgement.probability
    }

    /// How bad, 1 (hardly felt) to 5 (the project fails).
    async fn effect(&self) -> u8 {
        self.0.judgement.effect
    }

    /// What is done about it; empty while nothing is.
    async fn response(&self) -> &str {
        &self.0.judgement.response
    }

    /// Whether it came true (*toteutui*), also when it is closed now.
    async fn has_occurred(&self) -> bool {
        self.0.state.occurred().is_some()
    }

    /// When it was said that it came true; absent when it never did.
    async fn occurred_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.occurred().map(|occurred| occurred.at)
    }

    /// When it was closed; absent while it is not.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::Closed { closed, .. } => Some(closed.at),
            State::Open | State::Mitigating { .. } | State::Occurred { .. } => None,
        }
    }

    /// Who raised it.
    async fn raised_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.raised.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was raised.
    async fn raised_at(&self) -> DateTime<Utc> {
        self.0.raised.at
    }

    /// What was said about it, oldest first; appended, never edited.
    async fn history(&self) -> Vec<RiskEntryObject> {
        self.0.history.iter().cloned().map(RiskEntryObject).collect()
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let led_by = self.of_area(ctx, &project).await?.map(|area| area.lead);
        let available = risks::available_actions(actor(ctx)?, &project, led_by, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
