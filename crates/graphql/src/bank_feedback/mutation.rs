use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, bank_feedback};
use talkoot_domain::ids::BankFeedbackId;

use super::{
    BankFeedbackObject,
    input::{ImportBankFeedbackInput, SettleBankFeedbackInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a message of the bank.
    BankFeedbackPayload { bank_feedback: BankFeedbackObject }
);

type Payload = async_graphql::Result<BankFeedbackPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<BankFeedbackId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(BankFeedbackPayload::refused(refusals)),
    };
    let found = bank_feedback::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(BankFeedbackPayload::done(BankFeedbackObject(
        found.ok_or_else(|| not_found("feedback of the bank"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct BankFeedbackMutation;

#[Object]
impl BankFeedbackMutation {
    /// Reads a message of the bank and carries out what it says: a status report (`pain.002`) acknowledges
    /// payments or fails them, a notification of bookings (`camt.054`) confirms them. What does not agree with
    /// what was sent changes nothing and is named. The same file again changes nothing.
    async fn import_bank_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ImportBankFeedbackInput,
    ) -> Payload {
        let body = bank_feedback::ImportBankFeedback {
            file: node::key(Kind::File, &input.file_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, bank_feedback::import(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records what was done about the payments in a message of the bank that did not agree.
    async fn settle_bank_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SettleBankFeedbackInput,
    ) -> Payload {
        let body = bank_feedback::SettleBankFeedback {
            id: node::key(Kind::BankFeedback, &input.id)?,
            expected_version: input.expected_version,
            note: input.note,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, bank_feedback::settle(app(ctx)?, actor(ctx)?, request).await).await
    }
}
