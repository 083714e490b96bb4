use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::bank_feedback;
use talkoot_domain::{
    bank_feedback::{BankFeedback, Item, Message, State, StateName},
    workflow::Name,
};

use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    node::{self, Kind},
    obligation::StoredFileObject,
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
    payment_batch::PaymentBatchObject,
    payout::PayoutObject,
    scalar::Money,
};

/// A message of a bank about payments (*pankin palaute*), as it was imported.
pub(crate) struct BankFeedbackObject(pub(crate) BankFeedback);

/// A message of a bank about payments (*pankin palaute*), as it was imported.
#[Object(name = "BankFeedback")]
impl BankFeedbackObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::BankFeedback, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `attention` (something in it does not agree with what was sent), `clear` or `settled` (dealt with).
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// `status` (`pain.002`: whether the bank took the payments) or `booked` (`camt.054`: what it has booked).
    async fn message(&self) -> &'static str {
        match self.0.message {
            Message::Status => "status",
            Message::Booked => "booked",
        }
    }

    /// The name that the bank gave the message.
    async fn message_id(&self) -> &str {
        &self.0.message_id
    }

    /// The authority whose payments it is about.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.authority).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The batch whose file a status report answers.
    async fn batch(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PaymentBatchObject>> {
        let Some(batch) = self.0.batch else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(batch).await?.map(PaymentBatchObject))
    }

    /// The file as it was uploaded.
    async fn file(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<StoredFileObject>> {
        Ok(loaders(ctx)?.one(self.0.file).await?.map(StoredFileObject))
    }

    /// What it says of payments made here, in the order of the message.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn items(&self) -> Vec<BankFeedbackItemObject> {
        self.0.items.iter().cloned().map(BankFeedbackItemObject).collect()
    }

    /// How many payments it also names that were not made here: other traffic of the account.
    async fn not_ours(&self) -> i32 {
        self.0.not_ours
    }

    /// Who imported it.
    async fn imported_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.imported.by).await?.map(PersonObject))
    }

    /// When it was imported.
    async fn imported_at(&self) -> DateTime<Utc> {
        self.0.imported.at
    }

    /// What was done about what did not agree.
    async fn settlement_note(&self) -> Option<&str> {
        match &self.0.state {
            State::Settled { note, .. } => Some(note),
            State::Attention | State::Clear => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = bank_feedback::available_actions(actor(ctx)?, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// What a bank says of one payment, and what it led to.
pub(crate) struct BankFeedbackItemObject(Item);

/// What a bank says of one payment, and what it led to.
#[Object(name = "BankFeedbackItem")]
impl BankFeedbackItemObject {
    /// Its place in the message, from 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// The name of the payment, as in the payment file.
    async fn end_to_end_id(&self) -> &str {
        &self.0.end_to_end_id
    }

    /// The payout that the name means.
    async fn payout(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PayoutObject>> {
        let Some(payout) = self.0.payout else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(payout).await?.map(PayoutObject))
    }

    /// How much.
    async fn amount(&self) -> Option<Money> {
        self.0.amount.map(Into::into)
    }

    /// The bank's reference of the payment or its booking.
    async fn bank_reference(&self) -> Option<&str> {
        self.0.bank_reference.as_deref()
    }

    /// From which day the money counts.
    async fn value_date(&self) -> Option<NaiveDate> {
        self.0.value_date
    }

    /// What it led to: `acknowledged`, `failed`, `confirmed`, `repeated` (known before) or `announced` (not booked
    /// yet); or what does not agree: `unknown` (no such payment), `amount_differs`, `not_sent`, `contradicts`,
    /// `returned` (money of a confirmed payout came back) or `incomplete` (no reference or no possible day).
    async fn outcome(&self) -> &'static str {
        self.0.outcome.into()
    }

    /// Whether it does not agree with what was sent, so that an officer looks at it.
    async fn needs_attention(&self) -> bool {
        self.0.outcome.needs_attention()
    }

    /// More about it, in words; empty when there is nothing to add.
    async fn words(&self) -> &str {
        &self.0.words
    }
}
