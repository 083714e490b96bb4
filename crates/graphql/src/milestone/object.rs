use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::milestones;
use talkoot_domain::{
    milestone::{Milestone, Move, State, StateName},
    project::{Project, SubArea},
    workflow::Name as _,
};

use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    loaders::SubAreasOf,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
    project::{ProjectObject, SubAreaObject},
};

/// A milestone of a project or of one of its sub-areas.
pub(crate) struct MilestoneObject(pub(crate) Milestone);

impl MilestoneObject {
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

/// A milestone (*välitavoite*) of a project or of one of its sub-areas: its baseline is set once, its forecast moves with
/// a reason.
#[Object(name = "Milestone")]
impl MilestoneObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Milestone, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `planned`, `started`, `delayed` (foreseen after its baseline), `done` or `dropped`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The sub-area; absent for a milestone of the whole project.
    async fn sub_area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SubAreaObject>> {
        let project = self.of_project(ctx).await?;
        Ok(self.of_area(ctx, &project).await?.map(SubAreaObject))
    }

    /// What is reached by it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The day that was planned; never changed.
    async fn baseline(&self) -> NaiveDate {
        self.0.baseline
    }

    /// The day that is foreseen now.
    async fn forecast(&self) -> NaiveDate {
        self.0.forecast
    }

    /// The day on which it was reached; absent while it is not.
    async fn reached_on(&self) -> Option<NaiveDate> {
        match self.0.state {
            State::Done { reached_on, .. } => Some(reached_on),
            State::Planned | State::Started { .. } | State::Delayed { .. } | State::Dropped { .. } => None,
        }
    }

    /// Days from the baseline to the day on which it was reached, or is foreseen; negative when it is early.
    async fn slip_days(&self) -> i64 {
        self.0.slip_days()
    }

    /// When it was begun; absent while nobody works on it.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.started().map(|started| started.at)
    }

    /// Why it was given up; absent unless it was.
    async fn drop_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Dropped { reason, .. } => Some(reason),
            State::Planned | State::Started { .. } | State::Delayed { .. } | State::Done { .. } => None,
        }
    }

    /// Who planned it.
    async fn added_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.added.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// Each change of the forecast, oldest first; appended, never edited.
    async fn moves(&self) -> Vec<MilestoneMoveObject> {
        self.0.moves.iter().cloned().map(MilestoneMoveObject).collect()
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let led_by = self.of_area(ctx, &project).await?.map(|area| area.lead);
        let available = milestones::available_actions(actor(ctx)?, &project, led_by, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A change of the forecast of a milestone.
pub(crate) struct MilestoneMoveObject(Move);

/// A change of the forecast of a milestone.
#[Object(name = "MilestoneMove")]
impl MilestoneMoveObject {
    /// The day that was foreseen from then on.
    async fn forecast(&self) -> NaiveDate {
        self.0.forecast
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who said so.
    async fn moved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.moved.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn moved_at(&self) -> DateTime<Utc> {
        self.0.moved.at
    }
}
