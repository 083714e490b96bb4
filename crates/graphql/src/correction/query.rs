use async_graphql::{Context, ID, Object};
use talkoot_app::corrections;
use talkoot_domain::ids::{CorrectionId, ProjectId};

use super::CorrectionObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct CorrectionQuery;

#[Object]
impl CorrectionQuery {
    /// The correction with this id; nothing when it does not exist for you.
    async fn correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<CorrectionObject>> {
        let id = node::key(Kind::Correction, &id)?;
        let found = corrections::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(CorrectionObject))
    }
}

/// A page of a project's corrections.
pub(crate) async fn of_project(
    ctx: &Context<'_>,
    project: ProjectId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<CorrectionObject>> {
    let page = connection::page::<CorrectionId>(Kind::Correction, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = corrections::list(app, actor, project, page)
        .await
        .map_err(error)?;
    let total = corrections::count(app, actor, project).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|row| (node::id(Kind::Correction, row.id), CorrectionObject(row)))
        .collect();
    Ok(connection::list(&page, rows, total))
}
