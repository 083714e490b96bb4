use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, ledgers};
use talkoot_domain::ids::LedgerProfileId;

use super::{
    input::{CopyLedgerProfileInput, SaveAccountMappingInput, SaveLedgerProfileInput},
    object::{AccountMappingObject, LedgerProfileObject},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of the saving of a ledger profile.
    LedgerProfilePayload { ledger_profile: LedgerProfileObject }
);

payload!(
    /// What became of the saving of an account mapping.
    AccountMappingPayload { account_mapping: AccountMappingObject }
);

async fn saved(
    ctx: &Context<'_>,
    answer: Answer<LedgerProfileId>,
) -> async_graphql::Result<LedgerProfilePayload> {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(LedgerProfilePayload::refused(refusals)),
    };
    let saved = ledgers::profile(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(LedgerProfilePayload::done(LedgerProfileObject(
        saved.ok_or_else(|| not_found("ledger profile"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct LedgerMutation;

#[Object]
impl LedgerMutation {
    /// Saves how a municipality's ledger export is read, as a new version.
    async fn save_ledger_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SaveLedgerProfileInput,
    ) -> async_graphql::Result<LedgerProfilePayload> {
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let request = Request {
            key: input.idempotency_key,
            body: ledgers::SaveLedgerProfile {
                organisation: node::key(Kind::Organisation, &input.organisation_id)?,
                system: input.system,
                profile: input.profile.try_into()?,
                file: input.file_id.map(|id| node::key(Kind::File, &id)).transpose()?,
            },
        };
        saved(ctx, Box::pin(ledgers::save_profile(app, actor, request)).await).await
    }

    /// Takes over how another municipality's export of the same system is read, as a new version of your own
    /// profile: the names of its columns and its formats, and nothing else of it.
    async fn copy_ledger_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CopyLedgerProfileInput,
    ) -> async_graphql::Result<LedgerProfilePayload> {
        let request = Request {
            key: input.idempotency_key,
            body: ledgers::CopyLedgerProfile {
                organisation: node::key(Kind::Organisation, &input.organisation_id)?,
                from: node::key(Kind::LedgerProfile, &input.profile_id)?,
            },
        };
        saved(
            ctx,
            Box::pin(ledgers::copy_profile(app(ctx)?, actor(ctx)?, request)).await,
        )
        .await
    }

    /// Saves which account is which cost category in a municipality, as a new version. Imports from now
    /// on use it; categories are compared with a project's only then.
    async fn save_account_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: SaveAccountMappingInput,
    ) -> async_graphql::Result<AccountMappingPayload> {
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let organisation = node::key(Kind::Organisation, &input.organisation_id)?;
        let request = Request {
            key: input.idempotency_key,
            body: ledgers::SaveAccountMapping {
                organisation,
                rules: input.rules.into_iter().map(Into::into).collect(),
            },
        };
        if let Err(refusals) = refusals(ledgers::save_mapping(app, actor, request).await)? {
            return Ok(AccountMappingPayload::refused(refusals));
        }
        let saved = ledgers::mapping_in_force(app, actor, organisation)
            .await
            .map_err(error)?;
        Ok(AccountMappingPayload::done(AccountMappingObject(
            saved.ok_or_else(|| not_found("account mapping"))?,
        )))
    }
}
