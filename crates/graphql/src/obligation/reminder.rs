use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{
    obligations::Upcoming,
    reminders::{ComingMail, Receives, Recipient, Reminded},
};

use super::ObligationObject;
use crate::{context::loaders, organisation::PersonObject, outcome::not_found};

/// A step of the reminder ladder that was taken, once for its due date.
pub(crate) struct ReminderObject(pub(crate) Reminded);

/// A step of the reminder ladder that was taken, once for its due date.
#[Object(name = "Reminder")]
impl ReminderObject {
    /// The step in days from the due date, for example `-14`, `0`, `+7`.
    async fn step(&self) -> &str {
        &self.0.reminder.step
    }

    /// The due date that it reminds of.
    async fn due_date(&self) -> NaiveDate {
        self.0.reminder.due
    }

    /// When it was decided who is written to.
    async fn decided_at(&self) -> DateTime<Utc> {
        self.0.reminder.decided_at
    }

    /// When its last mail was sent; absent while one waits.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.0.sent_at()
    }

    /// To whom, and what became of each mail.
    async fn recipients(&self) -> Vec<RecipientObject> {
        self.0.recipients.iter().cloned().map(RecipientObject).collect()
    }
}

/// Somebody who is reminded.
pub(crate) struct RecipientObject(Recipient);

/// Somebody who is reminded.
#[Object(name = "ReminderRecipient")]
impl RecipientObject {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.person).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// Why: `responsible`, `municipality_owner`, `lead_municipality` or `officer`.
    async fn audience(&self) -> &str {
        &self.0.audience
    }

    /// What became of the mail: `queued`, `sent`, `refused` or `cancelled`.
    async fn state(&self) -> &'static str {
        self.0.state.into()
    }

    /// When it was sent, refused or cancelled.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// The latest answer of the mail server, or why the mail was cancelled.
    #[graphql(directive = crate::care::personal::apply())]
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// When the mail came back though a mail server had taken it.
    async fn bounced_at(&self) -> Option<DateTime<Utc>> {
        self.0.bounced.as_ref().map(|(at, _)| *at)
    }

    /// Why it came back, in the words of the mail server.
    #[graphql(directive = crate::care::personal::apply())]
    async fn bounce(&self) -> Option<&str> {
        self.0.bounced.as_ref().map(|(_, said)| said.as_str())
    }
}

/// A reminder that will go out unless its obligation is settled before.
#[derive(SimpleObject)]
pub(crate) struct UpcomingReminder {
    /// The obligation.
    obligation: ObligationObject,
    /// The day.
    day: NaiveDate,
    /// The step in days from the due date.
    step: String,
    /// Who will be told: `responsible`, `municipality_owner`, `lead_municipality`, `officer`.
    audience: Vec<String>,
}

impl From<Upcoming> for UpcomingReminder {
    fn from(one: Upcoming) -> Self {
        Self {
            day: one.day,
            step: one.step.key(),
            audience: one.told.iter().map(ToString::to_string).collect(),
            obligation: ObligationObject(one.obligation),
        }
    }
}

/// A mail that will go out on a day unless something changes before.
pub(crate) struct ComingMailObject(pub(crate) ComingMail);

/// A mail that will go out on a day unless something changes before.
#[Object(name = "ComingMail")]
impl ComingMailObject {
    /// The day.
    async fn day(&self) -> NaiveDate {
        self.0.day
    }

    /// The kind of message: `reminder`; `duty-taken` to whoever takes over; `duty-vacant` when nobody does.
    async fn kind(&self) -> &'static str {
        self.0.kind
    }

    /// The obligation that a reminder is about; absent for other mails.
    async fn obligation(&self) -> Option<ObligationObject> {
        self.0.obligation.clone().map(ObligationObject)
    }

    /// The step of a reminder in days from the due date, for example `-14`, `0`, `+7`.
    async fn step(&self) -> Option<&str> {
        self.0.step.as_deref()
    }

    /// To whom, as roles are held today; empty when nobody can be told, and the step waits for somebody.
    async fn recipients(&self) -> Vec<ComingRecipientObject> {
        self.0
            .recipients
            .iter()
            .cloned()
            .map(ComingRecipientObject)
            .collect()
    }
}

/// Somebody who will get a mail.
pub(crate) struct ComingRecipientObject(Receives);

/// Somebody who will get a mail.
#[Object(name = "ComingRecipient")]
impl ComingRecipientObject {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.person).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// Why: `responsible`, `municipality_owner`, `lead_municipality` or `officer` for a reminder, else the role or
    /// the duty.
    async fn because(&self) -> &'static str {
        self.0.because
    }

    /// Whether the one who is meant is missing, so that this person stands in.
    async fn stands_in(&self) -> bool {
        self.0.stands_in
    }
}
