use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    corrections::{self, FoundLine, ProposeCorrection, What},
};
use talkoot_domain::{cost_line_verification::Grounds, ids::CorrectionId};

use super::{
    CorrectionObject,
    input::{CorrectedLineInput, CorrectionStepInput, ProposeCorrectionInput, RejectCorrectionInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a correction.
    CorrectionPayload { correction: CorrectionObject }
);

type Payload = async_graphql::Result<CorrectionPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CorrectionId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CorrectionPayload::refused(refusals)),
    };
    let found = corrections::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(CorrectionPayload::done(CorrectionObject(
        found.ok_or_else(|| not_found("correction"))?,
    )))
}

fn step(input: CorrectionStepInput) -> async_graphql::Result<Request<(CorrectionId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::Correction, &input.id)?, input.expected_version),
    })
}

fn line(input: &CorrectedLineInput) -> async_graphql::Result<FoundLine> {
    Ok(FoundLine {
        line: node::key(Kind::CostLine, &input.cost_line_id)?,
        remains: input.remains.0,
    })
}

#[derive(Debug, Default)]
pub(crate) struct CorrectionMutation;

#[Object]
impl CorrectionMutation {
    /// Records a finding on costs that were approved, or that an earlier correction is to be undone. Nothing
    /// changes until an officer and a second person of the authority have approved it, neither of them the
    /// one who proposed it.
    async fn propose_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeCorrectionInput,
    ) -> Payload {
        let about = match (&input.lines, &input.reverses_id) {
            (Some(lines), None) => What::Lines(lines.iter().map(line).collect::<Result<_, _>>()?),
            (None, Some(id)) => What::Reversal(node::key(Kind::Correction, id)?),
            _ => return Err(invalid("give either `lines` or `reversesId`")),
        };
        let body = ProposeCorrection {
            about,
            grounds: Grounds {
                code: input.reason_code.into(),
                text: input.reason,
            },
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, corrections::propose(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Approves a correction as the officer; nothing changes yet.
    async fn endorse_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CorrectionStepInput,
    ) -> Payload {
        payload(
            ctx,
            corrections::endorse(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Approves a correction as the second person: the lines change, the open claim is computed anew, and the
    /// next claim nets what it comes to, without interest.
    async fn approve_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CorrectionStepInput,
    ) -> Payload {
        payload(
            ctx,
            corrections::approve(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Says no to a correction that is not approved.
    async fn reject_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RejectCorrectionInput,
    ) -> Payload {
        let body = corrections::RejectCorrection {
            id: node::key(Kind::Correction, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, corrections::reject(app(ctx)?, actor(ctx)?, request).await).await
    }
}
