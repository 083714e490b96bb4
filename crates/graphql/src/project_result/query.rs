use async_graphql::{Context, ID, Object};
use talkoot_app::project_results as results;
use talkoot_domain::ids::ProjectResultId;

use super::ProjectResultObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ProjectResultQuery;

#[Object]
impl ProjectResultQuery {
    /// The result with this id; nothing when it does not exist for you.
    async fn project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ProjectResultObject>> {
        let id = node::key(Kind::ProjectResult, &id)?;
        let found = results::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(ProjectResultObject))
    }

    /// The results of a project: all of them when you see the project, else those that are public; oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn project_results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ProjectResultObject>> {
        let page = connection::page::<ProjectResultId>(Kind::ProjectResult, first, after.as_ref())?;
        let project = node::key(Kind::Project, &project_id)?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = results::list(app, actor, project, page).await.map_err(error)?;
        let total = results::count(app, actor, project).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::ProjectResult, row.id), ProjectResultObject(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
