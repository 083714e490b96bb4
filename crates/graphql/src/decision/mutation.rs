use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, decisions};
use talkoot_domain::ids::DecisionId;

use super::{
    DecisionObject,
    input::{DecisionStepInput, DraftDecisionInput, RefuseDecisionInput, UpdateDecisionInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a decision.
    DecisionPayload { decision: DecisionObject }
);

type Payload = async_graphql::Result<DecisionPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<DecisionId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(DecisionPayload::refused(refusals)),
    };
    let found = decisions::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(DecisionPayload::done(DecisionObject(
        found.ok_or_else(|| not_found("decision"))?,
    )))
}

fn step(input: &DecisionStepInput) -> async_graphql::Result<Request<(DecisionId, i64)>> {
    let body = (node::key(Kind::Decision, &input.id)?, input.expected_version);
    Ok(Request {
        key: input.idempotency_key.clone(),
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct DecisionMutation;

#[Object]
impl DecisionMutation {
    /// Drafts the one decision about an evaluated application.
    async fn draft_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftDecisionInput,
    ) -> Payload {
        let body = decisions::DraftDecision {
            application: node::key(Kind::Application, &input.application_id)?,
            expected_version: input.expected_version,
            proposal: decisions::WantedProposal {
                awarded: input.awarded,
                award: input.award.map(|award| award.0),
                rate: input.rate.map(|rate| rate.0),
                advance: input.advance.map(TryInto::try_into).transpose()?,
                reasoning: input.reasoning,
                conditions: input.conditions,
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, decisions::draft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Replaces what a drafted decision says; who changes it may not make it.
    async fn update_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdateDecisionInput,
    ) -> Payload {
        let body = decisions::UpdateDecision {
            id: node::key(Kind::Decision, &input.id)?,
            expected_version: input.expected_version,
            proposal: decisions::WantedProposal {
                awarded: input.awarded,
                award: input.award.map(|award| award.0),
                rate: input.rate.map(|rate| rate.0),
                advance: input.advance.map(TryInto::try_into).transpose()?,
                reasoning: input.reasoning,
                conditions: input.conditions,
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, decisions::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Makes a decision; by another person than those who drafted and changed it. The application is
    /// granted or rejected with it.
    async fn approve_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DecisionStepInput,
    ) -> Payload {
        let request = step(&input)?;
        payload(ctx, decisions::approve(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Accepts a grant with its terms; the project starts with it.
    async fn accept_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DecisionStepInput,
    ) -> Payload {
        let request = step(&input)?;
        payload(ctx, decisions::accept(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Refuses a grant.
    async fn refuse_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RefuseDecisionInput,
    ) -> Payload {
        let id = node::key(Kind::Decision, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version, input.reason),
        };
        payload(ctx, decisions::refuse(app(ctx)?, actor(ctx)?, request).await).await
    }
}
