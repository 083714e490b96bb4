use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::why::NodeId;
use talkoot_domain::payout::{SetOff, StateName};

use super::PayoutObject;
use crate::{
    context::loaders, organisation::PersonObject, outcome::not_found, recovery::RecoveryObject,
    scalar::Money, why,
};

/// A part of a payout that pays a recovery instead of going to the bank (*kuittaus*, 688/2001, 27 §).
pub(crate) struct SetOffObject(pub(crate) SetOff);

/// A part of a payout that pays a recovery instead of going to the bank (*kuittaus*, 688/2001, 27 §).
#[Object(name = "SetOff")]
impl SetOffObject {
    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// `pending` while the payout is on its way, `booked` on the recovery once it is confirmed, `undone` when it
    /// failed.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<&'static str> {
        let payout = loaders(ctx)?.one(self.0.payout).await?;
        let payout = payout.ok_or_else(|| not_found("payout"))?;
        Ok(match StateName::from(&payout.state) {
            StateName::Created | StateName::Approved | StateName::Sent => "pending",
            StateName::Confirmed => "booked",
            StateName::Failed => "undone",
        })
    }

    /// The payout from which it is kept back; absent when you see the recovery but not the project.
    async fn payout(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PayoutObject>> {
        Ok(loaders(ctx)?.one(self.0.payout).await?.map(PayoutObject))
    }

    /// The recovery that it pays.
    async fn recovery(&self, ctx: &Context<'_>) -> async_graphql::Result<RecoveryObject> {
        let recovery = loaders(ctx)?.one(self.0.recovery).await?;
        recovery.map(RecoveryObject).ok_or_else(|| not_found("recovery"))
    }

    /// Who proposed it; never the one who approved the payout.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.proposed.by).await?.map(PersonObject))
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// What to ask `whyAmount` about it.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::SetOff(self.0.payout, self.0.recovery))
    }
}
