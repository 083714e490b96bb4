use async_graphql::{Context, ID, Object};
use talkoot_app::forms;
use talkoot_domain::ids::FormId;

use super::{FormObject, object::ShippedFormObject};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct FormQuery;

#[Object]
impl FormQuery {
    /// The version of a form with this id; nothing when it does not exist for you.
    async fn form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<FormObject>> {
        let id = node::key(Kind::Form, &id)?;
        let found = forms::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(FormObject))
    }

    /// The published versions of forms and the drafts of your authority, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn forms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only the versions of the form with this code.")] code: Option<String>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<FormObject>> {
        let page = connection::page::<FormId>(Kind::Form, first, after.as_ref())?;
        let (app, actor, code) = (app(ctx)?, actor(ctx)?, code.as_deref());
        let rows = forms::list(app, actor, code, page).await.map_err(error)?;
        let total = forms::count(app, actor, code).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|form| (node::id(Kind::Form, form.id), FormObject(form)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }

    /// The definitions that come with the engine, to be imported as they are or changed first.
    async fn shipped_forms(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ShippedFormObject>> {
        actor(ctx)?;
        Ok(talkoot_forms::shipped()
            .iter()
            .copied()
            .map(ShippedFormObject)
            .collect())
    }
}
