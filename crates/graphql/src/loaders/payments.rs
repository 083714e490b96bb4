//! Loaders of bank accounts and of where payouts go.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{bank_accounts, payouts};
use talkoot_domain::{
    bank_account::BankAccount,
    ids::{BankAccountId, PayoutId},
    payout::Destination,
};

use super::{LoadFailure, Source, keyed};

impl Loader<BankAccountId> for Source {
    type Value = BankAccount;
    type Error = LoadFailure;

    async fn load(&self, keys: &[BankAccountId]) -> Result<HashMap<BankAccountId, BankAccount>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(
            bank_accounts::find_many(&self.app, actor, keys).await,
            |account| account.id,
        )
    }
}

/// Where a payout that the person has found goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DestinationOf(pub(crate) PayoutId);

impl Loader<DestinationOf> for Source {
    type Value = Destination;
    type Error = LoadFailure;

    async fn load(&self, keys: &[DestinationOf]) -> Result<HashMap<DestinationOf, Destination>, LoadFailure> {
        let ids: Vec<PayoutId> = keys.iter().map(|key| key.0).collect();
        let rows = keyed(payouts::destinations(&self.app, &ids).await, |(id, _)| {
            DestinationOf(*id)
        })?;
        Ok(rows.into_iter().map(|(key, (_, row))| (key, row)).collect())
    }
}
