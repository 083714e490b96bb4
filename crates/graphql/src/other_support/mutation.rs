use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    other_support::{self, DeclareOtherSupport, OtherSupportStep},
};
use talkoot_domain::{ids::OtherSupportId, other_support::Declaration};

use super::{
    OtherSupportObject,
    input::{ConfirmOtherSupportInput, DeclareOtherSupportInput, EndOtherSupportInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of other public support.
    OtherSupportPayload { other_support: OtherSupportObject }
);

type Payload = async_graphql::Result<OtherSupportPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<OtherSupportId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(OtherSupportPayload::refused(refusals)),
    };
    let support = other_support::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(OtherSupportPayload::done(OtherSupportObject(
        support.ok_or_else(|| not_found("other support"))?,
    )))
}

fn ending(input: EndOtherSupportInput) -> async_graphql::Result<Request<OtherSupportStep>> {
    let body = OtherSupportStep {
        id: node::key(Kind::OtherSupport, &input.id)?,
        expected_version: input.expected_version,
        reason: input.reason,
    };
    Ok(Request {
        key: input.idempotency_key,
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct OtherSupportMutation;

#[Object]
impl OtherSupportMutation {
    /// Declares public support that somebody else gives for the costs of a project. It counts when an officer
    /// who did not declare it has confirmed it.
    async fn declare_other_support(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DeclareOtherSupportInput,
    ) -> Payload {
        let body = DeclareOtherSupport {
            project: node::key(Kind::Project, &input.project_id)?,
            declared: Declaration {
                giver: input.giver.trim().to_owned(),
                amount: input.amount.0,
                explanation: input.explanation.trim().to_owned(),
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, other_support::declare(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Lets declared support count: where the call says so it lowers the ceiling of the grant (rule 10), and the
    /// open claim is computed anew. By another person than the one who declared it.
    async fn confirm_other_support(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ConfirmOtherSupportInput,
    ) -> Payload {
        let body = OtherSupportStep {
            id: node::key(Kind::OtherSupport, &input.id)?,
            expected_version: input.expected_version,
            reason: String::new(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, other_support::confirm(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Takes declared support back before it counts.
    async fn withdraw_other_support(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndOtherSupportInput,
    ) -> Payload {
        let request = ending(input)?;
        payload(
            ctx,
            other_support::withdraw(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Lets confirmed support count no more; by somebody who neither declared nor confirmed it, for it raises
    /// what may be paid.
    async fn revoke_other_support(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndOtherSupportInput,
    ) -> Payload {
        let request = ending(input)?;
        payload(ctx, other_support::revoke(app(ctx)?, actor(ctx)?, request).await).await
    }
}
