//! Loaders of change requests, their parts and versions of budgets.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{change_parts, change_requests, projects};
use talkoot_domain::{
    change_part::{ChangePart, Confirmation},
    ids::{BudgetVersionId, ChangePartId, ChangeRequestId},
};

use super::{LoadFailure, Source, grouped, keyed};

/// The parts of a request that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChangePartsOf(pub(crate) ChangeRequestId);

impl Loader<ChangePartsOf> for Source {
    type Value = Vec<ChangePart>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[ChangePartsOf],
    ) -> Result<HashMap<ChangePartsOf, Vec<ChangePart>>, LoadFailure> {
        let ids: Vec<ChangeRequestId> = keys.iter().map(|key| key.0).collect();
        let rows = change_requests::parts(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (ChangePartsOf(row.request), row))
                .collect()
        }))
    }
}

/// The confirmations of a part that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ConfirmationsOf(pub(crate) ChangePartId);

impl Loader<ConfirmationsOf> for Source {
    type Value = Vec<Confirmation>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[ConfirmationsOf],
    ) -> Result<HashMap<ConfirmationsOf, Vec<Confirmation>>, LoadFailure> {
        let ids: Vec<ChangePartId> = keys.iter().map(|key| key.0).collect();
        let rows = change_parts::confirmations(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|(part, row)| (ConfirmationsOf(part), row))
                .collect()
        }))
    }
}

impl Loader<BudgetVersionId> for Source {
    type Value = projects::BudgetVersion;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[BudgetVersionId],
    ) -> Result<HashMap<BudgetVersionId, projects::BudgetVersion>, LoadFailure> {
        keyed(
            projects::budget_versions_by_id(&self.app, keys).await,
            |version| version.id,
        )
    }
}
