use async_graphql::{Context, ID, Object};
use talkoot_app::payment_batches::{self, Filter};
use talkoot_domain::ids::PaymentBatchId;

use super::{PaymentBatchObject, input::PaymentBatchFilter};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid},
};

fn filter(asked: PaymentBatchFilter) -> async_graphql::Result<Filter> {
    let states = asked.states.unwrap_or_default().into_iter().map(|word| {
        word.parse()
            .map_err(|_| invalid(&format!("\"{word}\" is no state of a payment batch")))
    });
    Ok(Filter {
        authority: asked
            .authority_id
            .map(|id| node::key(Kind::Organisation, &id))
            .transpose()?,
        states: states.collect::<async_graphql::Result<_>>()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct PaymentBatchQuery;

#[Object]
impl PaymentBatchQuery {
    /// The payment batch with this id; nothing when it does not exist for you.
    async fn payment_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<PaymentBatchObject>> {
        let id = node::key(Kind::PaymentBatch, &id)?;
        let found = payment_batches::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(PaymentBatchObject))
    }

    /// The payment batches of your authority, oldest first.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn payment_batches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<PaymentBatchFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PaymentBatchObject>> {
        let filter = self::filter(filter.unwrap_or_default())?;
        let page = connection::page::<PaymentBatchId>(Kind::PaymentBatch, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = payment_batches::list(app, actor, &filter, page)
            .await
            .map_err(error)?;
        let total = payment_batches::count(app, actor, &filter).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::PaymentBatch, row.id), PaymentBatchObject(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
