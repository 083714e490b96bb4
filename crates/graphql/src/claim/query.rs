use async_graphql::{Context, ID, Object};
use talkoot_app::claims;
use talkoot_domain::ids::{ClaimId, ProjectId};

use super::ClaimObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ClaimQuery;

#[Object]
impl ClaimQuery {
    /// The claim with this id; nothing when it does not exist for you.
    async fn claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ClaimObject>> {
        let id = node::key(Kind::Claim, &id)?;
        let found = claims::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(ClaimObject))
    }
}

/// A page of a project's claims.
pub(crate) async fn of_project(
    ctx: &Context<'_>,
    project: ProjectId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<ClaimObject>> {
    let page = connection::page::<ClaimId>(Kind::Claim, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = claims::list(app, actor, project, page).await.map_err(error)?;
    let total = claims::count(app, actor, project).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|claim| (node::id(Kind::Claim, claim.id), ClaimObject(claim)))
        .collect();
    Ok(connection::list(&page, rows, total))
}
