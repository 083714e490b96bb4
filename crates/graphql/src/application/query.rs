use async_graphql::{Context, ID, Object};
use talkoot_app::applications;
use talkoot_domain::ids::ApplicationId;

use super::ApplicationObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ApplicationQuery;

#[Object]
impl ApplicationQuery {
    /// The application with this id; nothing when it does not exist for you.
    async fn application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ApplicationObject>> {
        let id = node::key(Kind::Application, &id)?;
        Ok(applications::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(ApplicationObject))
    }

    /// The applications in which your municipalities take part, and those submitted to your authority;
    /// oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that answer this call.")] call_id: Option<ID>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ApplicationObject>> {
        let page = connection::page::<ApplicationId>(Kind::Application, first, after.as_ref())?;
        let call = call_id.as_ref().map(|id| node::key(Kind::Call, id)).transpose()?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = applications::list(app, actor, call, page).await.map_err(error)?;
        let total = applications::count(app, actor, call).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|one| (node::id(Kind::Application, one.id), ApplicationObject(one)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
