//! Municipalities and authorities.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType,
};
use talkoot_domain::{ids::OrganisationId, organisation::Organisation};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::organisation::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// These organisations; they are public facts, so there is no scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, ids: &[OrganisationId]) -> Result<Vec<Organisation>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// One organisation.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: OrganisationId) -> Result<Option<Organisation>, StorageError> {
    Ok(find_many(db, &[id]).await?.pop())
}

/// The organisation, held until the end of the transaction against others that do the same; what only refers to it
/// goes on.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: OrganisationId) -> Result<Option<Organisation>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Every organisation, authorities first, municipalities by code.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(db: &impl Access) -> Result<Vec<Organisation>, StorageError> {
    let rows = Entity::find()
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Code)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new organisation.
///
/// # Errors
/// [`StorageError::Taken`] when the municipality exists.
pub async fn insert(tx: &Tx, organisation: &Organisation) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(organisation.id.into()),
        kind: Set(Into::<&'static str>::into(organisation.kind).to_owned()),
        code: Set(organisation.code.as_ref().map(ToString::to_string)),
        name_fi: Set(organisation.name_fi.clone()),
        name_sv: Set(organisation.name_sv.clone()),
        language: Set(organisation.language.code().to_owned()),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Organisation {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            kind: code("organisation", row.id, "kind", &row.kind)?,
            code: row
                .code
                .map(|text| code("organisation", row.id, "code", &text))
                .transpose()?,
            name_fi: row.name_fi,
            name_sv: row.name_sv,
            language: code("organisation", row.id, "language", &row.language)?,
        })
    }
}
