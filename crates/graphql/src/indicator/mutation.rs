use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    indicators::{self, AddIndicator, DropIndicator, RecordValue},
};
use talkoot_domain::ids::IndicatorId;

use super::{
    IndicatorObject,
    input::{AddIndicatorInput, DropIndicatorInput, RecordIndicatorValueInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an indicator.
    IndicatorPayload { indicator: IndicatorObject }
);

type Payload = async_graphql::Result<IndicatorPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<IndicatorId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(IndicatorPayload::refused(refusals)),
    };
    let found = indicators::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("indicator"))?;
    Ok(IndicatorPayload::done(IndicatorObject(found)))
}

#[derive(Debug, Default)]
pub(crate) struct IndicatorMutation;

#[Object]
impl IndicatorMutation {
    /// Adds an indicator of the effects of a project.
    async fn add_indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AddIndicatorInput,
    ) -> Payload {
        let cause = input.follows_from_id.map(|id| node::key(Kind::Indicator, &id));
        let body = AddIndicator {
            project: node::key(Kind::Project, &input.project_id)?,
            theme: input.theme.into(),
            level: input.level.into(),
            name: input.name,
            unit: input.unit,
            follows_from: cause.transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, indicators::add(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records a value of an indicator; what was recorded before stays readable, and of each phase the newest value holds.
    async fn record_indicator_value(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecordIndicatorValueInput,
    ) -> Payload {
        let body = RecordValue {
            id: node::key(Kind::Indicator, &input.id)?,
            expected_version: input.expected_version,
            phase: input.phase.into(),
            value: input.value,
            day: input.measured_on,
            source: input.source,
            note: input.note.unwrap_or_default(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, indicators::record(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives an indicator up; no report waits for it any more.
    async fn drop_indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DropIndicatorInput,
    ) -> Payload {
        let body = DropIndicator {
            id: node::key(Kind::Indicator, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, indicators::give_up(app(ctx)?, actor(ctx)?, request).await).await
    }
}
