//! Reference rates that people have recorded.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::ReferenceRateId,
    interest::{RecordedRate, ReferenceRate},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::reference_rate::{ActiveModel, Column, Entity, Model},
    map::{stamp, stamp_columns},
    store::Connected,
};

/// The entry with this key.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: ReferenceRateId) -> Result<Option<RecordedRate>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .one(db.connection())
        .await?
        .map(|row| entry(&row))
        .transpose()
}

/// Every entry, confirmed or not, by the day from which it holds.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn all(db: &impl Access) -> Result<Vec<RecordedRate>, StorageError> {
    let rows = Entity::find()
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.iter().map(entry).collect()
}

/// Stores a new entry, not confirmed.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, recorded: &RecordedRate) -> Result<(), StorageError> {
    let (confirmed_by, confirmed_at) = stamp_columns(recorded.confirmed);
    let row = ActiveModel {
        id: Set(recorded.id.into()),
        version: Set(recorded.version),
        valid_from: Set(recorded.rate.half_year.first()),
        rate_millionths: Set(i32::try_from(recorded.rate.rate.millionths()).unwrap_or(i32::MAX)),
        recorded_by: Set(recorded.recorded.by.into()),
        recorded_at: Set(recorded.recorded.at),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Confirms an entry; `version` is the version that was read.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first, [`StorageError::Taken`] when the half-year has a
/// confirmed rate.
pub async fn confirm(
    tx: &Tx,
    id: ReferenceRateId,
    version: i64,
    confirmed: Stamp,
) -> Result<(), StorageError> {
    let (confirmed_by, confirmed_at) = stamp_columns(Some(confirmed));
    let done = Entity::update_many()
        .set(ActiveModel {
            version: Set(version + 1),
            confirmed_by: Set(confirmed_by),
            confirmed_at: Set(confirmed_at),
            ..Default::default()
        })
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "reference_rate")
}

fn entry(row: &Model) -> Result<RecordedRate, StorageError> {
    let broken = |what: String| StorageError::inconsistent("reference_rate", row.id, what);
    let millionths = u32::try_from(row.rate_millionths).map_err(|error| broken(error.to_string()))?;
    let rate = talkoot_domain::rate::Rate::of_stored_millionths(millionths)
        .ok_or_else(|| broken("the rate is more than the whole".to_owned()))?;
    Ok(RecordedRate {
        id: row.id.into(),
        version: row.version,
        rate: ReferenceRate::new(row.valid_from, rate).map_err(|fault| broken(fault.to_string()))?,
        recorded: Stamp {
            by: row.recorded_by.into(),
            at: row.recorded_at,
        },
        confirmed: stamp(row.confirmed_by, row.confirmed_at),
    })
}
