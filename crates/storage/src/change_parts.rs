//! Parts of change requests, with their confirmations.

pub(crate) mod content;
mod hand_over;
mod row;

pub use hand_over::{take_over, taken_over};

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use talkoot_domain::{
    change_part::{ChangePart, Confirmation, StateName},
    ids::{ChangePartId, ChangeRequestId, ProjectId},
    workflow::{Name, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, change_requests,
    entity::{
        change_confirmation,
        change_part::{Column, Entity},
    },
    map::code,
    store::Connected,
};

/// The part, if its request exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: ChangePartId,
) -> Result<Option<ChangePart>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(Column::RequestId.in_subquery(change_requests::visible_ids(scope)))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The parts of requests that the caller has found, in order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_requests(
    db: &impl Access,
    requests: &[ChangeRequestId],
) -> Result<Vec<ChangePart>, StorageError> {
    let rows = Entity::find()
        .filter(Column::RequestId.is_in(requests.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The parts of a project that are in force, in no order; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn in_force(db: &impl Access, project: ProjectId) -> Result<Vec<ChangePart>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.eq(StateName::InForce.code()))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Up to a hundred decided parts whose day has come and that are not in force.
///
/// # Errors
/// When the database fails.
pub async fn waiting_until(db: &impl Access, today: NaiveDate) -> Result<Vec<ChangePartId>, StorageError> {
    // The condition of the partial index is written out, because SQLite does not use it for a bound value.
    const SQL: &str = "SELECT id FROM change_part \
                       WHERE state IN ('accepted', 'accepted_with_changes') AND effective_on <= $1 \
                       ORDER BY effective_on, id LIMIT 100";
    let db = db.connection();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SQL, [today.into()]);
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get::<Uuid>("", "id")?.into()))
        .collect()
}

/// Replaces the parts of a draft.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &Tx, request: ChangeRequestId, parts: &[ChangePart]) -> Result<(), StorageError> {
    Entity::delete_many()
        .filter(Column::RequestId.eq(Uuid::from(request)))
        .exec(tx.connection())
        .await?;
    if parts.is_empty() {
        return Ok(());
    }
    Entity::insert_many(parts.iter().map(row::columns))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed part; `part.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, part: &ChangePart) -> Result<(), StorageError> {
    let mut changed = row::columns(part);
    changed.version = Set(part.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(part.id)))
        .filter(Column::Version.eq(part.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "change_part")
}

/// The confirmations of these parts, in the order in which they were given.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn confirmations(
    db: &impl Access,
    parts: &[ChangePartId],
) -> Result<Vec<(ChangePartId, Confirmation)>, StorageError> {
    let rows = change_confirmation::Entity::find()
        .filter(change_confirmation::Column::PartId.is_in(parts.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(change_confirmation::Column::ConfirmedAt)
        .order_by_asc(change_confirmation::Column::Side)
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let confirmation = Confirmation {
                side: code("change_confirmation", row.part_id, "side", &row.side)?,
                organisation: row.organisation_id.into(),
                given: Stamp {
                    by: row.confirmed_by.into(),
                    at: row.confirmed_at,
                },
            };
            Ok((row.part_id.into(), confirmation))
        })
        .collect()
}

/// Stores a confirmation.
///
/// # Errors
/// [`StorageError::Taken`] when the side or the person has confirmed already.
pub async fn confirm(tx: &Tx, part: ChangePartId, confirmation: &Confirmation) -> Result<(), StorageError> {
    let row = change_confirmation::ActiveModel {
        part_id: Set(part.into()),
        side: Set(confirmation.side.code().to_owned()),
        organisation_id: Set(confirmation.organisation.into()),
        confirmed_by: Set(confirmation.given.by.into()),
        confirmed_at: Set(confirmation.given.at),
    };
    change_confirmation::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
