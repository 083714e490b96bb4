use async_graphql::{Context, ID, Object};
use talkoot_app::agreements;

use super::AgreementObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct AgreementQuery;

#[Object]
impl AgreementQuery {
    /// The agreement with this id; nothing when it does not exist for you.
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<AgreementObject>> {
        let id = node::key(Kind::Agreement, &id)?;
        let found = agreements::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(AgreementObject))
    }
}
