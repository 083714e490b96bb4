use async_graphql::{Context, ID, Object};
use talkoot_app::steering_meetings as meetings;
use talkoot_domain::ids::{ProjectId, SteeringMeetingId};

use super::{ProposedItemObject, SteeringMeetingObject};
use crate::{
    connection::{self, List},
    context::{actor, app, loaders},
    node::{self, Kind},
    outcome::{error, not_found},
};

#[derive(Debug, Default)]
pub(crate) struct SteeringMeetingQuery;

#[Object]
impl SteeringMeetingQuery {
    /// The meeting with this id; nothing when it does not exist for you.
    async fn steering_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<SteeringMeetingObject>> {
        let id = node::key(Kind::SteeringMeeting, &id)?;
        let found = meetings::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(SteeringMeetingObject))
    }

    /// The meetings of the steering group of a project, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn steering_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<SteeringMeetingObject>> {
        let page = connection::page::<SteeringMeetingId>(Kind::SteeringMeeting, first, after.as_ref())?;
        let project = node::key(Kind::Project, &project_id)?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = meetings::list(app, actor, project, page).await.map_err(error)?;
        let total = meetings::count(app, actor, project).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| {
                (
                    node::id(Kind::SteeringMeeting, row.id),
                    SteeringMeetingObject(row),
                )
            })
            .collect();
        Ok(connection::list(&page, rows, total))
    }

    /// What the next meeting has to look at, out of what is open in the project: reports that wait for it, what is due
    /// within five weeks or late, change requests, milestones that are late, risks that are high or new, and duties
    /// that nobody holds. For those who plan meetings; empty for everybody else.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn proposed_agenda(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
    ) -> async_graphql::Result<Vec<ProposedItemObject>> {
        let id: ProjectId = node::key(Kind::Project, &project_id)?;
        let project = loaders(ctx)?.one(id).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let proposed = meetings::proposed_agenda(app(ctx)?, actor(ctx)?, &project)
            .await
            .map_err(error)?;
        Ok(proposed.into_iter().map(ProposedItemObject).collect())
    }
}
