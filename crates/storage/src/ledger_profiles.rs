//! How municipalities' exports are read: saved in versions, never overwritten.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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
    /// What of it other municipalities may have; none before the columns of a file are known.
    pub layout: Option<Value>,
    /// The profile of another municipality that it began as.
    pub copied_from: Option<LedgerProfileId>,
}

/// What any municipality may know of a profile: whose it is, and its layout. Never what the municipality keeps
/// for itself.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedLayout {
    /// The profile.
    pub id: LedgerProfileId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// The accounting system or layout, as the municipality calls it.
    pub system: String,
    /// The version of the profile.
    pub version: i32,
    /// The names of columns and formats.
    pub layout: Value,
}

/// The newest layout of every system of every municipality. Layouts are shared, so there is no scope; what
/// a municipality keeps for itself is not read.
///
/// # Errors
/// When the database fails.
pub async fn shared(db: &impl Access) -> Result<Vec<SharedLayout>, StorageError> {
    let mut found = read_shared(db, Condition::all()).await?;
    found.dedup_by(|next, newer| next.organisation == newer.organisation && next.system == newer.system);
    Ok(found)
}

/// These layouts, whoever has them; a profile without a layout has nothing to share.
///
/// # Errors
/// When the database fails.
pub async fn shared_by_id(
    db: &impl Access,
    ids: &[LedgerProfileId],
) -> Result<Vec<SharedLayout>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    read_shared(db, Condition::all().add(Column::Id.is_in(ids))).await
}

/// Profile, municipality, system, version, layout.
type SharedRow = (Uuid, Uuid, String, i32, Option<Value>);

async fn read_shared(db: &impl Access, which: Condition) -> Result<Vec<SharedLayout>, StorageError> {
    let rows: Vec<SharedRow> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::OrganisationId,
            Column::System,
            Column::Version,
            Column::Layout,
        ])
        .filter(which)
        .filter(Column::Layout.is_not_null())
        .order_by_asc(Column::OrganisationId)
        .order_by_asc(Column::System)
        .order_by_desc(Column::Version)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, organisation, system, version, layout)| {
            Some(SharedLayout {
                id: id.into(),
                organisation: organisation.into(),
                system,
                version,
                layout: layout?,
            })
        })
        .collect())
}

/// The system and the version of these profiles, for the imports that were read with them; the caller has
/// found the imports.
///
/// # Errors
/// When the database fails.
pub async fn names(
    db: &impl Access,
    ids: &[LedgerProfileId],
) -> Result<Vec<(LedgerProfileId, String, i32)>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows: Vec<(Uuid, String, i32)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::System, Column::Version])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, system, version)| (id.into(), system, version))
        .collect())
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
        layout: Set(profile.layout.clone()),
        copied_from: Set(profile.copied_from.map(Into::into)),
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
            layout: row.layout,
            copied_from: row.copied_from.map(Into::into),
        }
    }
}
