use async_graphql::{Context, Error, ErrorExtensions, ID, Object};
use talkoot_app::bank_accounts::{self, Filter};
use talkoot_domain::ids::BankAccountId;

use super::{BankAccountObject, input::BankAccountFilter};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

fn filter(asked: BankAccountFilter) -> async_graphql::Result<Filter> {
    let organisation = |id: Option<ID>| id.map(|id| node::key(Kind::Organisation, &id)).transpose();
    let states = asked.states.unwrap_or_default().into_iter().map(|word| {
        word.parse().map_err(|_| {
            Error::new(format!("\"{word}\" is no state of a bank account"))
                .extend_with(|_, extensions| extensions.set("code", "INVALID_INPUT"))
        })
    });
    Ok(Filter {
        owner: organisation(asked.organisation_id)?,
        authority: organisation(asked.authority_id)?,
        states: states.collect::<async_graphql::Result<_>>()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct BankAccountQuery;

#[Object]
impl BankAccountQuery {
    /// The bank account with this id; nothing when it does not exist for you.
    async fn bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<BankAccountObject>> {
        let id = node::key(Kind::BankAccount, &id)?;
        let found = bank_accounts::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(BankAccountObject))
    }

    /// The bank accounts that you see, every version of them, oldest first: those of your municipality, and
    /// those with your authority.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn bank_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<BankAccountFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<BankAccountObject>> {
        let filter = self::filter(filter.unwrap_or_default())?;
        let page = connection::page::<BankAccountId>(Kind::BankAccount, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = bank_accounts::list(app, actor, &filter, page)
            .await
            .map_err(error)?;
        let total = bank_accounts::count(app, actor, &filter).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::BankAccount, row.id), BankAccountObject(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
