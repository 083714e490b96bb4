use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    risks::{self, ChangeRisk, OwnerAsked, RaiseRisk},
};
use talkoot_domain::ids::RiskId;

use super::{
    RiskObject,
    input::{RaiseRiskInput, RiskChangeInput, RiskOwnerInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a risk.
    RiskPayload { risk: RiskObject }
);

type Payload = async_graphql::Result<RiskPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<RiskId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(RiskPayload::refused(refusals)),
    };
    let found = risks::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(RiskPayload::done(RiskObject(
        found.ok_or_else(|| not_found("risk"))?,
    )))
}

fn owner(input: RiskOwnerInput) -> async_graphql::Result<OwnerAsked> {
    let person = input.person_id.map(|id| node::key(Kind::Person, &id));
    Ok(OwnerAsked {
        person: person.transpose()?,
        role: input.role,
    })
}

fn change(input: RiskChangeInput) -> async_graphql::Result<Request<ChangeRisk>> {
    let body = ChangeRisk {
        id: node::key(Kind::Risk, &input.id)?,
        expected_version: input.expected_version,
        note: input.note,
        observed_on: input.observed_on,
        owner: input.owner.map(owner).transpose()?,
        probability: input.probability,
        effect: input.effect,
        response: input.response,
    };
    Ok(Request {
        key: input.idempotency_key,
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct RiskMutation;

#[Object]
impl RiskMutation {
    /// Puts a risk into the register of a project.
    async fn raise_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RaiseRiskInput,
    ) -> Payload {
        let sub_area = input.sub_area_id.map(|id| node::key(Kind::SubArea, &id));
        let body = RaiseRisk {
            project: node::key(Kind::Project, &input.project_id)?,
            sub_area: sub_area.transpose()?,
            topic: input.topic,
            note: input.note,
            observed_on: input.observed_on,
            owner: owner(input.owner)?,
            probability: input.probability,
            effect: input.effect,
            response: input.response.unwrap_or_default(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, risks::raise(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Judges a risk anew, or adds what was seen of it; what was said before stays readable.
    async fn assess_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RiskChangeInput,
    ) -> Payload {
        payload(ctx, risks::assess(app(ctx)?, actor(ctx)?, change(input)?).await).await
    }

    /// Begins to do something about a risk; the response says what.
    async fn mitigate_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RiskChangeInput,
    ) -> Payload {
        payload(ctx, risks::mitigate(app(ctx)?, actor(ctx)?, change(input)?).await).await
    }

    /// Says that a risk has come true (*toteutui*). What follows of it can still be added.
    async fn record_risk_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RiskChangeInput,
    ) -> Payload {
        payload(ctx, risks::occur(app(ctx)?, actor(ctx)?, change(input)?).await).await
    }

    /// Says that a risk threatens no more.
    async fn close_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RiskChangeInput,
    ) -> Payload {
        payload(ctx, risks::close(app(ctx)?, actor(ctx)?, change(input)?).await).await
    }
}
