use async_graphql::{Context, ID, Object};
use talkoot_app::calls;
use talkoot_domain::ids::CallId;

use super::CallObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct CallQuery;

#[Object]
impl CallQuery {
    /// The call with this id; nothing when it does not exist for you.
    async fn call(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<CallObject>> {
        let id = node::key(Kind::Call, &id)?;
        Ok(calls::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(CallObject))
    }

    /// The published calls and the drafts of your authority, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn calls(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CallObject>> {
        let page = connection::page::<CallId>(Kind::Call, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = calls::list(app, actor, page).await.map_err(error)?;
        let total = calls::count(app, actor).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|call| (node::id(Kind::Call, call.id), CallObject(call)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
