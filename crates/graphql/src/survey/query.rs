use async_graphql::{Context, ID, Object};
use talkoot_app::surveys;
use talkoot_domain::{ids::SurveyId, survey::About};

use super::SurveyObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid},
};

#[derive(Debug, Default)]
pub(crate) struct SurveyQuery;

#[Object]
impl SurveyQuery {
    /// The survey with this id; nothing when it does not exist for you.
    async fn survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<SurveyObject>> {
        let id = node::key(Kind::Survey, &id)?;
        let found = surveys::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(SurveyObject))
    }

    /// The surveys of your organisations, and those of your projects that were opened; oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn surveys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this call.")] call_id: Option<ID>,
        #[graphql(desc = "Only those of this project.")] project_id: Option<ID>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<SurveyObject>> {
        let page = connection::page::<SurveyId>(Kind::Survey, first, after.as_ref())?;
        let of = match (call_id, project_id) {
            (None, None) => None,
            (Some(call), None) => Some(About::Call(node::key(Kind::Call, &call)?)),
            (None, Some(project)) => Some(About::Project(node::key(Kind::Project, &project)?)),
            (Some(_), Some(_)) => {
                return Err(invalid("a survey is of a call or of a project; name one of them"));
            }
        };
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = surveys::list(app, actor, of, page).await.map_err(error)?;
        let total = surveys::count(app, actor, of).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|survey| (node::id(Kind::Survey, survey.id), SurveyObject(survey)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
