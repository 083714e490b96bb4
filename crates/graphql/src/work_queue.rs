//! What waits for a person in the handling of applications.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::work_queue::{self, Item, Task};

use crate::{
    application::{ApplicationObject, DossierOf},
    call::CallObject,
    connection::{self, List},
    context::{actor, app, loaders},
    node::{self, Kind},
    outcome::{error, not_found},
};

/// Something that waits for you.
pub(crate) struct WorkItem(Item);

/// Something that waits for you.
#[Object]
impl WorkItem {
    /// What is to be done: `review`, `handle_application`, `follow_reviews`, `chase_supplement`, `draft_decision`, `approve_decision` or
    /// `confirm_ranking`.
    async fn task(&self) -> &'static str {
        self.0.task.into()
    }

    /// The id of the review or the ranking list, where it is about one.
    async fn object_id(&self) -> Option<ID> {
        match self.0.task {
            Task::Review(id) => Some(node::id(Kind::Review, id)),
            Task::ConfirmRanking(id) => Some(node::id(Kind::RankingList, id)),
            Task::HandleApplication
            | Task::FollowReviews
            | Task::ChaseSupplement
            | Task::DraftDecision
            | Task::ApproveDecision => None,
        }
    }

    /// The application, where it is about one.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ApplicationObject>> {
        let Some(id) = self.0.application else {
            return Ok(None);
        };
        let dossier = loaders(ctx)?.one(DossierOf(id)).await?;
        Ok(dossier.map(|dossier| ApplicationObject(dossier.application)))
    }

    /// The call.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<CallObject> {
        let call = loaders(ctx)?.one(self.0.call).await?;
        call.map(CallObject).ok_or_else(|| not_found("call"))
    }

    /// Since when it waits; for a decision since the evaluation.
    async fn since(&self) -> DateTime<Utc> {
        self.0.since
    }

    /// The last day, where there is one.
    async fn due_on(&self) -> Option<NaiveDate> {
        self.0.due
    }
}

#[derive(Debug, Default)]
pub(crate) struct WorkQueueQuery;

#[Object]
impl WorkQueueQuery {
    /// What waits for you in the handling of applications: your reviews, the applications that are yours or nobody's,
    /// decisions and ranking lists for a second person. What is due first, then what waits longest.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn work_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<WorkItem>> {
        let page = connection::numbered(first, after.as_ref())?;
        let items = work_queue::of(app(ctx)?, actor(ctx)?).await.map_err(error)?;
        Ok(connection::numbered_part(page, &items, |item| {
            WorkItem(item.clone())
        }))
    }
}
