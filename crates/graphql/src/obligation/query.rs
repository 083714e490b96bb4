use async_graphql::{Context, Error, ErrorExtensions, ID, Object};
use chrono::NaiveDate;
use talkoot_app::obligations::{self, Filter};
use talkoot_domain::ids::ObligationId;

use super::{ObligationObject, input::ObligationFilter, reminder::UpcomingReminder};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

/// The filter of the domain, or an error naming the word that is none.
pub(crate) fn filter(asked: Option<ObligationFilter>) -> async_graphql::Result<Filter> {
    let asked = asked.unwrap_or_default();
    Ok(Filter {
        project: None,
        responsible: None,
        states: words(asked.states, "state")?,
        kinds: words(asked.kinds, "kind")?,
    })
}

pub(crate) fn words<T: std::str::FromStr>(
    words: Option<Vec<String>>,
    what: &str,
) -> async_graphql::Result<Vec<T>> {
    let words = words.unwrap_or_default().into_iter().map(|word| {
        word.parse().map_err(|_| {
            Error::new(format!("\"{word}\" is no {what} of an obligation"))
                .extend_with(|_, extensions| extensions.set("code", "INVALID_INPUT"))
        })
    });
    words.collect()
}

/// A page of obligations, by due date.
pub(crate) async fn obligations_page(
    ctx: &Context<'_>,
    filter: &Filter,
    first: Option<i32>,
    after: Option<&ID>,
) -> async_graphql::Result<List<ObligationObject>> {
    let page = connection::page::<ObligationId>(Kind::Obligation, first, after)?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = obligations::list(app, actor, filter, page).await.map_err(error)?;
    let total = obligations::count(app, actor, filter).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|row| (node::id(Kind::Obligation, row.id), ObligationObject(row)))
        .collect();
    Ok(connection::list(&page, rows, total))
}

#[derive(Debug, Default)]
pub(crate) struct ObligationQuery;

#[Object]
impl ObligationQuery {
    /// The obligation with this id; nothing when it does not exist for you.
    async fn obligation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<ObligationObject>> {
        let id = node::key(Kind::Obligation, &id)?;
        let obligation = obligations::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(obligation.map(ObligationObject))
    }

    /// What your organisations owe or are owed, by due date.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn obligations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<ObligationFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ObligationObject>> {
        let filter = self::filter(filter)?;
        obligations_page(ctx, &filter, first, after.as_ref()).await
    }

    /// The reminders that would go out until a day at most a year away, first ones first, if nobody
    /// settled anything.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn upcoming_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last day to look at.")] until: NaiveDate,
    ) -> async_graphql::Result<Vec<UpcomingReminder>> {
        let upcoming = obligations::upcoming(app(ctx)?, actor(ctx)?, until).await;
        Ok(upcoming.map_err(error)?.into_iter().map(Into::into).collect())
    }
}
