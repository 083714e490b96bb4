//! What officers checked of applications by hand: added to, never changed.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{handling::ManualCheck, ids::ApplicationId, workflow::Stamp};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::application_check::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// The checks of these applications, oldest first; the caller has found the applications.
///
/// # Errors
/// When the database fails.
pub async fn of_applications(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<Vec<ManualCheck>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ApplicationId.is_in(applications.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Records a check.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, check: &ManualCheck) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(check.id.into()),
        application_id: Set(check.application.into()),
        code: Set(check.code.clone()),
        passed: Set(check.passed),
        note: Set(check.note.clone()),
        checked_by: Set(check.checked.by.into()),
        checked_at: Set(check.checked.at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl From<Model> for ManualCheck {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            application: row.application_id.into(),
            code: row.code,
            passed: row.passed,
            note: row.note,
            checked: Stamp {
                by: row.checked_by.into(),
                at: row.checked_at,
            },
        }
    }
}
