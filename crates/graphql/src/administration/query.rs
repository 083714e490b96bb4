use async_graphql::{Context, Object};
use talkoot_app::identity;

use crate::{
    context::{actor, app},
    organisation::OrganisationObject,
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct AdministrationQuery;

#[Object]
impl AdministrationQuery {
    /// Every organisation: authorities first, municipalities by code. Anybody signed in may see them.
    #[graphql(complexity = "50 + 50 * child_complexity")]
    async fn organisations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OrganisationObject>> {
        actor(ctx)?;
        let all = identity::all_organisations(app(ctx)?).await.map_err(error)?;
        Ok(all.into_iter().map(OrganisationObject).collect())
    }
}
