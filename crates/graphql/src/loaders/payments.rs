//! Loaders of bank accounts, of payouts, where they go and with which batch.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{bank_accounts, payment_batches, payouts, recoveries};
use talkoot_domain::{
    bank_account::BankAccount,
    ids::{BankAccountId, PaymentBatchId, PayoutId, RecoveryId},
    payment_batch::PaymentBatch,
    payout::{Destination, Payout, SetOff},
    recovery::Recovery,
};

use super::{LoadFailure, Source, grouped, keyed};

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

impl Loader<PayoutId> for Source {
    type Value = Payout;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PayoutId]) -> Result<HashMap<PayoutId, Payout>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(payouts::find_many(&self.app, actor, keys).await, |payout| {
            payout.id
        })
    }
}

impl Loader<PaymentBatchId> for Source {
    type Value = PaymentBatch;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[PaymentBatchId],
    ) -> Result<HashMap<PaymentBatchId, PaymentBatch>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(
            payment_batches::find_many(&self.app, actor, keys).await,
            |batch| batch.id,
        )
    }
}

/// The batch that a payout which the person has found is in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BatchOf(pub(crate) PayoutId);

impl Loader<BatchOf> for Source {
    type Value = payment_batches::Membership;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[BatchOf],
    ) -> Result<HashMap<BatchOf, payment_batches::Membership>, LoadFailure> {
        let ids: Vec<PayoutId> = keys.iter().map(|key| key.0).collect();
        keyed(payment_batches::of_payouts(&self.app, &ids).await, |one| {
            BatchOf(one.payout)
        })
    }
}

impl Loader<RecoveryId> for Source {
    type Value = Recovery;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RecoveryId]) -> Result<HashMap<RecoveryId, Recovery>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(recoveries::find_many(&self.app, actor, keys).await, |recovery| {
            recovery.id
        })
    }
}

/// What is set off against a payout that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SetOffsOf(pub(crate) PayoutId);

impl Loader<SetOffsOf> for Source {
    type Value = Vec<SetOff>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[SetOffsOf]) -> Result<HashMap<SetOffsOf, Vec<SetOff>>, LoadFailure> {
        let ids: Vec<PayoutId> = keys.iter().map(|key| key.0).collect();
        let rows = payouts::set_offs(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (SetOffsOf(row.payout), row)).collect()))
    }
}

/// What payouts pay of a recovery that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SetOffsOfRecovery(pub(crate) RecoveryId);

impl Loader<SetOffsOfRecovery> for Source {
    type Value = Vec<SetOff>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[SetOffsOfRecovery],
    ) -> Result<HashMap<SetOffsOfRecovery, Vec<SetOff>>, LoadFailure> {
        let ids: Vec<RecoveryId> = keys.iter().map(|key| key.0).collect();
        let rows = payouts::set_offs_of_recoveries(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (SetOffsOfRecovery(row.recovery), row))
                .collect()
        }))
    }
}
