use async_graphql::{Context, Object, SimpleObject};
use talkoot_app::{
    Answer, Request,
    decisions::{self, Done},
};

use super::{
    DecisionObject,
    input::{ApproveDecisionsInput, DraftDecisionsInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{Refusal, error, refusals},
};

/// What became of one of several decisions.
#[derive(SimpleObject)]
pub(crate) struct DecisionOutcome {
    /// The decision as it is now; absent when it was refused.
    decision: Option<DecisionObject>,
    /// Why it was refused; empty when it was done.
    refusals: Vec<Refusal>,
}

/// What became of several decisions.
#[derive(SimpleObject)]
pub(crate) struct DecisionsPayload {
    /// One for each that was asked for, in that order; none when everything was refused.
    items: Vec<DecisionOutcome>,
    /// Why everything was refused; empty when each item says what became of it.
    refusals: Vec<Refusal>,
}

async fn payload(ctx: &Context<'_>, answer: Answer<Vec<Done>>) -> async_graphql::Result<DecisionsPayload> {
    let done = match refusals(answer)? {
        Ok(done) => done,
        Err(refusals) => {
            return Ok(DecisionsPayload {
                items: Vec::new(),
                refusals,
            });
        }
    };
    let ids: Vec<_> = done.iter().filter_map(|one| one.as_ref().ok().copied()).collect();
    let mut found = decisions::find_many(app(ctx)?, actor(ctx)?, &ids)
        .await
        .map_err(error)?;
    let mut items = Vec::with_capacity(done.len());
    for one in done {
        items.push(match one {
            Ok(id) => {
                let place = found.iter().position(|decision| decision.id == id);
                DecisionOutcome {
                    decision: place.map(|place| DecisionObject(found.swap_remove(place))),
                    refusals: Vec::new(),
                }
            }
            Err(refusals) => DecisionOutcome {
                decision: None,
                refusals: refusals.into_iter().map(Into::into).collect(),
            },
        });
    }
    Ok(DecisionsPayload {
        items,
        refusals: Vec::new(),
    })
}

#[derive(Debug, Default)]
pub(crate) struct DecisionBatchMutation;

#[Object]
impl DecisionBatchMutation {
    /// Drafts decisions about several applications of a call. Each stands on its own: those that pass are drafted,
    /// the others say why not, and the same request again drafts what is left.
    async fn draft_decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftDecisionsInput,
    ) -> async_graphql::Result<DecisionsPayload> {
        let drafts: async_graphql::Result<Vec<_>> = input.items.into_iter().map(TryInto::try_into).collect();
        let request = Request {
            key: input.idempotency_key,
            body: decisions::DraftDecisions {
                call: node::key(Kind::Call, &input.call_id)?,
                drafts: drafts?,
            },
        };
        payload(ctx, decisions::draft_many(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Makes several decisions of a call; each by another person than those who drafted and changed it. Each stands
    /// on its own: those that pass are made, the others say why not, and the same request again makes what is left.
    async fn approve_decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ApproveDecisionsInput,
    ) -> async_graphql::Result<DecisionsPayload> {
        let mut wanted = Vec::with_capacity(input.items.len());
        for one in &input.items {
            wanted.push((node::key(Kind::Decision, &one.id)?, one.expected_version));
        }
        let request = Request {
            key: input.idempotency_key,
            body: decisions::ApproveDecisions {
                call: node::key(Kind::Call, &input.call_id)?,
                decisions: wanted,
            },
        };
        payload(
            ctx,
            decisions::approve_many(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
