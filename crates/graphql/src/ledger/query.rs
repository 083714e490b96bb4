use async_graphql::{Context, ID, Object};
use talkoot_app::ledgers::{self, CheckLedger, InspectLedger, SavedProfile, format::Selection};

use super::{
    input::{CheckLedgerInput, InspectLedgerInput, filters},
    inspection::InspectionObject,
    object::{AccountMappingObject, LedgerCheck, LedgerProfileObject},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct LedgerQuery;

#[Object]
impl LedgerQuery {
    /// Looks at the beginning of a ledger file of your municipality: how it is written, what stands where, and
    /// which profiles may fit it.
    #[graphql(complexity = "200 + child_complexity")]
    async fn inspect_ledger(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file, and what is settled about it so far.")] input: InspectLedgerInput,
    ) -> async_graphql::Result<InspectionObject> {
        let file = node::key(Kind::File, &input.file_id)?;
        let profile = input.profile.map(TryInto::try_into).transpose()?;
        let asked = InspectLedger {
            file,
            saved_profile: input
                .profile_id
                .map(|id| node::key(Kind::LedgerProfile, &id))
                .transpose()?,
            profile: profile.unwrap_or_default(),
        };
        let inspection = Box::pin(ledgers::inspect(app(ctx)?, actor(ctx)?, asked))
            .await
            .map_err(error)?;
        Ok(InspectionObject::new(file, inspection))
    }

    /// Looks at a ledger file without importing it: what was found, what would be selected, which accounts
    /// it uses. At most two of them in one request, for a file is read from end to end.
    #[graphql(complexity = "2000 + child_complexity")]
    async fn check_ledger(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file, and how it is to be read.")] input: CheckLedgerInput,
    ) -> async_graphql::Result<LedgerCheck> {
        let profile = input.profile.map(TryInto::try_into).transpose()?;
        let asked = CheckLedger {
            file: node::key(Kind::File, &input.file_id)?,
            saved_profile: input
                .profile_id
                .map(|id| node::key(Kind::LedgerProfile, &id))
                .transpose()?,
            profile: profile.unwrap_or_default(),
            amount_column: input.amount_column,
            selection: Selection {
                filters: filters(input.selection)?,
                without_income: input.without_income,
                ..Selection::default()
            },
            report: input
                .cost_report_id
                .map(|id| node::key(Kind::CostReport, &id))
                .transpose()?,
        };
        Box::pin(ledgers::check(app(ctx)?, actor(ctx)?, asked))
            .await
            .map_err(error)?
            .try_into()
    }

    /// Which account is which cost category in one of your municipalities; nothing before it was saved.
    async fn account_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality.")] organisation: ID,
    ) -> async_graphql::Result<Option<AccountMappingObject>> {
        let organisation = node::key(Kind::Organisation, &organisation)?;
        let found = ledgers::mapping_in_force(app(ctx)?, actor(ctx)?, organisation)
            .await
            .map_err(error)?;
        Ok(found.map(AccountMappingObject))
    }

    /// Every version of every profile of one of your municipalities, by system, newest version first.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn ledger_profiles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality.")] organisation: ID,
        #[graphql(desc = "Only the history of this system.")] system: Option<String>,
    ) -> async_graphql::Result<Vec<LedgerProfileObject>> {
        let organisation = node::key(Kind::Organisation, &organisation)?;
        let found = ledgers::profiles(app(ctx)?, actor(ctx)?, organisation)
            .await
            .map_err(error)?;
        let wanted = |profile: &SavedProfile| system.as_ref().is_none_or(|system| *system == profile.system);
        Ok(found
            .into_iter()
            .filter(wanted)
            .map(LedgerProfileObject)
            .collect())
    }
}
