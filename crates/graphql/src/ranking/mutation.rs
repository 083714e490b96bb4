use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, rankings};
use talkoot_domain::{ids::RankingId, ranking};

use super::{
    RankingListObject,
    input::{FixRankingInput, RankingStepInput, WithdrawRankingInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a ranking list.
    RankingListPayload { ranking_list: RankingListObject }
);

type Payload = async_graphql::Result<RankingListPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<RankingId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(RankingListPayload::refused(refusals)),
    };
    let found = rankings::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(RankingListPayload::done(RankingListObject(
        found.ok_or_else(|| not_found("ranking list"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct RankingMutation;

#[Object]
impl RankingMutation {
    /// Keeps the ranking of a closed call as it is now. Once a decision of the call has been made, the new list is
    /// only proposed, with a reason, until another person confirms it.
    async fn fix_ranking(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: FixRankingInput,
    ) -> Payload {
        let body = rankings::FixRanking {
            call: node::key(Kind::Call, &input.call_id)?,
            expected_version: input.expected_version,
            rule: input.tie_rule.map(ranking::TieRule::from).unwrap_or_default(),
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, rankings::fix(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Confirms a list that another person proposed after a decision; it stands then.
    async fn confirm_ranking(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RankingStepInput,
    ) -> Payload {
        let id = node::key(Kind::RankingList, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version),
        };
        payload(ctx, rankings::confirm(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes a proposed list back; one that stands is never changed.
    async fn withdraw_ranking(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawRankingInput,
    ) -> Payload {
        let id = node::key(Kind::RankingList, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version, input.reason),
        };
        payload(ctx, rankings::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }
}
