//! Whose address refuses mails, at once or by sending them back: derived from what became of the mails, so that it ends
//! by itself when a later mail is taken or the address is another one.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use talkoot_domain::ids::PersonId;
use uuid::Uuid;

use crate::{
    Access, StorageError,
    entity::mail::{Column, Entity},
    mails::MailState,
    people,
};

/// Somebody whose address refused the latest mail for good, or sent it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreachable {
    /// Who.
    pub person: PersonId,
    /// The address, which is still theirs.
    pub address: String,
    /// When it refused the latest mail, or when that came back.
    pub refused_at: DateTime<Utc>,
    /// What the mail server said.
    pub answer: String,
}

const NONE_LATER: &str = "NOT EXISTS (SELECT 1 FROM mail AS later WHERE later.person_id = mail.person_id \
    AND later.address = mail.address AND later.state IN ('sent', 'refused') \
    AND (COALESCE(later.bounced_at, later.finished_at), later.id) \
        > (COALESCE(mail.bounced_at, mail.finished_at), mail.id))";

/// Those of these people who cannot be reached, by id.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_people(db: &impl Access, ids: &[PersonId]) -> Result<Vec<Unreachable>, StorageError> {
    let refused: &'static str = MailState::Refused.into();
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(
            Condition::any()
                .add(Column::State.eq(refused))
                .add(Column::BouncedAt.is_not_null()),
        )
        .filter(Expr::cust(NONE_LATER))
        .order_by_asc(Column::PersonId)
        .all(db.connection())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let people = people::find_many(db, ids).await?;
    let unreachable = rows.into_iter().filter_map(|row| {
        let address = row.address?;
        let person = people.iter().find(|one| Uuid::from(one.id) == row.person_id)?;
        // A new address has refused nothing yet.
        (person.email == address).then(|| Unreachable {
            person: person.id,
            address,
            refused_at: row.bounced_at.or(row.finished_at).unwrap_or(row.created_at),
            answer: row.bounce.or(row.last_answer).unwrap_or_default(),
        })
    });
    Ok(unreachable.collect())
}
