//! Which account is which cost category: each municipality's own, saved in versions.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use talkoot_domain::ids::{AccountMappingId, OrganisationId, PersonId};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::account_mapping::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// A version of a municipality's mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredMapping {
    /// Its identifier.
    pub id: AccountMappingId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// Counts the versions, from 1.
    pub version: i32,
    /// The rules.
    pub rules: Value,
    /// Who saved it.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The mapping in force of an organisation of the scope: the newest version.
///
/// # Errors
/// When the database fails.
pub async fn in_force(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
) -> Result<Option<StoredMapping>, StorageError> {
    Ok(Entity::find()
        .filter(scope.owns(&[Column::OrganisationId]))
        .filter(Column::OrganisationId.eq(Uuid::from(organisation)))
        .order_by_desc(Column::Version)
        .one(db.connection())
        .await?
        .map(Into::into))
}

/// Stores a new version.
///
/// # Errors
/// [`StorageError::Taken`] when somebody saved this version at the same moment.
pub async fn insert(tx: &Tx, mapping: &StoredMapping) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(mapping.id.into()),
        organisation_id: Set(mapping.organisation.into()),
        version: Set(mapping.version),
        rules: Set(mapping.rules.clone()),
        saved_by: Set(mapping.saved_by.into()),
        saved_at: Set(mapping.saved_at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl From<Model> for StoredMapping {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            organisation: row.organisation_id.into(),
            version: row.version,
            rules: row.rules,
            saved_by: row.saved_by.into(),
            saved_at: row.saved_at,
        }
    }
}
