//! How municipalities' exports are read: saved in versions, never overwritten.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use talkoot_domain::ids::{LedgerProfileId, OrganisationId, PersonId};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::ledger_profile::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// A saved way of reading an export.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerProfile {
    /// Its identifier.
    pub id: LedgerProfileId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// The accounting system or layout, as the municipality calls it.
    pub system: String,
    /// Counts the versions of one system, from 1.
    pub version: i32,
    /// What was settled.
    pub profile: Value,
    /// Who saved it.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The profile, if it belongs to an organisation of the scope.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: LedgerProfileId,
) -> Result<Option<LedgerProfile>, StorageError> {
    Ok(Entity::find_by_id(Uuid::from(id))
        .filter(scope.owns(&[Column::OrganisationId]))
        .one(db.connection())
        .await?
        .map(Into::into))
}

/// Every version of every profile of an organisation of the scope, by system, newest version first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
) -> Result<Vec<LedgerProfile>, StorageError> {
    let rows = Entity::find()
        .filter(scope.owns(&[Column::OrganisationId]))
        .filter(Column::OrganisationId.eq(Uuid::from(organisation)))
        .order_by_asc(Column::System)
        .order_by_desc(Column::Version)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest version of one system's profile.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
    system: &str,
) -> Result<Option<LedgerProfile>, StorageError> {
    Ok(Entity::find()
        .filter(scope.owns(&[Column::OrganisationId]))
        .filter(Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(Column::System.eq(system))
        .order_by_desc(Column::Version)
        .one(db.connection())
        .await?
        .map(Into::into))
}

/// Stores a new version.
///
/// # Errors
/// [`StorageError::Taken`] when somebody saved this version at the same moment.
pub async fn insert(tx: &Tx, profile: &LedgerProfile) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(profile.id.into()),
        organisation_id: Set(profile.organisation.into()),
        system: Set(profile.system.clone()),
        version: Set(profile.version),
        profile: Set(profile.profile.clone()),
        saved_by: Set(profile.saved_by.into()),
        saved_at: Set(profile.saved_at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl From<Model> for LedgerProfile {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            organisation: row.organisation_id.into(),
            system: row.system,
            version: row.version,
            profile: row.profile,
            saved_by: row.saved_by.into(),
            saved_at: row.saved_at,
        }
    }
}
