use async_graphql::{Context, Object};
use talkoot_app::{Request, ledgers};

use super::{
    input::{SaveAccountMappingInput, SaveLedgerProfileInput},
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
            },
        };
        let id = match refusals(ledgers::save_profile(app, actor, request).await)? {
            Ok(id) => id,
            Err(refusals) => return Ok(LedgerProfilePayload::refused(refusals)),
        };
        let saved = ledgers::profile(app, actor, id).await.map_err(error)?;
        Ok(LedgerProfilePayload::done(LedgerProfileObject(
            saved.ok_or_else(|| not_found("ledger profile"))?,
        )))
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
