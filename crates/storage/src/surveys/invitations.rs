use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};
use talkoot_domain::{
    ids::{PersonId, SurveyId, SurveyInvitationId},
    survey::Participation,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        survey_invitation::{ActiveModel, Column, Entity, Model},
        survey_mail,
    },
    store::Connected,
};

/// Somebody who is invited to a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier.
    pub id: SurveyInvitationId,
    /// To which survey.
    pub survey: SurveyId,
    /// The address.
    pub address: String,
    /// Who invited.
    pub invited_by: PersonId,
    /// On which day, in Finland.
    pub invited_on: NaiveDate,
    /// Whether there is an answer; not which.
    pub answered: bool,
}

/// So many rows are written at a time.
const BATCH: usize = 500;

/// The addresses of a survey that are invited already, in small letters.
///
/// # Errors
/// When the database fails.
pub async fn addresses(db: &impl Access, survey: SurveyId) -> Result<BTreeSet<String>, StorageError> {
    let keys: Vec<String> = Entity::find()
        .select_only()
        .column(Column::AddressKey)
        .filter(Column::SurveyId.eq(Uuid::from(survey)))
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(keys.into_iter().collect())
}

/// Stores new invitations.
///
/// # Errors
/// [`StorageError::Taken`] when an address is invited already.
pub async fn invite(tx: &Tx, invitations: &[Invitation]) -> Result<(), StorageError> {
    for batch in invitations.chunks(BATCH) {
        let rows = batch.iter().map(|one| ActiveModel {
            id: Set(one.id.into()),
            survey_id: Set(one.survey.into()),
            address: Set(one.address.clone()),
            address_key: Set(one.address.to_lowercase()),
            invited_by: Set(one.invited_by.into()),
            invited_on: Set(one.invited_on),
            answered: Set(one.answered),
        });
        Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// An invitation.
///
/// # Errors
/// When the database fails.
pub async fn invitation(
    db: &impl Access,
    id: SurveyInvitationId,
) -> Result<Option<Invitation>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    Ok(row.map(read))
}

/// Those of a survey who have not answered and were invited before this day, oldest first; everybody when no day is
/// named.
///
/// # Errors
/// When the database fails.
pub async fn unanswered(
    db: &impl Access,
    survey: SurveyId,
    invited_before: Option<NaiveDate>,
) -> Result<Vec<Invitation>, StorageError> {
    let mut query = Entity::find()
        .filter(Column::SurveyId.eq(Uuid::from(survey)))
        .filter(Column::Answered.eq(false));
    if let Some(day) = invited_before {
        query = query.filter(Column::InvitedOn.lt(day));
    }
    let rows = query.order_by_asc(Column::Id).all(db.connection()).await?;
    Ok(rows.into_iter().map(read).collect())
}

/// Says that an invitation was used. False when it was before.
///
/// # Errors
/// When the database fails.
pub async fn mark_answered(tx: &Tx, id: SurveyInvitationId) -> Result<bool, StorageError> {
    let row = ActiveModel {
        answered: Set(true),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::Answered.eq(false))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected == 1)
}

#[derive(FromQueryResult)]
struct Counted {
    survey_id: Uuid,
    answered: bool,
    number: i64,
}

#[derive(FromQueryResult)]
struct Mailed {
    survey_id: Uuid,
    invitation_id: Uuid,
    state: String,
}

/// How many of how many, of each of these surveys.
///
/// # Errors
/// When the database fails.
pub async fn participation(
    db: &impl Access,
    surveys: &[SurveyId],
) -> Result<HashMap<SurveyId, Participation>, StorageError> {
    let keys = || surveys.iter().map(|&id| Uuid::from(id));
    let invited = Entity::find()
        .select_only()
        .columns([Column::SurveyId, Column::Answered])
        .column_as(Expr::col(Column::Id).count(), "number")
        .filter(Column::SurveyId.is_in(keys()))
        .group_by(Column::SurveyId)
        .group_by(Column::Answered)
        .into_model::<Counted>()
        .all(db.connection())
        .await?;
    let mut all: HashMap<SurveyId, Participation> =
        surveys.iter().map(|&id| (id, Participation::default())).collect();
    for row in invited {
        let of = all.entry(row.survey_id.into()).or_default();
        let number = u64::try_from(row.number).unwrap_or_default();
        of.invited += number;
        if row.answered {
            of.answered += number;
        }
    }
    use survey_mail::Column as Sent;
    let mailed = survey_mail::Entity::find()
        .select_only()
        .columns([Sent::SurveyId, Sent::InvitationId, Sent::State])
        .filter(Sent::SurveyId.is_in(keys()))
        .filter(Sent::State.is_in(["sent", "refused"]))
        .distinct()
        .into_model::<Mailed>()
        .all(db.connection())
        .await?;
    let mut reached: HashMap<(Uuid, Uuid), bool> = HashMap::new();
    for row in mailed {
        let sent = row.state == "sent";
        let known = reached.entry((row.survey_id, row.invitation_id)).or_insert(sent);
        *known |= sent;
    }
    for ((survey, _), sent) in reached {
        let of = all.entry(survey.into()).or_default();
        if sent {
            of.delivered += 1;
        } else {
            of.refused += 1;
        }
    }
    Ok(all)
}

fn read(row: Model) -> Invitation {
    Invitation {
        id: row.id.into(),
        survey: row.survey_id.into(),
        address: row.address,
        invited_by: row.invited_by.into(),
        invited_on: row.invited_on,
        answered: row.answered,
    }
}
