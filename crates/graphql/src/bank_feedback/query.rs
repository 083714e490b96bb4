use async_graphql::{Context, ID, Object};
use talkoot_app::bank_feedback::{self, Filter};
use talkoot_domain::ids::BankFeedbackId;

use super::{BankFeedbackObject, input::BankFeedbackFilter};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid},
};

fn filter(asked: BankFeedbackFilter) -> async_graphql::Result<Filter> {
    let states = asked.states.unwrap_or_default().into_iter().map(|word| {
        word.parse()
            .map_err(|_| invalid(&format!("\"{word}\" is no state of a message of the bank")))
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
pub(crate) struct BankFeedbackQuery;

#[Object]
impl BankFeedbackQuery {
    /// The message of the bank with this id; nothing when it does not exist for you.
    async fn bank_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<BankFeedbackObject>> {
        let id = node::key(Kind::BankFeedback, &id)?;
        let found = bank_feedback::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(BankFeedbackObject))
    }

    /// The messages of the bank about payments of your authority, oldest first.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn bank_feedbacks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<BankFeedbackFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<BankFeedbackObject>> {
        let filter = self::filter(filter.unwrap_or_default())?;
        let page = connection::page::<BankFeedbackId>(Kind::BankFeedback, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = bank_feedback::list(app, actor, &filter, page)
            .await
            .map_err(error)?;
        let total = bank_feedback::count(app, actor, &filter).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::BankFeedback, row.id), BankFeedbackObject(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
