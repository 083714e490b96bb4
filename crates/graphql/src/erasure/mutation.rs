use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    erasures::{self, ErasureStep, SetRetention},
};
use talkoot_domain::{
    erasure::Retention,
    ids::{ErasureId, ProjectId},
};

use super::{
    ErasureObject,
    input::{ErasureStepInput, ProposeErasureInput, SetRetentionInput},
    object::RetentionObject,
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an erasure.
    ErasurePayload { erasure: ErasureObject }
);
payload!(
    /// What became of `setRetention`.
    RetentionPayload { retention: RetentionObject }
);

type Payload = async_graphql::Result<ErasurePayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ErasureId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ErasurePayload::refused(refusals)),
    };
    let found = erasures::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(ErasurePayload::done(ErasureObject(
        found.ok_or_else(|| not_found("erasure"))?,
    )))
}

fn step(input: ErasureStepInput) -> async_graphql::Result<Request<ErasureStep>> {
    let body = ErasureStep {
        id: node::key(Kind::Erasure, &input.id)?,
        expected_version: input.expected_version,
    };
    Ok(Request {
        key: input.idempotency_key,
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct ErasureMutation;

#[Object]
impl ErasureMutation {
    /// Says for how long what a project leaves behind about people is kept after the last thing that happened to it, and
    /// whether anything may be removed at all for now.
    async fn set_retention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SetRetentionInput,
    ) -> async_graphql::Result<RetentionPayload> {
        let body = SetRetention {
            project: node::key(Kind::Project, &input.project_id)?,
            retention: Retention {
                version: input.expected_version,
                years: input.years,
                hold: input.hold.map(|hold| hold.trim().to_owned()),
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let answer = erasures::set_retention(app(ctx)?, actor(ctx)?, request).await;
        let id: ProjectId = match refusals(answer)? {
            Ok(id) => id,
            Err(refusals) => return Ok(RetentionPayload::refused(refusals)),
        };
        let found = erasures::of_project(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(RetentionPayload::done(RetentionObject(
            found.ok_or_else(|| not_found("project"))?,
        )))
    }

    /// Proposes to remove what a closed project leaves behind about people, once it has been kept for as long as the rule
    /// says. Nothing is removed before another person has confirmed it.
    async fn propose_erasure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeErasureInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Project, &input.project_id)?,
        };
        payload(ctx, erasures::propose(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Removes it, for good: the contents of files, the suppliers and explanations of ledger rows, contact persons,
    /// addresses and words of mails. Sums, decisions and the log stay, with a record of what was removed. By another
    /// person than the one who proposed it.
    async fn confirm_erasure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ErasureStepInput,
    ) -> Payload {
        payload(ctx, erasures::confirm(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Takes a proposal back; nothing was removed.
    async fn withdraw_erasure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ErasureStepInput,
    ) -> Payload {
        payload(
            ctx,
            erasures::withdraw(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }
}
