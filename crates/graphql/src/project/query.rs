use async_graphql::{Context, ID, Object};
use talkoot_app::projects;
use talkoot_domain::ids::ProjectId;

use super::ProjectObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct ProjectQuery;

#[Object]
impl ProjectQuery {
    /// The project with this id; nothing when it does not exist for you.
    async fn project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ProjectObject>> {
        let id = node::key(Kind::Project, &id)?;
        Ok(projects::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?
            .map(ProjectObject))
    }

    /// The projects in which your organisations take part or which they grant, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ProjectObject>> {
        let page = connection::page::<ProjectId>(Kind::Project, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = projects::list(app, actor, page).await.map_err(error)?;
        let total = projects::count(app, actor).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|project| (node::id(Kind::Project, project.id), ProjectObject(project)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
