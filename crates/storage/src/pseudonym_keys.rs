//! The keys of municipalities with which personal data of wages is turned into pseudonyms. They leave the database for
//! that only; no query of the API reads them.

use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use talkoot_domain::{ids::OrganisationId, pseudonym::PseudonymKey};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::pseudonym_key::{ActiveModel, Column, Entity},
    store::Connected,
};

/// The key of a municipality; nothing before it has uploaded a file.
///
/// # Errors
/// When the database fails or the key has another length.
pub async fn find(
    db: &impl Access,
    organisation: OrganisationId,
) -> Result<Option<PseudonymKey>, StorageError> {
    let id = Uuid::from(organisation);
    let row = Entity::find_by_id(id).one(db.connection()).await?;
    row.map(|row| {
        let bytes = row.bytes.try_into();
        let bytes = bytes.map_err(|_| StorageError::inconsistent("pseudonym_key", id, "has not 32 bytes"));
        bytes.map(PseudonymKey::new)
    })
    .transpose()
}

/// Gives a municipality a key, unless it has one.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &Tx, organisation: OrganisationId, key: &PseudonymKey) -> Result<(), StorageError> {
    let row = ActiveModel {
        organisation_id: Set(organisation.into()),
        bytes: Set(key.bytes().to_vec()),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::OrganisationId).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
