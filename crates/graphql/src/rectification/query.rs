use async_graphql::{Context, ID, Object};
use talkoot_app::rectifications;

use super::RectificationObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct RectificationQuery;

#[Object]
impl RectificationQuery {
    /// The claim for correction with this id; nothing when it does not exist for you.
    async fn rectification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<RectificationObject>> {
        let id = node::key(Kind::Rectification, &id)?;
        let found = rectifications::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(RectificationObject))
    }
}
