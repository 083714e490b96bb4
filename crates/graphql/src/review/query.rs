use async_graphql::{Context, ID, Object};
use talkoot_app::reviews;
use talkoot_domain::ids::ReviewId;

use super::ReviewObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ReviewQuery;

#[Object]
impl ReviewQuery {
    /// The review with this id; nothing when it does not exist for you.
    async fn review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ReviewObject>> {
        let id = node::key(Kind::Review, &id)?;
        Ok(reviews::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(ReviewObject))
    }

    /// The reviews that you are or were assigned to, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn my_reviews(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ReviewObject>> {
        let page = connection::page::<ReviewId>(Kind::Review, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = reviews::own(app, actor, page).await.map_err(error)?;
        let total = reviews::count_own(app, actor).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|seen| (node::id(Kind::Review, seen.review.id), ReviewObject(seen)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
