use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    milestones::{self, AddMilestone, CompleteMilestone, DropMilestone, MoveMilestone},
};
use talkoot_domain::ids::MilestoneId;

use super::{
    MilestoneObject,
    input::{
        AddMilestoneInput, CompleteMilestoneInput, DropMilestoneInput, MilestoneStepInput, MoveMilestoneInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a milestone.
    MilestonePayload { milestone: MilestoneObject }
);

type Payload = async_graphql::Result<MilestonePayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<MilestoneId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(MilestonePayload::refused(refusals)),
    };
    let found = milestones::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("milestone"))?;
    Ok(MilestonePayload::done(MilestoneObject(found)))
}

#[derive(Debug, Default)]
pub(crate) struct MilestoneMutation;

#[Object]
impl MilestoneMutation {
    /// Plans a milestone of the project or of one of its sub-areas. Its baseline is set here and never changed.
    async fn add_milestone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AddMilestoneInput,
    ) -> Payload {
        let sub_area = input.sub_area_id.map(|id| node::key(Kind::SubArea, &id));
        let body = AddMilestone {
            project: node::key(Kind::Project, &input.project_id)?,
            sub_area: sub_area.transpose()?,
            name: input.name,
            baseline: input.baseline,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, milestones::add(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Begins to work on a milestone.
    async fn start_milestone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: MilestoneStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Milestone, &input.id)?, input.expected_version),
        };
        payload(ctx, milestones::start(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Foresees a milestone on another day. After the baseline it is delayed; the day before and the reason stay
    /// readable.
    async fn move_milestone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: MoveMilestoneInput,
    ) -> Payload {
        let body = MoveMilestone {
            id: node::key(Kind::Milestone, &input.id)?,
            expected_version: input.expected_version,
            forecast: input.forecast,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, milestones::move_to(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Says that a milestone is reached.
    async fn complete_milestone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CompleteMilestoneInput,
    ) -> Payload {
        let body = CompleteMilestone {
            id: node::key(Kind::Milestone, &input.id)?,
            expected_version: input.expected_version,
            reached_on: input.reached_on,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, milestones::complete(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives a milestone up.
    async fn drop_milestone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DropMilestoneInput,
    ) -> Payload {
        let body = DropMilestone {
            id: node::key(Kind::Milestone, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, milestones::give_up(app(ctx)?, actor(ctx)?, request).await).await
    }
}
