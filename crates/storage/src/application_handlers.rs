//! Which officer handles which application: added to, never changed.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{handling::Handled, ids::ApplicationId, workflow::Stamp};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::application_handler::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// Who handles each of these applications now; the caller has found them.
///
/// # Errors
/// When the database fails.
pub async fn of_applications(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<HashMap<ApplicationId, Handled>, StorageError> {
    let all = history(db, applications).await?;
    // The latest comes last.
    Ok(all
        .into_iter()
        .map(|handled| (handled.application, handled))
        .collect())
}

/// Everybody who handled these applications, in order; the caller has found them.
///
/// # Errors
/// When the database fails.
pub async fn history(db: &impl Access, applications: &[ApplicationId]) -> Result<Vec<Handled>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ApplicationId.is_in(applications.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::ApplicationId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Records who handles an application from now on.
///
/// # Errors
/// [`StorageError::Taken`] when somebody assigned it at the same moment.
pub async fn insert(tx: &Tx, handled: &Handled) -> Result<(), StorageError> {
    let row = ActiveModel {
        application_id: Set(handled.application.into()),
        number: Set(handled.number),
        person_id: Set(handled.person.into()),
        assigned_by: Set(handled.assigned.by.into()),
        assigned_at: Set(handled.assigned.at),
        reason: Set(handled.reason.clone()),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl From<Model> for Handled {
    fn from(row: Model) -> Self {
        Self {
            application: row.application_id.into(),
            number: row.number,
            person: row.person_id.into(),
            assigned: Stamp {
                by: row.assigned_by.into(),
                at: row.assigned_at,
            },
            reason: row.reason,
        }
    }
}
