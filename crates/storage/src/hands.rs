//! Who had a hand in what: added to, never changed.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use talkoot_domain::{
    hands::{Deed, Hands},
    ids::PersonId,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::hand::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// Records what a person did to an object; once is enough.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &Tx,
    object: &'static str,
    id: Uuid,
    person: PersonId,
    deed: Deed,
) -> Result<(), StorageError> {
    insert(tx, vec![row(object, id, person.into(), deed)]).await
}

/// Records for an object that it is made of what others prepared: everybody who had a hand in the parts
/// did this to the whole.
///
/// # Errors
/// When the database fails.
pub async fn inherit(
    tx: &Tx,
    (object, id): (&'static str, Uuid),
    (part, parts): (&'static str, &[Uuid]),
    deed: Deed,
) -> Result<(), StorageError> {
    let rows = models(tx, part, parts).await?;
    let mut people: Vec<Uuid> = rows.into_iter().map(|row| row.person_id).collect();
    people.sort_unstable();
    people.dedup();
    let rows = people.into_iter().map(|person| row(object, id, person, deed));
    insert(tx, rows.collect()).await
}

fn row(object: &'static str, id: Uuid, person: Uuid, deed: Deed) -> ActiveModel {
    ActiveModel {
        object: Set(object.to_owned()),
        object_id: Set(id),
        person_id: Set(person),
        deed: Set(Into::<&'static str>::into(deed).to_owned()),
    }
}

async fn insert(tx: &Tx, rows: Vec<ActiveModel>) -> Result<(), StorageError> {
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([Column::Object, Column::ObjectId, Column::PersonId, Column::Deed])
        .do_nothing()
        .to_owned();
    Entity::insert_many(rows)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Everybody who had a hand in one object.
///
/// # Errors
/// When the database fails or a deed is unknown; then nobody can be told apart.
pub async fn of(db: &impl Access, object: &'static str, id: Uuid) -> Result<Hands, StorageError> {
    Ok(of_many(db, object, &[id]).await?.remove(&id).unwrap_or_default())
}

/// Everybody who had a hand in each of these objects of one kind, in one statement.
///
/// # Errors
/// When the database fails or a deed is unknown.
pub async fn of_many(
    db: &impl Access,
    object: &'static str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Hands>, StorageError> {
    let mut found: HashMap<Uuid, Vec<(PersonId, Deed)>> = HashMap::new();
    for row in models(db, object, ids).await? {
        let deed = code("hand", row.object_id, "deed", &row.deed)?;
        found
            .entry(row.object_id)
            .or_default()
            .push((row.person_id.into(), deed));
    }
    Ok(found
        .into_iter()
        .map(|(id, hands)| (id, hands.into_iter().collect()))
        .collect())
}

async fn models(db: &impl Access, object: &'static str, ids: &[Uuid]) -> Result<Vec<Model>, StorageError> {
    Ok(Entity::find()
        .filter(Column::Object.eq(object))
        .filter(Column::ObjectId.is_in(ids.iter().copied()))
        .all(db.connection())
        .await?)
}
