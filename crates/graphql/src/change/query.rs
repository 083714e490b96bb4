use async_graphql::{Context, ID, Object};
use talkoot_app::{change_parts, change_requests};
use talkoot_domain::ids::{ChangeRequestId, ProjectId};

use super::{ChangePartObject, ChangeRequestObject};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ChangeQuery;

#[Object]
impl ChangeQuery {
    /// The change request with this id; nothing when it does not exist for you.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ChangeRequestObject>> {
        let id = node::key(Kind::ChangeRequest, &id)?;
        let found = change_requests::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(ChangeRequestObject))
    }

    /// The part of a change request with this id; nothing when it does not exist for you.
    async fn change_part(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ChangePartObject>> {
        let id = node::key(Kind::ChangePart, &id)?;
        let found = change_parts::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(ChangePartObject))
    }
}

/// A page of a project's change requests.
pub(crate) async fn of_project(
    ctx: &Context<'_>,
    project: ProjectId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<ChangeRequestObject>> {
    let page = connection::page::<ChangeRequestId>(Kind::ChangeRequest, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = change_requests::list(app, actor, project, page)
        .await
        .map_err(error)?;
    let total = change_requests::count(app, actor, project).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|request| {
            (
                node::id(Kind::ChangeRequest, request.id),
                ChangeRequestObject(request),
            )
        })
        .collect();
    Ok(connection::list(&page, rows, total))
}
