use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    benefits::{self, RecalculateBenefit, StateBenefit, WithdrawBenefit},
};
use talkoot_domain::ids::BenefitId;

use super::{
    BenefitObject,
    input::{RecalculateBenefitInput, StateBenefitInput, WithdrawBenefitInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a benefit.
    BenefitPayload { benefit: BenefitObject }
);

type Payload = async_graphql::Result<BenefitPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<BenefitId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(BenefitPayload::refused(refusals)),
    };
    let found = benefits::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    let found = found.ok_or_else(|| not_found("benefit"))?;
    Ok(BenefitPayload::done(BenefitObject(found)))
}

#[derive(Debug, Default)]
pub(crate) struct BenefitMutation;

#[Object]
impl BenefitMutation {
    /// States a benefit of the project, or of one municipality in it; what it is a year is worked out from the figures.
    async fn state_benefit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: StateBenefitInput,
    ) -> Payload {
        let municipality = input.municipality_id.map(|id| node::key(Kind::Organisation, &id));
        let body = StateBenefit {
            project: node::key(Kind::Project, &input.project_id)?,
            municipality: municipality.transpose()?,
            mechanism: input.mechanism.into(),
            name: input.name,
            calculation: input.calculation.read(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, benefits::state(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Calculates a benefit anew; the calculation before stays readable.
    async fn recalculate_benefit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecalculateBenefitInput,
    ) -> Payload {
        let body = RecalculateBenefit {
            id: node::key(Kind::Benefit, &input.id)?,
            expected_version: input.expected_version,
            calculation: input.calculation.read(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, benefits::recalculate(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Says that there is no such benefit after all; it stays readable.
    async fn withdraw_benefit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawBenefitInput,
    ) -> Payload {
        let body = WithdrawBenefit {
            id: node::key(Kind::Benefit, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, benefits::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }
}
