use async_graphql::{Context, ID, Object};
use talkoot_app::recoveries;
use talkoot_domain::ids::{ProjectId, RecoveryId};

use super::RecoveryObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct RecoveryQuery;

#[Object]
impl RecoveryQuery {
    /// The recovery with this id; nothing when it does not exist for you.
    async fn recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<RecoveryObject>> {
        let id = node::key(Kind::Recovery, &id)?;
        let found = recoveries::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(RecoveryObject))
    }
}

/// A page of a project's recoveries.
pub(crate) async fn of_project(
    ctx: &Context<'_>,
    project: ProjectId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<RecoveryObject>> {
    let page = connection::page::<RecoveryId>(Kind::Recovery, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = recoveries::list(app, actor, project, page).await.map_err(error)?;
    let total = recoveries::count(app, actor, project).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|row| (node::id(Kind::Recovery, row.id), RecoveryObject(row)))
        .collect();
    Ok(connection::list(&page, rows, total))
}
