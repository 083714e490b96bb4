//! What a database of before has of the kinds that its log did not vouch for.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{NewEntry, append, seal::Kind};
use crate::{
    StorageError, Store, Tx,
    entity::{access_token, audit_entry, organisation, person},
    store::Connected,
};

/// Those kinds, the ones first that the others speak of.
const KINDS: [Kind; 3] = [Kind::Organisation, Kind::Person, Kind::AccessToken];

/// Lets the log of a database of before vouch for every organisation, person and token as they are: once, after its
/// schema was brought up to date. Says for how many. Where it vouches for one of them already nothing happens: what was
/// put there past the engine is found, not taken in.
///
/// # Errors
/// When the database fails; then nothing has happened.
pub async fn vouch_from_now_on(store: &Store, now: DateTime<Utc>) -> Result<usize, StorageError> {
    let tx = store.begin().await?;
    if vouches(&tx).await? {
        return Ok(0);
    }
    let mut entries = Vec::new();
    for kind in KINDS {
        let ids = ids(&tx, kind).await?;
        entries.extend(ids.into_iter().map(|id| entry(kind, id)));
    }
    append(&tx, &entries, &[], now).await?;
    tx.commit().await?;
    Ok(entries.len())
}

async fn vouches(tx: &Tx) -> Result<bool, StorageError> {
    use audit_entry::{Column, Entity};
    let names = KINDS.map(Into::<&'static str>::into);
    let found = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::Object.is_in(names))
        .filter(Column::Seal.is_not_null())
        .limit(1)
        .into_tuple::<i64>()
        .one(tx.connection())
        .await?;
    Ok(found.is_some())
}

async fn ids(tx: &Tx, kind: Kind) -> Result<Vec<Uuid>, StorageError> {
    macro_rules! all {
        ($table:ident) => {
            $table::Entity::find()
                .select_only()
                .column($table::Column::Id)
                .order_by_asc($table::Column::Id)
                .into_tuple::<Uuid>()
                .all(tx.connection())
                .await?
        };
    }
    Ok(match kind {
        Kind::Organisation => all!(organisation),
        Kind::Person => all!(person),
        _ => all!(access_token),
    })
}

fn entry(kind: Kind, id: Uuid) -> NewEntry {
    NewEntry {
        person: None,
        on_behalf: None,
        object: kind.into(),
        object_id: id,
        project: None,
        command: "vouchFromNowOn".to_owned(),
        reason: None,
        before: None,
        after: None,
        details: serde_json::Value::Null,
    }
}
