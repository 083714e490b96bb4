use async_graphql::{Context, ID, Object};
use talkoot_app::rankings;
use talkoot_domain::{
    ids::RankingId,
    ranking::{self, Scenario},
    rate::Rate,
    review_rules::Score,
};

use super::{
    RankingListObject,
    input::{AwardRule, TieRule},
    present::{RankingObject, RankingSimulation},
};
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
    scalar::Percent,
};

#[derive(Debug, Default)]
pub(crate) struct RankingQuery;

#[Object]
impl RankingQuery {
    /// The ranking of a call as it is now, for the officers, second persons and auditors of its authority; nothing for
    /// others, and refused to who has a conflict of interest about an application to it.
    #[graphql(complexity = "100 + child_complexity")]
    async fn ranking(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The call.")] call_id: ID,
        #[graphql(desc = "How ties are decided; by the criteria in their order unless told.")]
        tie_rule: Option<TieRule>,
    ) -> async_graphql::Result<Option<RankingObject>> {
        let call = node::key(Kind::Call, &call_id)?;
        let rule = tie_rule.map(ranking::TieRule::from).unwrap_or_default();
        let present = rankings::present(app(ctx)?, actor(ctx)?, call, rule).await;
        Ok(present.map_err(error)?.map(RankingObject))
    }

    /// What would be awarded along the ranking as it is now; changes nothing. For whom `ranking` is.
    #[graphql(complexity = "100 + child_complexity")]
    async fn ranking_simulation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The call.")] call_id: ID,
        #[graphql(desc = "How the money is given out.")] rule: AwardRule,
        #[graphql(desc = "How ties are decided; by the criteria in their order unless told.")]
        tie_rule: Option<TieRule>,
        #[graphql(desc = "Applications with a lower score, in per cent, get nothing.")] cut_off: Option<
            Percent,
        >,
        #[graphql(desc = "A smaller share of what is asked for, in per cent, is of no use; 0 unless told.")]
        least_useful: Option<Percent>,
    ) -> async_graphql::Result<Option<RankingSimulation>> {
        let call = node::key(Kind::Call, &call_id)?;
        let ties = tie_rule.map(ranking::TieRule::from).unwrap_or_default();
        let scenario = Scenario {
            rule: rule.into(),
            cut_off: cut_off.map(|least| Score::of_rate(least.0)),
            least_useful: least_useful.map_or(Rate::ZERO, |least| least.0),
        };
        let found = rankings::simulation(app(ctx)?, actor(ctx)?, call, ties, scenario).await;
        let found = found.map_err(error)?;
        Ok(found.map(|(present, simulated)| RankingSimulation { present, simulated }))
    }

    /// The kept ranking list with this id; nothing when it does not exist for you.
    async fn ranking_list(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<RankingListObject>> {
        let id = node::key(Kind::RankingList, &id)?;
        let found = rankings::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
        Ok(found.map(RankingListObject))
    }

    /// The kept ranking lists of a call, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn ranking_lists(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The call.")] call_id: ID,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<RankingListObject>> {
        let call = node::key(Kind::Call, &call_id)?;
        let page = connection::page::<RankingId>(Kind::RankingList, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = rankings::list(app, actor, call, page).await.map_err(error)?;
        let total = rankings::count(app, actor, call).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|one| (node::id(Kind::RankingList, one.id), RankingListObject(one)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
