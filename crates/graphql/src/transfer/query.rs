use async_graphql::{Context, ID, Object};
use talkoot_app::transfers::{self, Filter};
use talkoot_domain::ids::TransferId;

use super::{TransferObject, input::TransferFilter};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid},
};

fn filter(asked: TransferFilter) -> async_graphql::Result<Filter> {
    let states = asked.states.unwrap_or_default().into_iter().map(|word| {
        word.parse()
            .map_err(|_| invalid(&format!("\"{word}\" is no state of a transfer")))
    });
    Ok(Filter {
        project: asked
            .project_id
            .map(|id| node::key(Kind::Project, &id))
            .transpose()?,
        organisation: asked
            .organisation_id
            .map(|id| node::key(Kind::Organisation, &id))
            .transpose()?,
        states: states.collect::<async_graphql::Result<_>>()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct TransferQuery;

#[Object]
impl TransferQuery {
    /// The transfer with this id; nothing when it does not exist for you.
    async fn transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<TransferObject>> {
        let id = node::key(Kind::Transfer, &id)?;
        let found = transfers::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(TransferObject))
    }

    /// The transfers that you see, oldest first: those that your municipality owes or gets, and those of
    /// the grants of your authority.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn transfers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<TransferFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<TransferObject>> {
        let filter = self::filter(filter.unwrap_or_default())?;
        let page = connection::page::<TransferId>(Kind::Transfer, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = transfers::list(app, actor, &filter, page).await.map_err(error)?;
        let total = transfers::count(app, actor, &filter).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Transfer, row.id), TransferObject(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
