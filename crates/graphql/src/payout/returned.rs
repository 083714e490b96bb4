use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::why::NodeId;
use talkoot_domain::payout::Return;

use super::input::ReturnOutcome;
use crate::{context::loaders, organisation::PersonObject, scalar::Money, why};

/// Money that the bank sent back after it had confirmed a payout.
pub(crate) struct ReturnObject(pub(crate) Return);

/// Money that the bank sent back after it had confirmed a payout.
#[Object(name = "PayoutReturn")]
impl ReturnObject {
    /// Its place among the returns of the payout, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// The day on which it was booked.
    async fn value_date(&self) -> NaiveDate {
        self.0.value_date
    }

    /// The bank's reference of the transaction.
    async fn bank_reference(&self) -> &str {
        &self.0.bank_reference
    }

    /// Why it came back.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What becomes of it.
    async fn outcome(&self) -> ReturnOutcome {
        self.0.outcome.into()
    }

    /// Who recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.recorded.by).await?.map(PersonObject))
    }

    /// When it was approved; absent while it waits for a second person.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved.map(|stamp| stamp.at)
    }

    /// Who approved it; never the one who recorded it.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.approved {
            None => Ok(None),
            Some(stamp) => Ok(loaders(ctx)?.one(stamp.by).await?.map(PersonObject)),
        }
    }

    /// What to ask `whyAmount` about it.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::Returned(self.0.payout, self.0.number))
    }
}
