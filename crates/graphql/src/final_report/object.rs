use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{final_reports, forms::Filled};
use talkoot_domain::{
    final_report::{FinalReport, State, StateName},
    project::Project,
    workflow::Name as _,
};

use super::facts::{FactObject, SectionQuestionObject};
use crate::{
    action::AvailableAction,
    application::{FieldAnswerObject, MissingAnswer},
    context::{actor, app, loaders},
    form::FormObject,
    node::{self, Kind},
    obligation::ObligationObject,
    organisation::PersonObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// The final report of a project, or its interim report.
pub(crate) struct FinalReportObject(pub(crate) FinalReport);

impl FinalReportObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    async fn filled(&self, ctx: &Context<'_>) -> async_graphql::Result<Filled> {
        let project = self.of_project(ctx).await?;
        final_reports::filled(app(ctx)?, &project, &self.0)
            .await
            .map_err(error)
    }
}

/// The final report (*loppuraportti*) of a project, or its interim report: an outline and the questions of the evaluation,
/// with what the system knows beside each section.
#[Object(name = "FinalReport")]
impl FinalReportObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::FinalReport, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `submitted`, `accepted` or `returned`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project that it describes.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The obligation that it settles; absent when it does not exist for you.
    async fn obligation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ObligationObject>> {
        let obligation = loaders(ctx)?.one(self.0.obligation).await?;
        Ok(obligation.map(ObligationObject))
    }

    /// The version of the outline that it answers; it stays the same.
    async fn form(&self, ctx: &Context<'_>) -> async_graphql::Result<FormObject> {
        let form = loaders(ctx)?.one(self.0.form).await?;
        form.map(FormObject).ok_or_else(|| not_found("form"))
    }

    /// The version of the questions of the evaluation that it answers; absent where the authority had none.
    async fn evaluation_form(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FormObject>> {
        match self.0.evaluation {
            Some(form) => Ok(loaders(ctx)?.one(form).await?.map(FormObject)),
            None => Ok(None),
        }
    }

    /// What was answered, in both forms, also in questions that are not asked any more.
    #[graphql(complexity = "20 + 60 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FieldAnswerObject>> {
        let filled = self.filled(ctx).await?;
        let answers = filled.answers.iter().cloned();
        Ok(answers
            .map(|answer| FieldAnswerObject::new(answer, filled.definition()))
            .collect())
    }

    /// The questions that are asked and open, section by section; empty when the report can be handed in.
    #[graphql(complexity = "20 + 60 * child_complexity")]
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MissingAnswer>> {
        let missing = self.filled(ctx).await?.missing().into_iter();
        Ok(missing.map(MissingAnswer).collect())
    }

    /// What the system knows: as it was at the submission while the report is with the authority, else as it is now. What
    /// is a municipality's own is seen by itself, the lead and the authority.
    #[graphql(complexity = "100 + 50 * child_complexity")]
    async fn facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what is shown beside the section with this code.")] section: Option<String>,
    ) -> async_graphql::Result<Vec<FactObject>> {
        let project = self.of_project(ctx).await?;
        let facts = Box::pin(final_reports::facts(app(ctx)?, actor(ctx)?, &project, &self.0)).await;
        let facts = facts.map_err(error)?.into_iter();
        let asked = |of: &str| section.as_ref().is_none_or(|section| section == of);
        Ok(facts
            .filter(|fact| asked(fact.topic.section()))
            .map(FactObject)
            .collect())
    }

    /// What the authority asked when it gave the report back the last time, by section; empty when it has not.
    async fn questions(&self) -> Vec<SectionQuestionObject> {
        let asked = self.0.state.asked().into_iter();
        asked.flat_map(|asked| &asked.questions).map(Into::into).collect()
    }

    /// When the authority gave it back the last time; absent when it has not.
    async fn returned_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.asked().map(|asked| asked.returned.at)
    }

    /// When it was begun.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started.at
    }

    /// When it was handed to the authority; absent while it is not there.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.submitted().map(|submitted| submitted.at)
    }

    /// Who handed it in; absent while it is not with the authority.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.state.submitted() {
            Some(submitted) => Ok(loaders(ctx)?.one(submitted.by).await?.map(PersonObject)),
            None => Ok(None),
        }
    }

    /// When the authority accepted it; absent while it has not.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Accepted { accepted, .. } => Some(accepted.at),
            State::Draft | State::Submitted { .. } | State::Returned { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 50)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let available = final_reports::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0).await;
        Ok(available.map_err(error)?.into_iter().map(Into::into).collect())
    }
}
