//! The outbox of mails: what is to be said to whom, and what became of it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    ids::{MailId, PersonId, ProjectId, ReminderId},
    language::Language,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::mail::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum MailState {
    /// Waits for its first or next try.
    Queued,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good.
    Refused,
    /// There was nothing to say any more when it was its turn.
    Cancelled,
}

/// A mail to be written.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Its identifier, from which its Message-ID follows.
    pub id: MailId,
    /// The kind of message, as the name of its texts.
    pub kind: &'static str,
    /// What it is about, as stored.
    pub letter: serde_json::Value,
    /// The reminder it belongs to.
    pub reminder: Option<ReminderId>,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// To whom.
    pub person: PersonId,
    /// Why this person gets it.
    pub recipient_as: &'static str,
    /// When it was decided on.
    pub created_at: DateTime<Utc>,
}

/// A mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// Its identifier.
    pub id: MailId,
    /// The kind of message.
    pub kind: String,
    /// What it is about, as stored.
    pub letter: serde_json::Value,
    /// The reminder it belongs to.
    pub reminder: Option<ReminderId>,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// To whom.
    pub person: PersonId,
    /// Why this person gets it.
    pub recipient_as: String,
    /// When it was decided on.
    pub created_at: DateTime<Utc>,
    /// What became of it.
    pub state: MailState,
    /// How often it was handed to the mail server.
    pub attempts: i32,
    /// The latest answer of the mail server, or why it was cancelled.
    pub last_answer: Option<String>,
    /// What was handed over the last time.
    pub written: Option<Written>,
    /// When it was sent, refused or cancelled.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it came back though a mail server had taken it, and what was said.
    pub bounced: Option<(DateTime<Utc>, String)>,
}

/// A mail in words, as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The address.
    pub address: String,
    /// The language.
    pub language: Language,
    /// The subject.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Stores new mails.
///
/// # Errors
/// [`StorageError::Taken`] when a person already has a mail of the same reminder.
pub async fn insert(tx: &Tx, mails: &[NewMail]) -> Result<(), StorageError> {
    if mails.is_empty() {
        return Ok(());
    }
    let rows = mails.iter().map(|mail| ActiveModel {
        id: Set(mail.id.into()),
        kind: Set(mail.kind.to_owned()),
        letter: Set(mail.letter.clone()),
        reminder_id: Set(mail.reminder.map(Into::into)),
        project_id: Set(mail.project.map(Into::into)),
        person_id: Set(mail.person.into()),
        recipient_as: Set(mail.recipient_as.to_owned()),
        created_at: Set(mail.created_at),
        state: Set(Into::<&'static str>::into(MailState::Queued).to_owned()),
        attempts: Set(0),
        last_answer: Set(None),
        address: Set(None),
        language: Set(None),
        subject: Set(None),
        text_part: Set(None),
        html_part: Set(None),
        finished_at: Set(None),
        message_id: Set(None),
        bounced_at: Set(None),
        bounce: Set(None),
    });
    Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The mail; for the worker, which sees everything.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: MailId) -> Result<Option<Mail>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(TryInto::try_into).transpose()
}

/// The mails of these reminders, oldest first; the caller has found the reminders in its scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_reminders(db: &impl Access, reminders: &[ReminderId]) -> Result<Vec<Mail>, StorageError> {
    let ids = reminders.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ReminderId.is_in(ids))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The mails of a kind that wait for somebody, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn waiting_for(db: &impl Access, person: PersonId, kind: &str) -> Result<Vec<Mail>, StorageError> {
    let queued: &'static str = MailState::Queued.into();
    let rows = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::Kind.eq(kind))
        .filter(Column::State.eq(queued))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many mails are in this state.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, state: MailState) -> Result<u64, StorageError> {
    let state: &'static str = state.into();
    Ok(Entity::find()
        .filter(Column::State.eq(state))
        .count(db.connection())
        .await?)
}

/// How many mails about each of these projects the mail server took, until a moment or now; the caller has found the
/// projects.
///
/// # Errors
/// When the database fails.
pub async fn sent_about(
    db: &impl Access,
    projects: &[ProjectId],
    until: Option<DateTime<Utc>>,
) -> Result<Vec<(ProjectId, u64)>, StorageError> {
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ProjectId)
        .column_as(Column::Id.count(), "number")
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .filter(Column::State.eq("sent"))
        .apply_if(
            until.map(|until| Column::FinishedAt.lt(until)),
            QueryFilter::filter,
        )
        .group_by(Column::ProjectId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(project, number)| (project.into(), number.unsigned_abs()))
        .collect())
}

/// Every mail in this state, oldest first, for the person on call and for tests.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn in_state(db: &impl Access, state: MailState) -> Result<Vec<Mail>, StorageError> {
    let state: &'static str = state.into();
    let rows = Entity::find()
        .filter(Column::State.eq(state))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The oldest mails that have waited since before a moment, for the person on call.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn waiting_since(
    db: &impl Access,
    before: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Mail>, StorageError> {
    let queued: &'static str = MailState::Queued.into();
    let rows = Entity::find()
        .filter(Column::State.eq(queued))
        .filter(Column::CreatedAt.lt(before))
        .order_by_asc(Column::CreatedAt)
        .limit(most)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Keeps what is about to be handed over, so that it is known even if we crash in the middle.
///
/// # Errors
/// When the database fails.
pub async fn handing_over(
    tx: &Tx,
    id: MailId,
    message_id: &str,
    written: &Written,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        message_id: Set(Some(message_id.to_owned())),
        address: Set(Some(written.address.clone())),
        language: Set(Some(written.language.code().to_owned())),
        subject: Set(Some(written.subject.clone())),
        text_part: Set(Some(written.text.clone())),
        html_part: Set(Some(written.html.clone())),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Records that a try failed and another one will follow.
///
/// # Errors
/// When the database fails.
pub async fn failed_once(tx: &Tx, id: MailId, answer: &str) -> Result<(), StorageError> {
    let row = ActiveModel {
        last_answer: Set(Some(answer.to_owned())),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Records what became of a mail in the end.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    tx: &Tx,
    id: MailId,
    state: MailState,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set(Into::<&'static str>::into(state).to_owned()),
        last_answer: Set(Some(answer.to_owned())),
        finished_at: Set(Some(now)),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Records that what was sent to a person at an address under a Message-ID came back: one mail, or the several that
/// left together. Says how many; none when no such mail was sent, or it is known already.
///
/// # Errors
/// When the database fails.
pub async fn bounced(
    tx: &Tx,
    (person, address): (PersonId, &str),
    message_id: &str,
    said: &str,
    now: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let row = ActiveModel {
        bounced_at: Set(Some(now)),
        bounce: Set(Some(said.to_owned())),
        ..Default::default()
    };
    let sent: &'static str = MailState::Sent.into();
    let done = Entity::update_many()
        .set(row)
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::Address.eq(address))
        .filter(Column::MessageId.eq(message_id))
        .filter(Column::State.eq(sent))
        .filter(Column::BouncedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

async fn change(tx: &Tx, id: MailId, row: ActiveModel) -> Result<(), StorageError> {
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::State.eq("queued"))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Mail {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let parts = (
            row.address,
            row.language,
            row.subject,
            row.text_part,
            row.html_part,
        );
        let written = match parts {
            (Some(address), Some(language), Some(subject), Some(text), Some(html)) => Some(Written {
                address,
                language: code("mail", row.id, "language", &language)?,
                subject,
                text,
                html,
            }),
            (None, None, None, None, None) => None,
            _ => return Err(StorageError::inconsistent("mail", row.id, "it is half written")),
        };
        Ok(Self {
            id: row.id.into(),
            kind: row.kind,
            letter: row.letter,
            reminder: row.reminder_id.map(Into::into),
            project: row.project_id.map(Into::into),
            person: row.person_id.into(),
            recipient_as: row.recipient_as,
            created_at: row.created_at,
            state: code("mail", row.id, "state", &row.state)?,
            attempts: row.attempts,
            last_answer: row.last_answer,
            written,
            finished_at: row.finished_at,
            bounced: row.bounced_at.map(|at| (at, row.bounce.unwrap_or_default())),
        })
    }
}
