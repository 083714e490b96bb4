use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{exit_plans, forms::Filled, steering_meetings};
use talkoot_domain::{
    exit_plan::{ExitPlan, State, StateName},
    project::Project,
    workflow::Name as _,
};

use super::parts::{EndedBranchObject, ExitPlanNoteObject};
use crate::{
    action::AvailableAction,
    application::{FieldAnswerObject, MissingAnswer},
    context::{actor, app, loaders},
    form::FormObject,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    project::ProjectObject,
    steering_meeting::SteeringMeetingObject,
};

/// The exit plan of a project.
pub(crate) struct ExitPlanObject(pub(crate) ExitPlan);

impl ExitPlanObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    async fn filled(&self, ctx: &Context<'_>) -> async_graphql::Result<Filled> {
        let project = self.of_project(ctx).await?;
        exit_plans::filled(app(ctx)?, &project, &self.0)
            .await
            .map_err(error)
    }
}

/// The exit plan (*lopetussuunnitelma*) of a project: what is still needed to embed its results, to spread them and to go
/// on with the development. Approved by the steering group, followed up after the project.
#[Object(name = "ExitPlan")]
impl ExitPlanObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::ExitPlan, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `answered`, `approved`, `follow_up` or `closed`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The version of the form that it answers; it stays the same.
    async fn form(&self, ctx: &Context<'_>) -> async_graphql::Result<FormObject> {
        let form = loaders(ctx)?.one(self.0.form).await?;
        form.map(FormObject).ok_or_else(|| not_found("form"))
    }

    /// What was answered, also in questions that are not asked any more.
    #[graphql(complexity = "20 + 30 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FieldAnswerObject>> {
        let filled = self.filled(ctx).await?;
        let answers = filled.answers.iter().cloned();
        Ok(answers
            .map(|answer| FieldAnswerObject::new(answer, filled.definition()))
            .collect())
    }

    /// The questions that are asked and open, in order; empty when the plan can be completed.
    #[graphql(complexity = "20 + 30 * child_complexity")]
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MissingAnswer>> {
        let missing = self.filled(ctx).await?.missing().into_iter();
        Ok(missing.map(MissingAnswer).collect())
    }

    /// The branches that an answer ended, with what that means: for example that there is no need to embed.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn ended_branches(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<EndedBranchObject>> {
        let filled = self.filled(ctx).await?;
        Ok(EndedBranchObject::all(&filled))
    }

    /// When it was begun.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started.at
    }

    /// Who began it.
    async fn started_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.started.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was said to be complete; absent while it is not.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.answered().map(|answered| answered.at)
    }

    /// Who was present when the steering group approved it; empty while it has not.
    #[graphql(directive = crate::care::personal::apply())]
    async fn steering_members(&self) -> &[String] {
        self.0
            .state
            .approval()
            .map_or(&[], |approval| approval.members.as_slice())
    }

    /// The day on which the steering group approved it; absent while it has not.
    async fn steering_held_on(&self) -> Option<NaiveDate> {
        self.0.state.approval().map(|approval| approval.held_on)
    }

    /// The meeting on record in which the steering group approved it; absent where none is named.
    #[graphql(complexity = "child_complexity + 5")]
    async fn steering_meeting(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<SteeringMeetingObject>> {
        let Some(meeting) = self.0.state.approval().and_then(|approval| approval.meeting) else {
            return Ok(None);
        };
        let found = steering_meetings::find(app(ctx)?, actor(ctx)?, meeting).await;
        Ok(found.map_err(error)?.map(SteeringMeetingObject))
    }

    /// Whether nobody in the steering group was against it; absent while it has not approved.
    async fn steering_unanimous(&self) -> Option<bool> {
        self.0.state.approval().map(|approval| approval.unanimous)
    }

    /// What was seen since it was approved, oldest first; appended, never edited.
    async fn notes(&self) -> Vec<ExitPlanNoteObject> {
        self.0.notes.iter().cloned().map(ExitPlanNoteObject).collect()
    }

    /// What became of the results; absent until the follow-up ended.
    async fn outcome(&self) -> Option<&str> {
        match &self.0.state {
            State::Closed { outcome, .. } => Some(outcome),
            State::Draft | State::Answered { .. } | State::Approved { .. } | State::FollowUp { .. } => None,
        }
    }

    /// When the follow-up ended; absent while it has not.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Closed { closed, .. } => Some(closed.at),
            State::Draft | State::Answered { .. } | State::Approved { .. } | State::FollowUp { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 30)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let available = exit_plans::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0).await;
        Ok(available.map_err(error)?.into_iter().map(Into::into).collect())
    }
}
