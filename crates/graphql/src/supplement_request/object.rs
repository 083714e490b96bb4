use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{claims, supplement_requests};
use talkoot_domain::{
    supplement_request::{Question, State, SupplementRequest},
    workflow::Name,
};

use crate::{
    action::AvailableAction,
    claim::ClaimObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    obligation::{ObligationObject, StoredFileObject},
    organisation::PersonObject,
    outcome::{error, not_found},
};

/// A supplement request (*täydennyspyyntö*): what the officer asks the lead municipality about a claim, to be
/// answered by a day.
pub(crate) struct SupplementRequestObject(pub(crate) SupplementRequest);

/// A supplement request (*täydennyspyyntö*): what the officer asks the lead municipality about a claim, to be
/// answered by a day.
#[Object(name = "SupplementRequest")]
impl SupplementRequestObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::SupplementRequest, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place among the requests about the claim, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `open`, `answered`, `accepted` or `withdrawn`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// The claim that it asks about; absent when you see the request but not the claim.
    async fn claim(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ClaimObject>> {
        let found = claims::find(app(ctx)?, actor(ctx)?, self.0.claim).await;
        Ok(found.map_err(error)?.map(ClaimObject))
    }

    /// What makes the answer due and holds the day; to move the day, extend it (`extendObligation`).
    async fn obligation(&self, ctx: &Context<'_>) -> async_graphql::Result<ObligationObject> {
        let owed = loaders(ctx)?.one(self.0.obligation).await?;
        owed.map(ObligationObject).ok_or_else(|| not_found("obligation"))
    }

    /// The last day to answer; it ends at 24:00 in Helsinki.
    async fn due_date(&self, ctx: &Context<'_>) -> async_graphql::Result<NaiveDate> {
        let owed = loaders(ctx)?.one(self.0.obligation).await?;
        owed.map(|owed| owed.due).ok_or_else(|| not_found("obligation"))
    }

    /// The questions, in the order in which they were asked, with their answers.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn questions(&self) -> Vec<SupplementQuestionObject> {
        self.0
            .questions
            .iter()
            .cloned()
            .map(SupplementQuestionObject)
            .collect()
    }

    /// The id of the answered request that it asks further about; absent when it asks for the first time.
    async fn follows_id(&self) -> Option<ID> {
        self.0.follows.map(|id| node::id(Kind::SupplementRequest, id))
    }

    /// Who asked.
    async fn asked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.asked.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked.at
    }

    /// When it was answered; absent until it is.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Answered { answered } | State::Accepted { answered, .. } => Some(answered.at),
            State::Open | State::Withdrawn { .. } => None,
        }
    }

    /// When the answer was accepted; absent until it is.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Accepted { accepted, .. } => Some(accepted.at),
            State::Open | State::Answered { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// Why it was withdrawn; absent unless it was.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Open | State::Answered { .. } | State::Accepted { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = supplement_requests::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// One question of a supplement request, with its answer.
pub(crate) struct SupplementQuestionObject(Question);

/// One question of a supplement request, with its answer.
#[Object(name = "SupplementQuestion")]
impl SupplementQuestionObject {
    /// What is asked.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The id of the cost line that it is about, to be read with `node`; absent when it is about none.
    async fn cost_line_id(&self) -> Option<ID> {
        self.0.line.map(|line| node::id(Kind::CostLine, line))
    }

    /// The code of the cost category that it is about; absent when it is about none.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// The lead municipality's answer; absent until there is one.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// The files that belong to the answer.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn files(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<StoredFileObject>> {
        let loaders = loaders(ctx)?;
        let files = self.0.files.iter().map(|&file| loaders.one(file));
        let files = futures::future::try_join_all(files).await?;
        Ok(files.into_iter().flatten().map(StoredFileObject).collect())
    }
}
