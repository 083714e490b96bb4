use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, bank_accounts};
use talkoot_domain::ids::BankAccountId;

use super::{
    BankAccountObject,
    input::{BankAccountStepInput, ProposeBankAccountInput, RejectBankAccountInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a bank account.
    BankAccountPayload { bank_account: BankAccountObject }
);

type Payload = async_graphql::Result<BankAccountPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<BankAccountId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(BankAccountPayload::refused(refusals)),
    };
    let account = bank_accounts::find(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    let account = account.ok_or_else(|| not_found("bank account"))?;
    Ok(BankAccountPayload::done(BankAccountObject(account)))
}

fn step(input: BankAccountStepInput) -> async_graphql::Result<Request<(BankAccountId, i64)>> {
    Ok(Request {
        key: input.idempotency_key,
        body: (node::key(Kind::BankAccount, &input.id)?, input.expected_version),
    })
}

#[derive(Debug, Default)]
pub(crate) struct BankAccountMutation;

#[Object]
impl BankAccountMutation {
    /// Proposes an account of a municipality, beside the one in force, or an authority's own. Payments use
    /// it only after another person there has confirmed it and two persons of the authority have let it
    /// through.
    async fn propose_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ProposeBankAccountInput,
    ) -> Payload {
        let body = bank_accounts::ProposeBankAccount {
            owner: node::key(Kind::Organisation, &input.organisation_id)?,
            authority: node::key(Kind::Organisation, &input.authority_id)?,
            iban: input.iban,
            bic: input.bic,
            reference: input.reference,
            service_id: input.service_id,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, bank_accounts::propose(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Confirms a proposed account for its owner; by another person than the one who proposed it.
    async fn confirm_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: BankAccountStepInput,
    ) -> Payload {
        payload(
            ctx,
            bank_accounts::confirm(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Takes a proposed account back, before it is in force.
    async fn withdraw_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: BankAccountStepInput,
    ) -> Payload {
        payload(
            ctx,
            bank_accounts::withdraw(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Records that an officer reviewed a confirmed account: who asked for the change, and whether the owner
    /// says so when called back.
    async fn review_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: BankAccountStepInput,
    ) -> Payload {
        payload(
            ctx,
            bank_accounts::review(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Approves a reviewed account, as the second person: it is in force, and the one before it no longer is.
    /// Payouts that name the old one wait until they are pointed to the new one.
    async fn approve_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: BankAccountStepInput,
    ) -> Payload {
        payload(
            ctx,
            bank_accounts::approve(app(ctx)?, actor(ctx)?, step(input)?).await,
        )
        .await
    }

    /// Refuses an account for the authority, with the reason.
    async fn reject_bank_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RejectBankAccountInput,
    ) -> Payload {
        let body = bank_accounts::RejectBankAccount {
            id: node::key(Kind::BankAccount, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, bank_accounts::reject(app(ctx)?, actor(ctx)?, request).await).await
    }
}
