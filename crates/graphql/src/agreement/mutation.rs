use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    agreements::{self, DraftAgreement, EndAgreement, OfferAgreement, RedraftAgreement, SignAgreement},
};
use talkoot_domain::ids::AgreementId;

use super::{
    AgreementObject,
    input::{
        DraftAgreementInput, EndAgreementInput, OfferAgreementInput, RedraftAgreementInput,
        SignAgreementInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an agreement.
    AgreementPayload { agreement: AgreementObject }
);

type Payload = async_graphql::Result<AgreementPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<AgreementId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(AgreementPayload::refused(refusals)),
    };
    let found = agreements::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(AgreementPayload::done(AgreementObject(
        found.ok_or_else(|| not_found("agreement"))?,
    )))
}

fn ending(input: EndAgreementInput) -> async_graphql::Result<Request<EndAgreement>> {
    let body = EndAgreement {
        id: node::key(Kind::Agreement, &input.id)?,
        expected_version: input.expected_version,
        reason: input.reason,
    };
    Ok(Request {
        key: input.idempotency_key,
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct AgreementMutation;

#[Object]
impl AgreementMutation {
    /// Drafts the agreement of a project's municipalities on the use of the grant, from the decision, the budget and
    /// the call (act 688/2001, 7 § 3 mom.). A draft in the place of the agreement in force, when there is one.
    async fn draft_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftAgreementInput,
    ) -> Payload {
        let body = DraftAgreement {
            project: node::key(Kind::Project, &input.project_id)?,
            expected_version: input.expected_version,
            language: input.language.map(Into::into),
            clauses: input.clauses.unwrap_or_default().into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, agreements::draft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Writes a draft anew, from what holds now.
    async fn redraft_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RedraftAgreementInput,
    ) -> Payload {
        let body = RedraftAgreement {
            id: node::key(Kind::Agreement, &input.id)?,
            expected_version: input.expected_version,
            language: input.language.map(Into::into),
            clauses: input.clauses.unwrap_or_default().into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, agreements::redraft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Freezes the text of a draft and asks every municipality to sign it; each owes its signature until that day.
    async fn offer_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: OfferAgreementInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: OfferAgreement {
                id: node::key(Kind::Agreement, &input.id)?,
                expected_version: input.expected_version,
                sign_by: input.sign_by,
            },
        };
        payload(ctx, agreements::offer(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Signs an agreement for a municipality: who, when, and which text is kept. With the last signature it comes into
    /// force. Not by whoever wrote it, and by another person for each municipality.
    async fn sign_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SignAgreementInput,
    ) -> Payload {
        let body = SignAgreement {
            id: node::key(Kind::Agreement, &input.id)?,
            expected_version: input.expected_version,
            municipality: node::key(Kind::Organisation, &input.municipality_id)?,
            sha256: input.sha256,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, agreements::sign(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Gives an agreement up that is not in force; its signatures bind nobody.
    async fn withdraw_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndAgreementInput,
    ) -> Payload {
        let request = ending(input)?;
        payload(ctx, agreements::withdraw(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Ends an agreement that is in force: nothing more is passed on by it.
    async fn terminate_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndAgreementInput,
    ) -> Payload {
        let request = ending(input)?;
        payload(ctx, agreements::terminate(app(ctx)?, actor(ctx)?, request).await).await
    }
}
