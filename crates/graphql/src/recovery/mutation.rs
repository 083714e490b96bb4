use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    recoveries::{self, About},
};
use talkoot_domain::ids::RecoveryId;

use super::{
    RecoveryObject,
    input::{
        AnswerRecoveryInput, CancelRecoveryInput, DraftRecoveryInput, OpenRecoveryInput,
        ProposeRecoveryReliefInput, RecordRecoveryReceiptInput, RecoveryStepInput,
    },
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a recovery.
    RecoveryPayload { recovery: RecoveryObject }
);

type Payload = async_graphql::Result<RecoveryPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<RecoveryId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(RecoveryPayload::refused(refusals)),
    };
    let found = recoveries::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(RecoveryPayload::done(RecoveryObject(
        found.ok_or_else(|| not_found("recovery"))?,
    )))
}

fn step(input: RecoveryStepInput) -> async_graphql::Result<Request<(RecoveryId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::Recovery, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct RecoveryMutation;

#[Object]
impl RecoveryMutation {
    /// Opens a recovery of an approved correction or of what the last approved claim carries: the lead
    /// municipality is heard, and no claim collects the same money.
    async fn open_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: OpenRecoveryInput,
    ) -> Payload {
        let about = match (&input.correction_id, &input.project_id) {
            (Some(id), None) => About::Correction(node::key(Kind::Correction, id)?),
            (None, Some(id)) => About::Carried(node::key(Kind::Project, id)?),
            _ => return Err(invalid("give either `correctionId` or `projectId`")),
        };
        let body = recoveries::OpenRecovery {
            about,
            reason: input.reason,
            respond_by: input.respond_by,
            paid_on: input.paid_on,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, recoveries::open(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records the lead municipality's answer; the hearing has ended then.
    async fn answer_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AnswerRecoveryInput,
    ) -> Payload {
        let body = recoveries::AnswerRecovery {
            id: node::key(Kind::Recovery, &input.id)?,
            expected_version: input.expected_version,
            answer: input.answer,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, recoveries::answer(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Ends a hearing whose last day has passed without an answer.
    async fn close_recovery_hearing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecoveryStepInput,
    ) -> Payload {
        payload(
            ctx,
            recoveries::close_hearing(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Drafts the decision, also anew: the section, the reasons, the due date; the interest until then is
    /// computed.
    async fn draft_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DraftRecoveryInput,
    ) -> Payload {
        let body = recoveries::DraftRecovery {
            id: node::key(Kind::Recovery, &input.id)?,
            expected_version: input.expected_version,
            legal_basis: input.legal_basis.into(),
            reasoning: input.reasoning,
            late_because: input.late_because,
            due: input.due,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, recoveries::draft(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Makes the decision; by another person than those who opened the recovery and drafted the decision.
    async fn decide_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecoveryStepInput,
    ) -> Payload {
        payload(
            ctx,
            recoveries::decide(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Records money that came in, a part or all; it goes to interest first, then to principal.
    async fn record_recovery_receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecordRecoveryReceiptInput,
    ) -> Payload {
        let body = recoveries::Received {
            id: node::key(Kind::Recovery, &input.id)?,
            expected_version: input.expected_version,
            amount: input.amount.0,
            value_date: input.value_date,
            bank_reference: input.bank_reference,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, recoveries::receive(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Proposes a set-off, a mitigation or a write-off, or before a decision that a trifle is waived.
    async fn propose_recovery_relief(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeRecoveryReliefInput,
    ) -> Payload {
        let body = recoveries::ProposeRelief {
            id: node::key(Kind::Recovery, &input.id)?,
            expected_version: input.expected_version,
            kind: input.kind.into(),
            amount: input.amount.map(|amount| amount.0),
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            recoveries::propose_relief(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Approves what was proposed; by another person than the one who proposed it.
    async fn approve_recovery_relief(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecoveryStepInput,
    ) -> Payload {
        payload(
            ctx,
            recoveries::approve_relief(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Says no to what was proposed.
    async fn reject_recovery_relief(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecoveryStepInput,
    ) -> Payload {
        payload(
            ctx,
            recoveries::reject_relief(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Takes a recovery back that was opened by mistake and is not decided: a claim nets its money again.
    async fn cancel_recovery(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CancelRecoveryInput,
    ) -> Payload {
        let body = recoveries::CancelRecovery {
            id: node::key(Kind::Recovery, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, recoveries::cancel(app(ctx)?, actor(ctx)?, request).await).await
    }
}
