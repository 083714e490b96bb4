use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    surveys::{self, CreateSurvey, InviteToSurvey, UpdateSurvey, Written},
};
use talkoot_domain::ids::SurveyId;

use super::{
    SurveyObject,
    input::{CreateSurveyInput, InviteToSurveyInput, SurveyContent, SurveyStepInput, UpdateSurveyInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a survey.
    SurveyPayload { survey: SurveyObject }
);

type Payload = async_graphql::Result<SurveyPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<SurveyId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(SurveyPayload::refused(refusals)),
    };
    let found = surveys::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(SurveyPayload::done(SurveyObject(
        found.ok_or_else(|| not_found("survey"))?,
    )))
}

fn written(content: SurveyContent) -> Written {
    Written {
        title: content.title,
        language: content.language.into(),
        questions: content.questions.0,
        closes_on: content.closes_on,
        reminder_days: content.reminder_days,
        fewest_answers: content.fewest_answers,
    }
}

fn step(input: SurveyStepInput) -> async_graphql::Result<Request<(SurveyId, i64)>> {
    Ok(Request {
        body: (node::key(Kind::Survey, &input.id)?, input.expected_version),
        key: input.idempotency_key,
    })
}

#[derive(Debug, Default)]
pub(crate) struct SurveyMutation;

#[Object]
impl SurveyMutation {
    /// Makes a survey of a call or of a project, as a draft.
    async fn create_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateSurveyInput,
    ) -> Payload {
        let call = input.call_id.map(|id| node::key(Kind::Call, &id));
        let project = input.project_id.map(|id| node::key(Kind::Project, &id));
        let body = CreateSurvey {
            call: call.transpose()?,
            project: project.transpose()?,
            written: written(input.content),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, surveys::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Writes a survey anew that is a draft.
    async fn update_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: UpdateSurveyInput,
    ) -> Payload {
        let body = UpdateSurvey {
            id: node::key(Kind::Survey, &input.id)?,
            expected_version: input.expected_version,
            written: written(input.content),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, surveys::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Invites people to a survey by their addresses, each once. While it is open their mails leave at once, otherwise
    /// when it is opened.
    async fn invite_to_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is asked, under an idempotency key.")] input: InviteToSurveyInput,
    ) -> Payload {
        let body = InviteToSurvey {
            id: node::key(Kind::Survey, &input.id)?,
            expected_version: input.expected_version,
            addresses: input.addresses,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, surveys::invite(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Opens a survey: everybody who is invited is written to, and its questions change no more.
    async fn open_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: SurveyStepInput,
    ) -> Payload {
        payload(ctx, surveys::open(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Closes a survey before its last day has ended; otherwise the clock does. The answers are counted then, and no
    /// link leads to them any more.
    async fn close_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: SurveyStepInput,
    ) -> Payload {
        payload(ctx, surveys::close(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Shows the results of a closed survey to everybody, without the texts.
    async fn publish_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: SurveyStepInput,
    ) -> Payload {
        payload(ctx, surveys::publish(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }
}
