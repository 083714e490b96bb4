use async_graphql::{Context, ID, Object};
use talkoot_app::erasures;

use super::object::RetentionObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct RetentionQuery;

#[Object]
impl RetentionQuery {
    /// For how long what a project leaves behind about people is kept, and what was removed; nothing when there is no
    /// such project for you.
    #[graphql(complexity = "10 + child_complexity")]
    async fn retention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
    ) -> async_graphql::Result<Option<RetentionObject>> {
        let id = node::key(Kind::Project, &project_id)?;
        let found = erasures::of_project(app(ctx)?, actor(ctx)?, id).await;
        Ok(found.map_err(error)?.map(RetentionObject))
    }
}
