use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Func},
};
use talkoot_domain::{
    ids::{SurveyId, SurveyInvitationId, SurveyMailId},
    survey::Step,
    workflow::Name as _,
};
use uuid::Uuid;

use super::TABLE;
use crate::{
    Access, StorageError, Tx,
    entity::{
        survey_invitation,
        survey_mail::{ActiveModel, Column, Entity},
    },
    map::code,
    store::Connected,
};

/// Where a mail about a survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum MailState {
    /// It waits to be sent.
    Queued,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good.
    Refused,
    /// It was not needed any more.
    Cancelled,
}

/// A mail to somebody who is invited. Its text is not kept, for it holds the secret link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyMail {
    /// Its identifier.
    pub id: SurveyMailId,
    /// Of which survey.
    pub survey: SurveyId,
    /// To whom.
    pub invitation: SurveyInvitationId,
    /// Why.
    pub step: Step,
    /// When it was decided on.
    pub created_at: DateTime<Utc>,
    /// Where it stands.
    pub state: MailState,
}

/// So many rows are looked at or written at a time.
const BATCH: usize = 500;

/// Stores the mails of one step that are not stored already, and gives those that are new: nobody is written to twice.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx, mails: Vec<SurveyMail>) -> Result<Vec<SurveyMail>, StorageError> {
    let mut new = Vec::with_capacity(mails.len());
    for batch in mails.chunks(BATCH) {
        let Some(step) = batch.first().map(|mail| mail.step) else {
            continue;
        };
        let known: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::InvitationId)
            .filter(Column::InvitationId.is_in(batch.iter().map(|mail| Uuid::from(mail.invitation))))
            .filter(Column::Step.eq(number(step)))
            .into_tuple()
            .all(tx.connection())
            .await?;
        let fresh = batch
            .iter()
            .filter(|mail| mail.step == step && !known.contains(&mail.invitation.into()));
        let fresh: Vec<SurveyMail> = fresh.cloned().collect();
        if !fresh.is_empty() {
            Entity::insert_many(fresh.iter().map(columns))
                .exec_without_returning(tx.connection())
                .await?;
        }
        new.extend(fresh);
    }
    Ok(new)
}

/// A mail.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn mail(db: &impl Access, id: SurveyMailId) -> Result<Option<SurveyMail>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    row.map(|row| {
        let step = u32::try_from(row.step)
            .map_err(|fault| StorageError::inconsistent("survey_mail", row.id, format!("step: {fault}")))?;
        Ok(SurveyMail {
            id: row.id.into(),
            survey: row.survey_id.into(),
            invitation: row.invitation_id.into(),
            step: Step::of_number(step),
            created_at: row.created_at,
            state: code("survey_mail", row.id, "state", &row.state)?,
        })
    })
    .transpose()
}

/// Keeps what became of a mail.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    tx: &Tx,
    id: SurveyMailId,
    state: MailState,
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        state: Set(state.code().to_owned()),
        outcome: Set(Some(outcome.to_owned())),
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::State.eq(MailState::Queued.code()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Records that a mail came back though a mail server had taken it: it was refused after all. Says whether it was one of
/// a survey, sent to this address, and not known to have come back.
///
/// # Errors
/// When the database fails.
pub async fn bounced(
    tx: &Tx,
    id: SurveyMailId,
    address: &str,
    said: &str,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let invited = survey_invitation::Entity::find()
        .select_only()
        .column(survey_invitation::Column::Id)
        .filter(
            Expr::expr(Func::lower(Expr::col(survey_invitation::Column::Address))).eq(address.to_lowercase()),
        )
        .into_query();
    let row = ActiveModel {
        state: Set(MailState::Refused.code().to_owned()),
        outcome: Set(Some(said.to_owned())),
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::State.eq(MailState::Sent.code()))
        .filter(Column::InvitationId.in_subquery(invited))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The addresses of a survey whose mails were refused for good, each with what the mail server said last, in order of
/// the invitations.
///
/// # Errors
/// When the database fails.
pub async fn refused(db: &impl Access, survey: SurveyId) -> Result<Vec<(String, String)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::SurveyId.eq(Uuid::from(survey)))
        .filter(Column::State.eq(MailState::Refused.code()))
        .order_by_asc(Column::InvitationId)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.invitation_id).collect();
    let mut addresses = std::collections::HashMap::new();
    for batch in ids.chunks(BATCH) {
        let found = survey_invitation::Entity::find()
            .filter(survey_invitation::Column::Id.is_in(batch.iter().copied()))
            .all(db.connection())
            .await?;
        addresses.extend(found.into_iter().map(|row| (row.id, row.address)));
    }
    let mut all: Vec<(Uuid, String, String)> = Vec::new();
    for row in rows {
        let address = addresses.get(&row.invitation_id).ok_or_else(|| {
            StorageError::inconsistent(TABLE, row.survey_id, "a mail went to nobody who is invited")
        })?;
        let outcome = row.outcome.unwrap_or_default();
        match all.last_mut().filter(|last| last.0 == row.invitation_id) {
            Some(last) => last.2 = outcome,
            None => all.push((row.invitation_id, address.clone(), outcome)),
        }
    }
    Ok(all
        .into_iter()
        .map(|(_, address, outcome)| (address, outcome))
        .collect())
}

fn number(step: Step) -> i32 {
    i32::try_from(step.number()).unwrap_or(i32::MAX)
}

fn columns(mail: &SurveyMail) -> ActiveModel {
    ActiveModel {
        id: Set(mail.id.into()),
        survey_id: Set(mail.survey.into()),
        invitation_id: Set(mail.invitation.into()),
        step: Set(number(mail.step)),
        created_at: Set(mail.created_at),
        state: Set(mail.state.code().to_owned()),
        outcome: Set(None),
        ended_at: Set(None),
    }
}
