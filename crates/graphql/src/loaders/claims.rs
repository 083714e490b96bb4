//! Loaders of claims and what hangs on them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{
    agreements,
    claims::{self, Parts, VerifiedLine},
    other_support, payment_holds, payouts, projects,
};
use talkoot_domain::{
    agreement::Agreement,
    claim::Claim,
    hands::Hands,
    ids::{ClaimId, CostLineId, ProjectId},
    other_support::OtherSupport,
    payment_hold::PaymentHold,
    payout::Payout,
    project::Balance,
};

use super::{LoadFailure, Source, grouped, keyed};

impl Loader<ClaimId> for Source {
    type Value = Claim;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ClaimId]) -> Result<HashMap<ClaimId, Claim>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(claims::find_many(&self.app, actor, keys).await, |claim| claim.id)
    }
}

/// What a claim that the person has found is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PartsOf(pub(crate) ClaimId);

impl Loader<PartsOf> for Source {
    type Value = Parts;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PartsOf]) -> Result<HashMap<PartsOf, Parts>, LoadFailure> {
        let ids: Vec<ClaimId> = keys.iter().map(|key| key.0).collect();
        let rows = keyed(claims::parts(&self.app, &ids).await, |(id, _)| PartsOf(*id))?;
        Ok(rows.into_iter().map(|(key, (_, parts))| (key, parts)).collect())
    }
}

/// Everybody who had a hand in a claim that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HandsOf(pub(crate) ClaimId);

impl Loader<HandsOf> for Source {
    type Value = Hands;
    type Error = LoadFailure;

    async fn load(&self, keys: &[HandsOf]) -> Result<HashMap<HandsOf, Hands>, LoadFailure> {
        let ids: Vec<ClaimId> = keys.iter().map(|key| key.0).collect();
        let rows = keyed(claims::hands(&self.app, &ids).await, |(id, _)| HandsOf(*id))?;
        Ok(rows.into_iter().map(|(key, (_, hands))| (key, hands)).collect())
    }
}

/// The payment holds of a project that the person has found, lifted ones included, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HoldsOf(pub(crate) ProjectId);

impl Loader<HoldsOf> for Source {
    type Value = Vec<PaymentHold>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[HoldsOf]) -> Result<HashMap<HoldsOf, Vec<PaymentHold>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = payment_holds::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (HoldsOf(row.project), row)).collect()))
    }
}

/// The public support from others for a project that the person has found, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SupportOf(pub(crate) ProjectId);

impl Loader<SupportOf> for Source {
    type Value = Vec<OtherSupport>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[SupportOf]) -> Result<HashMap<SupportOf, Vec<OtherSupport>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = other_support::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (SupportOf(row.project), row))
                .collect()
        }))
    }
}

/// The agreements of a project that the person has found, in the order of their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AgreementsOf(pub(crate) ProjectId);

impl Loader<AgreementsOf> for Source {
    type Value = Vec<Agreement>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[AgreementsOf],
    ) -> Result<HashMap<AgreementsOf, Vec<Agreement>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = agreements::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (AgreementsOf(row.project), row))
                .collect()
        }))
    }
}

/// The payouts of a claim that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PayoutsOf(pub(crate) ClaimId);

impl Loader<PayoutsOf> for Source {
    type Value = Vec<Payout>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PayoutsOf]) -> Result<HashMap<PayoutsOf, Vec<Payout>>, LoadFailure> {
        let ids: Vec<ClaimId> = keys.iter().map(|key| key.0).collect();
        let rows = payouts::of_claims(&self.app, &ids).await;
        let of_claim = |row: Payout| Some((PayoutsOf(row.source.claim()?), row));
        grouped(rows.map(|rows| rows.into_iter().filter_map(of_claim).collect()))
    }
}

/// Every payout of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PayoutsOfProject(pub(crate) ProjectId);

impl Loader<PayoutsOfProject> for Source {
    type Value = Vec<Payout>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[PayoutsOfProject],
    ) -> Result<HashMap<PayoutsOfProject, Vec<Payout>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = payouts::of_projects(&self.app, &ids).await;
        let keyed = |row: Payout| (PayoutsOfProject(row.project), row);
        grouped(rows.map(|rows| rows.into_iter().map(keyed).collect()))
    }
}

/// What a project that the person has found has claimed and been paid, and what it owes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BalanceOf(pub(crate) ProjectId);

impl Loader<BalanceOf> for Source {
    type Value = Balance;
    type Error = LoadFailure;

    async fn load(&self, keys: &[BalanceOf]) -> Result<HashMap<BalanceOf, Balance>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = keyed(projects::balances(&self.app, &ids).await, |(id, _)| {
            BalanceOf(*id)
        })?;
        Ok(rows
            .into_iter()
            .map(|(key, (_, balance))| (key, balance))
            .collect())
    }
}

/// What is decided about a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct VerificationOf(pub(crate) CostLineId);

impl Loader<VerificationOf> for Source {
    type Value = VerifiedLine;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[VerificationOf],
    ) -> Result<HashMap<VerificationOf, VerifiedLine>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<CostLineId> = keys.iter().map(|key| key.0).collect();
        keyed(claims::find_verified(&self.app, actor, &ids).await, |line| {
            VerificationOf(line.line.id)
        })
    }
}
