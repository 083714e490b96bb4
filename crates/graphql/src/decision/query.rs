use async_graphql::{Context, ID, Object};
use talkoot_app::decisions;

use super::DecisionObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct DecisionQuery;

#[Object]
impl DecisionQuery {
    /// The decision with this id; nothing when it does not exist for you, as a draft does for nobody
    /// outside the authority.
    async fn decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<DecisionObject>> {
        let id = node::key(Kind::Decision, &id)?;
        Ok(decisions::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(DecisionObject))
    }
}
