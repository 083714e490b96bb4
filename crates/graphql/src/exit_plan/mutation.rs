use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, exit_plans};
use talkoot_domain::ids::ExitPlanId;

use super::{
    ExitPlanObject,
    input::{
        AnswerExitPlanInput, ApproveExitPlanBySteeringInput, CloseExitPlanInput, ExitPlanStepInput,
        NoteExitPlanInput, StartExitPlanInput,
    },
};
use crate::{
    application::read_answer,
    context::{actor, app},
    form::GraphNames,
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an exit plan.
    ExitPlanPayload { exit_plan: ExitPlanObject }
);

type Payload = async_graphql::Result<ExitPlanPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ExitPlanId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ExitPlanPayload::refused(refusals)),
    };
    let found = exit_plans::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let found = found.ok_or_else(|| not_found("exit plan"))?;
    Ok(ExitPlanPayload::done(ExitPlanObject(found)))
}

#[derive(Debug, Default)]
pub(crate) struct ExitPlanMutation;

#[Object]
impl ExitPlanMutation {
    /// Begins the exit plan of a project, in the version of the authority's form `exit-plan` that is in use now.
    async fn start_exit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: StartExitPlanInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Project, &input.project_id)?,
        };
        payload(ctx, exit_plans::start(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Answers questions of an exit plan. A question behind an answer that ends its branch is not asked and not taken; a
    /// plan that was complete is to be completed anew.
    async fn answer_exit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AnswerExitPlanInput,
    ) -> Payload {
        let body = exit_plans::AnswerExitPlan {
            id: node::key(Kind::ExitPlan, &input.id)?,
            expected_version: input.expected_version,
            answers: input.answers.into_iter().map(read_answer).collect(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = exit_plans::answer(app(ctx)?, actor(ctx)?, request, &GraphNames).await;
        payload(ctx, answer).await
    }

    /// Says that every question that is asked has its answer; refused with the first that is open.
    async fn complete_exit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ExitPlanStepInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::ExitPlan, &input.id)?, input.expected_version),
        };
        payload(ctx, exit_plans::complete(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records that the steering group approved the exit plan as it stands; it does not change from then on.
    async fn approve_exit_plan_by_steering(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ApproveExitPlanBySteeringInput,
    ) -> Payload {
        let meeting = input.meeting_id.map(|id| node::key(Kind::SteeringMeeting, &id));
        let body = exit_plans::ApproveExitPlan {
            id: node::key(Kind::ExitPlan, &input.id)?,
            expected_version: input.expected_version,
            members: input.members,
            held_on: input.held_on,
            unanimous: input.unanimous,
            meeting: meeting.transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = exit_plans::approve_by_steering(app(ctx)?, actor(ctx)?, request).await;
        payload(ctx, answer).await
    }

    /// Notes what was seen since the exit plan was approved; with the first note its follow-up begins.
    async fn note_exit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: NoteExitPlanInput,
    ) -> Payload {
        let body = exit_plans::NoteExitPlan {
            id: node::key(Kind::ExitPlan, &input.id)?,
            expected_version: input.expected_version,
            note: input.note,
            seen_on: input.seen_on,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, exit_plans::note(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Ends the follow-up of an exit plan with what became of the results.
    async fn close_exit_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CloseExitPlanInput,
    ) -> Payload {
        let body = exit_plans::CloseExitPlan {
            id: node::key(Kind::ExitPlan, &input.id)?,
            expected_version: input.expected_version,
            outcome: input.outcome,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, exit_plans::close(app(ctx)?, actor(ctx)?, request).await).await
    }
}
