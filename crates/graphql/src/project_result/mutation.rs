use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    project_results::{
        self as results, CreateResult, PartyWritten, RecordReuse, ReturnResult, UpdateResult, WithdrawResult,
        Written,
    },
};
use talkoot_domain::ids::ProjectResultId;

use super::{
    ProjectResultObject,
    input::{
        CreateProjectResultInput, ProjectResultContent, ProjectResultStepInput, RecordResultReuseInput,
        ReturnProjectResultInput, UpdateProjectResultInput, WithdrawProjectResultInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a result.
    ProjectResultPayload { project_result: ProjectResultObject }
);

type Payload = async_graphql::Result<ProjectResultPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ProjectResultId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ProjectResultPayload::refused(refusals)),
    };
    let found = results::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(ProjectResultPayload::done(ProjectResultObject(
        found.ok_or_else(|| not_found("project_result"))?,
    )))
}

fn written(content: ProjectResultContent) -> async_graphql::Result<Written> {
    let sub_area = content.sub_area_id.map(|id| node::key(Kind::SubArea, &id));
    let parties: async_graphql::Result<Vec<PartyWritten>> = content
        .parties
        .into_iter()
        .map(|party| {
            Ok(PartyWritten {
                municipality: node::key(Kind::Organisation, &party.municipality_id)?,
                inhabitants: party.inhabitants,
                counted_on: party.counted_on,
                source: party.source,
            })
        })
        .collect();
    Ok(Written {
        title: content.title,
        tried: content.tried,
        worked: content.worked,
        not_worked: content.not_worked,
        theme: content.theme.into(),
        sub_area: sub_area.transpose()?,
        reusable_by: content.reusable_by.into(),
        licence: content.licence,
        terms: content.terms,
        contact: content.contact,
        links: content.links,
        parties: parties?,
    })
}

fn step(input: ProjectResultStepInput) -> async_graphql::Result<Request<(ProjectResultId, i64)>> {
    Ok(Request {
        body: (node::key(Kind::ProjectResult, &input.id)?, input.expected_version),
        key: input.idempotency_key,
    })
}

#[derive(Debug, Default)]
pub(crate) struct ProjectResultMutation;

#[Object]
impl ProjectResultMutation {
    /// Begins to write a result of a project for the results bank.
    async fn create_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said, under an idempotency key.")] input: CreateProjectResultInput,
    ) -> Payload {
        let body = CreateResult {
            project: node::key(Kind::Project, &input.project_id)?,
            written: written(input.content)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, results::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Writes a result anew that is not with the authority.
    async fn update_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said, under an idempotency key.")] input: UpdateProjectResultInput,
    ) -> Payload {
        let body = UpdateResult {
            id: node::key(Kind::ProjectResult, &input.id)?,
            expected_version: input.expected_version,
            written: written(input.content)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, results::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Hands a result to the authority.
    async fn submit_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: ProjectResultStepInput,
    ) -> Payload {
        let request = step(input)?;
        payload(ctx, results::submit(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Lets everybody read a result; another officer than whoever wrote it does.
    async fn approve_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: ProjectResultStepInput,
    ) -> Payload {
        let request = step(input)?;
        payload(ctx, results::approve(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives a result back with questions.
    async fn return_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ReturnProjectResultInput,
    ) -> Payload {
        let body = ReturnResult {
            id: node::key(Kind::ProjectResult, &input.id)?,
            expected_version: input.expected_version,
            questions: input.questions,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, results::give_back(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes a result out of the bank; it stays on record.
    async fn withdraw_project_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why, under an idempotency key.")] input: WithdrawProjectResultInput,
    ) -> Payload {
        let body = WithdrawResult {
            id: node::key(Kind::ProjectResult, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, results::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records that your municipality took a public result into use; each municipality says so once.
    async fn record_result_reuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who and since when, under an idempotency key.")] input: RecordResultReuseInput,
    ) -> Payload {
        let body = RecordReuse {
            id: node::key(Kind::ProjectResult, &input.id)?,
            expected_version: input.expected_version,
            municipality: node::key(Kind::Organisation, &input.municipality_id)?,
            since: input.used_since,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, results::record_reuse(app(ctx)?, actor(ctx)?, request).await).await
    }
}
