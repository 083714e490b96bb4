use async_graphql::{Context, ID, Json, Object};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use talkoot_app::surveys;
use talkoot_domain::{
    survey::{About, StateName, Survey},
    workflow::Name as _,
};
use talkoot_forms::to_json;

use super::{
    loader::{ParticipationOf, ResultsOf},
    results::{ParticipationObject, QuestionResultObject, RefusedAddressObject, TextsObject},
};
use crate::{
    action::AvailableAction,
    administration::Language,
    call::CallObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
    project::ProjectObject,
};

/// A survey (*kysely*) of a call or of a project: people who are invited answer it under secret links.
pub(crate) struct SurveyObject(pub(crate) Survey);

/// A survey (*kysely*) of a call or of a project: people who are invited answer it under secret links.
#[Object(name = "Survey")]
impl SurveyObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Survey, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `open`, `closed` or `published`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.details.title
    }

    /// The language of its mails.
    async fn language(&self) -> Language {
        self.0.details.language.into()
    }

    /// The call that it is about; absent for a survey of a project.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CallObject>> {
        let About::Call(call) = self.0.about else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(call).await?.map(CallObject))
    }

    /// The project that it is about; absent for a survey of a call.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        let Some(project) = self.0.about.project() else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(project).await?.map(ProjectObject))
    }

    /// Who asks: the authority, or the lead of the project when it was made.
    async fn owner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let owner = loaders(ctx)?.one(self.0.owner).await?;
        owner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Who made it.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.created.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// The questions, as a form definition in three languages.
    async fn questions(&self) -> Json<Value> {
        Json(to_json(&self.0.details.questions))
    }

    /// The last day to answer; it ends at 24:00 in Helsinki.
    async fn closes_on(&self) -> NaiveDate {
        self.0.details.closes_on
    }

    /// So many days before the last day those who have not answered are reminded, the first reminder first.
    async fn reminder_days(&self) -> Vec<u32> {
        self.0.details.reminder_days.days().to_vec()
    }

    /// A question with fewer answers shows only how many it has.
    async fn fewest_answers(&self) -> u32 {
        self.0.details.fewest_answers
    }

    /// When it was opened; absent for a draft.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.opened().map(|opened| opened.at)
    }

    /// When it was closed, by the clock or before its last day had ended; absent while it takes answers.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.closed().map(|closed| closed.at)
    }

    /// When its results were published; absent while they are not.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.published().map(|published| published.at)
    }

    /// How many of how many answered.
    #[graphql(complexity = "child_complexity + 2")]
    async fn participation(&self, ctx: &Context<'_>) -> async_graphql::Result<ParticipationObject> {
        let found = loaders(ctx)?.one(ParticipationOf(self.0.id)).await?;
        Ok(ParticipationObject(found.unwrap_or_default()))
    }

    /// What was counted, in the order of the questions: once it is closed for whoever asks, once it is published for
    /// everybody; else empty.
    #[graphql(complexity = "10 * child_complexity + 2")]
    async fn results(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<QuestionResultObject>> {
        if !surveys::sees_results(actor(ctx)?, &self.0) {
            return Ok(Vec::new());
        }
        let found = loaders(ctx)?.one(ResultsOf(self.0.id)).await?;
        Ok(QuestionResultObject::all(&self.0, found.unwrap_or_default()))
    }

    /// What was written in answer to the questions without options: for whoever asks, once it is closed, and only where
    /// enough answered. Texts are never published, for a text may tell who wrote it.
    #[graphql(complexity = "20 + child_complexity")]
    async fn texts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TextsObject>> {
        let texts = surveys::texts(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(texts
            .into_iter()
            .map(|one| TextsObject {
                question: one.question,
                texts: one.texts,
            })
            .collect())
    }

    /// The addresses to which no mail could be delivered: for whoever asks, empty for everybody else.
    #[graphql(complexity = "20 + child_complexity")]
    async fn refused_addresses(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RefusedAddressObject>> {
        let refused = surveys::refused_addresses(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(refused
            .into_iter()
            .map(|(address, answer)| RefusedAddressObject { address, answer })
            .collect())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = surveys::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
