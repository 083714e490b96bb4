use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, applications};
use talkoot_domain::ids::ApplicationId;

use super::{
    ApplicationObject,
    input::{
        ApplicationStepInput, CreateApplicationInput, EvaluateApplicationInput,
        RequestApplicationSupplementInput, SetBudgetInput, UpdateApplicationInput, WithdrawApplicationInput,
        cells, organisations, sub_areas,
    },
    supplement::sections,
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an application.
    ApplicationPayload { application: ApplicationObject }
);

type Payload = async_graphql::Result<ApplicationPayload>;

pub(super) async fn payload(ctx: &Context<'_>, answer: Answer<ApplicationId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ApplicationPayload::refused(refusals)),
    };
    let found = applications::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(ApplicationPayload::done(ApplicationObject(
        found.ok_or_else(|| not_found("application"))?,
    )))
}

fn step(input: &ApplicationStepInput) -> async_graphql::Result<Request<(ApplicationId, i64)>> {
    let body = (node::key(Kind::Application, &input.id)?, input.expected_version);
    Ok(Request {
        key: input.idempotency_key.clone(),
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct ApplicationMutation;

#[Object]
impl ApplicationMutation {
    /// Starts an application as a draft of your municipality, while the call is open.
    async fn create_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateApplicationInput,
    ) -> Payload {
        let body = applications::NewApplication {
            call: node::key(Kind::Call, &input.call_id)?,
            lead: input
                .lead_id
                .as_ref()
                .map(|id| node::key(Kind::Organisation, id))
                .transpose()?,
            title: input.title,
            summary: input.summary,
            partners: organisations(&input.partner_ids)?,
            sub_areas: sub_areas(input.sub_areas)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, applications::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Replaces what an application says. When a supplement is requested, the commitments to what it
    /// said before fall.
    async fn update_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdateApplicationInput,
    ) -> Payload {
        let body = applications::UpdateApplication {
            id: node::key(Kind::Application, &input.id)?,
            expected_version: input.expected_version,
            title: input.title,
            summary: input.summary,
            partners: organisations(&input.partner_ids)?,
            sub_areas: sub_areas(input.sub_areas)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, applications::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Replaces the budget of one partner; who sets it may not commit the partner to it.
    async fn set_budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SetBudgetInput,
    ) -> Payload {
        let body = applications::SetBudget {
            id: node::key(Kind::Application, &input.id)?,
            expected_version: input.expected_version,
            partner: node::key(Kind::Organisation, &input.partner_id)?,
            cells: cells(input.cells)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            applications::set_budget(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Asks every partner that is not committed, the lead included, to commit.
    async fn request_commitments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ApplicationStepInput,
    ) -> Payload {
        let request = step(&input)?;
        payload(
            ctx,
            applications::request_commitments(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes an application back from the partners to change it; the commitments fall.
    async fn reopen_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ApplicationStepInput,
    ) -> Payload {
        let request = step(&input)?;
        payload(ctx, applications::reopen(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives the application, or what was supplemented, to the authority.
    async fn submit_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ApplicationStepInput,
    ) -> Payload {
        let request = step(&input)?;
        payload(ctx, applications::submit(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Asks the applicants to supplement until a day. They answer in the application itself, are written to now and
    /// reminded once before the day and once after it.
    async fn request_application_supplement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")]
        input: RequestApplicationSupplementInput,
    ) -> Payload {
        let id = node::key(Kind::Application, &input.id)?;
        let body = applications::RequestSupplement {
            id,
            expected_version: input.expected_version,
            questions: input.questions,
            sections: sections(input.sections),
            respond_by: input.respond_by,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            applications::request_supplement(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Records the evaluation of a submitted application.
    async fn evaluate_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EvaluateApplicationInput,
    ) -> Payload {
        let id = node::key(Kind::Application, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version, input.statement),
        };
        payload(ctx, applications::evaluate(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes the application out of the call, until it is decided.
    async fn withdraw_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: WithdrawApplicationInput,
    ) -> Payload {
        let id = node::key(Kind::Application, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version, input.reason),
        };
        payload(ctx, applications::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }
}
