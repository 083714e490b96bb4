use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::indicators;
use talkoot_domain::{
    indicator::{Indicator, Phase, Recorded, State, StateName},
    project::Project,
    workflow::Name as _,
};

use super::input::{ImpactLevel, ImpactPhase, ImpactTheme};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// An indicator of the effects of a project.
pub(crate) struct IndicatorObject(pub(crate) Indicator);

impl IndicatorObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    fn of(&self, phase: Phase) -> Option<IndicatorValueObject> {
        self.0.value(phase).cloned().map(IndicatorValueObject)
    }
}

/// An indicator (*mittari*) of the effects of a project, by theme and level.
#[Object(name = "Indicator")]
impl IndicatorObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Indicator, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `planned`, the last phase of which it has a value (`baseline`, `forecast`, `measured`, `follow_up`), or `dropped`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The theme.
    async fn theme(&self) -> ImpactTheme {
        self.0.theme.into()
    }

    /// The level: the further from the measures, the harder it is to say what is due to the project.
    async fn level(&self) -> ImpactLevel {
        self.0.level.into()
    }

    /// What is measured.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// In what.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// What the effect follows from, nearer to the measures; absent where nothing is said. From a wider effect the way leads
    /// back to what was done.
    #[graphql(complexity = "child_complexity + 5")]
    async fn follows_from(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Self>> {
        let Some(cause) = self.0.follows_from else {
            return Ok(None);
        };
        let found = indicators::find(app(ctx)?, actor(ctx)?, cause).await;
        Ok(found.map_err(error)?.map(Self))
    }

    /// What it was before the project; absent until it is recorded.
    async fn baseline(&self) -> Option<IndicatorValueObject> {
        self.of(Phase::Baseline)
    }

    /// What is foreseen; absent until it is recorded.
    async fn forecast(&self) -> Option<IndicatorValueObject> {
        self.of(Phase::Forecast)
    }

    /// What was measured at the end of the project; absent until it is recorded.
    async fn measured(&self) -> Option<IndicatorValueObject> {
        self.of(Phase::Measured)
    }

    /// What is left about a year after the project; absent until it is recorded.
    async fn follow_up(&self) -> Option<IndicatorValueObject> {
        self.of(Phase::FollowUp)
    }

    /// Every value, oldest first; appended, never edited.
    async fn values(&self) -> Vec<IndicatorValueObject> {
        self.0.values.iter().cloned().map(IndicatorValueObject).collect()
    }

    /// Why it was given up; absent unless it was.
    async fn drop_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Dropped { reason, .. } => Some(reason),
            State::Planned | State::Baseline | State::Forecast | State::Measured | State::FollowUp => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let available = indicators::available_actions(actor(ctx)?, &project, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A value of an indicator.
pub(crate) struct IndicatorValueObject(Recorded);

/// A value of an indicator; appended, never edited.
#[Object(name = "IndicatorValue")]
impl IndicatorValueObject {
    /// The phase.
    async fn phase(&self) -> ImpactPhase {
        self.0.phase.into()
    }

    /// The exact number as a text.
    async fn value(&self) -> String {
        self.0.measurement.value.to_string()
    }

    /// The day that it is of.
    async fn measured_on(&self) -> NaiveDate {
        self.0.measurement.day
    }

    /// Where it is from.
    async fn source(&self) -> &str {
        &self.0.measurement.source
    }

    /// What is to be known about it; empty when there is nothing.
    async fn note(&self) -> &str {
        &self.0.measurement.note
    }

    /// Who recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.recorded.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded.at
    }
}
