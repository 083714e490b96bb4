use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::payment_batches;
use talkoot_domain::{
    ids::PersonId,
    payment_batch::{Line, PaymentBatch, State, StateName},
    workflow::Name,
};

use super::input::FormatInput;
use crate::{
    action::AvailableAction,
    bank_account::BankAccountObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    obligation::StoredFileObject,
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, internal, not_found},
    payout::PayoutObject,
    scalar::Money,
};

/// A payment batch (*maksuaineisto*): approved payouts that go to the bank as one file.
pub(crate) struct PaymentBatchObject(pub(crate) PaymentBatch);

async fn person(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    let Some(id) = id else {
        return Ok(None);
    };
    Ok(loaders(ctx)?.one(id).await?.map(PersonObject))
}

/// A payment batch (*maksuaineisto*): approved payouts that go to the bank as one file.
#[Object(name = "PaymentBatch")]
impl PaymentBatchObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::PaymentBatch, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Counts the batches of the authority, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `draft`, `approved`, `sent` (its file is made), `acknowledged` (the bank took it), `settled` (each payment
    /// is confirmed or has failed), `rejected` (the bank paid nothing of it) or `cancelled`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The authority that pays.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.authority).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The version of the authority's account that is paid from.
    async fn account(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BankAccountObject>> {
        Ok(loaders(ctx)?.one(self.0.debtor).await?.map(BankAccountObject))
    }

    /// The day on which the bank is to pay.
    async fn execution_date(&self) -> NaiveDate {
        self.0.execution_date
    }

    /// Which message is written.
    async fn format(&self) -> FormatInput {
        self.0.format.into()
    }

    /// How many payments it holds.
    async fn count(&self) -> usize {
        self.0.lines.len()
    }

    /// What they come to: the control sum of the file.
    async fn total(&self) -> async_graphql::Result<Money> {
        Ok(self.0.total().map_err(internal)?.into())
    }

    /// Its payments, in the order of the file.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn lines(&self) -> Vec<PaymentBatchLineObject> {
        self.0.lines.iter().cloned().map(PaymentBatchLineObject).collect()
    }

    /// Who made it.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, Some(self.0.created.by)).await
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created.at
    }

    /// Who approved it, never the one who made it.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.state.approved().map(|stamp| stamp.by)).await
    }

    /// When it was approved.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.approved().map(|stamp| stamp.at)
    }

    /// Who had its file made.
    async fn sent_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.state.written().map(|written| written.sent.by)).await
    }

    /// When its file was made.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.written().map(|written| written.sent.at)
    }

    /// The payment file, made once; officers and second approvers of the authority fetch it at `GET /files/{id}`.
    async fn file(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<StoredFileObject>> {
        let Some(written) = self.0.state.written() else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(written.file.id).await?.map(StoredFileObject))
    }

    /// Why the bank paid nothing of it.
    async fn rejection_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Rejected { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Why it was cancelled.
    async fn cancellation_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Cancelled { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = payment_batches::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// One payment of a batch, as it was released.
pub(crate) struct PaymentBatchLineObject(Line);

/// One payment of a batch, as it was released.
#[Object(name = "PaymentBatchLine")]
impl PaymentBatchLineObject {
    /// Its place in the file, from 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// The payout.
    async fn payout(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PayoutObject>> {
        Ok(loaders(ctx)?.one(self.0.payout).await?.map(PayoutObject))
    }

    /// The account version that it goes to.
    async fn account(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BankAccountObject>> {
        Ok(loaders(ctx)?.one(self.0.account).await?.map(BankAccountObject))
    }

    /// The reference number, in its national form, by which the payee knows the payment.
    async fn reference(&self) -> &str {
        self.0.reference.national()
    }
}
