//! Rows as bytes, the same on both engines, so that a hash over them can be compared later.

use std::collections::{BTreeMap, BTreeSet};

use chrono::SecondsFormat;
use futures::{FutureExt as _, future::BoxFuture};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, QueryFilter, QuerySelect,
    sea_query::Value,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::StorageError;

/// Which columns of which tables a seal covers. It is kept with the seal, so that a column added to a
/// table later changes nothing for what was sealed before.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Layout(BTreeMap<String, BTreeSet<String>>);

impl Layout {
    /// As stored: `claim:id,state;claim_cell:…`.
    pub(super) fn to_text(&self) -> String {
        let tables: Vec<String> = self
            .0
            .iter()
            .map(|(table, columns)| {
                let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
                format!("{table}:{}", columns.join(","))
            })
            .collect();
        tables.join(";")
    }

    /// The tables that it names.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn from_text(text: &str) -> Self {
        let tables = text.split(';').filter_map(|part| part.split_once(':'));
        Self(
            tables
                .map(|(table, columns)| {
                    (
                        table.to_owned(),
                        columns.split(',').map(ToOwned::to_owned).collect(),
                    )
                })
                .collect(),
        )
    }
}

/// The rows of some objects, gathered table by table.
#[derive(Debug)]
pub(super) struct Rows {
    /// What to look at; everything when absent.
    wanted: Option<Layout>,
    /// What was looked at.
    seen: Layout,
    /// Per object and table the hashes of its rows.
    hashes: BTreeMap<Uuid, BTreeMap<String, Vec<[u8; 32]>>>,
}

/// To whom a row belongs: the value of its key, and of which object that is a part.
pub(super) type Owners = BTreeMap<Uuid, Uuid>;

/// Objects that are their own owners.
pub(super) fn themselves(ids: &[Uuid]) -> Owners {
    ids.iter().map(|&id| (id, id)).collect()
}

/// The values of `part` in the rows whose `owner` is one of these objects, with whose they are.
pub(super) async fn parts<E: EntityTrait>(
    db: &impl ConnectionTrait,
    part: E::Column,
    owner: E::Column,
    own: &Owners,
) -> Result<Owners, StorageError> {
    let found: Vec<(Uuid, Uuid)> = E::find()
        .select_only()
        .columns([part, owner])
        .filter(owner.is_in(own.keys().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

impl Rows {
    pub(super) const fn new(wanted: Option<Layout>) -> Self {
        Self {
            wanted,
            seen: Layout(BTreeMap::new()),
            hashes: BTreeMap::new(),
        }
    }

    /// Reads the rows of a table whose `key` is among the owners' keys. In a box: whoever can read any of a hundred tables
    /// has room on the stack for all of them otherwise.
    pub(super) fn read<'a, E>(
        &'a mut self,
        db: &'a impl ConnectionTrait,
        key: E::Column,
        owners: &'a Owners,
        without: &'a [&'a str],
    ) -> BoxFuture<'a, Result<(), StorageError>>
    where
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E>,
    {
        let reading = async move {
            let Some(columns) = self.columns::<E>(without)? else {
                return Ok(());
            };
            let rows = E::find()
                .filter(key.is_in(owners.keys().copied()))
                .all(db)
                .await?;
            self.take::<E>(&rows, key, owners, &columns)
        };
        reading.boxed()
    }

    /// The columns to look at; nothing when the table was not covered then.
    pub(super) fn columns<E>(&mut self, without: &[&str]) -> Result<Option<Vec<E::Column>>, StorageError>
    where
        E: EntityTrait,
    {
        let table = E::default().table_name().to_owned();
        let all = E::Column::iter().filter(|column| !without.contains(&column.as_str()));
        let columns: Vec<E::Column> = match &self.wanted {
            None => all.collect(),
            Some(wanted) => {
                let Some(names) = wanted.0.get(&table) else {
                    return Ok(None);
                };
                let found: Vec<E::Column> = all.filter(|column| names.contains(column.as_str())).collect();
                if found.len() != names.len() {
                    return Err(StorageError::inconsistent(
                        "audit_entry",
                        &table,
                        "a column that was sealed is no longer there",
                    ));
                }
                found
            }
        };
        let names = columns.iter().map(|column| column.as_str().to_owned()).collect();
        self.seen.0.insert(table, names);
        Ok(Some(columns))
    }

    /// Takes in rows that were read.
    pub(super) fn take<E>(
        &mut self,
        rows: &[E::Model],
        key: E::Column,
        owners: &Owners,
        columns: &[E::Column],
    ) -> Result<(), StorageError>
    where
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E>,
    {
        let table = E::default().table_name().to_owned();
        for row in rows {
            let Value::Uuid(Some(owner)) = row.get(key) else {
                continue;
            };
            let Some(&object) = owners.get(&owner) else {
                continue;
            };
            let mut digest = Sha256::new();
            for column in columns {
                field(&mut digest, column.as_str().as_bytes());
                match bytes(row.get(*column)) {
                    Some(Some(value)) => {
                        digest.update([1]);
                        field(&mut digest, &value);
                    }
                    Some(None) => digest.update([0]),
                    None => {
                        let what = format!("column {} is of a type that cannot be sealed", column.as_str());
                        return Err(StorageError::inconsistent("audit_entry", &table, what));
                    }
                }
            }
            let of_object = self.hashes.entry(object).or_default();
            of_object
                .entry(table.clone())
                .or_default()
                .push(digest.finalize().into());
        }
        Ok(())
    }

    /// The seal of each object that has a row in its own table, and what it covers.
    pub(super) fn seal(self, own_table: &str) -> (Layout, BTreeMap<Uuid, Vec<u8>>) {
        let seen = self.seen;
        let seals = self
            .hashes
            .into_iter()
            .filter(|(_, tables)| own_table.is_empty() || tables.contains_key(own_table))
            .map(|(object, mut tables)| {
                let mut digest = Sha256::new();
                for table in seen.0.keys() {
                    field(&mut digest, table.as_bytes());
                    let mut rows = tables.remove(table).unwrap_or_default();
                    rows.sort_unstable();
                    digest.update((rows.len() as u64).to_be_bytes());
                    for row in rows {
                        digest.update(row);
                    }
                }
                (object, digest.finalize().to_vec())
            })
            .collect();
        (seen, seals)
    }
}

/// With its length before it, so that no two sequences of fields look alike.
fn field(digest: &mut Sha256, bytes: &[u8]) {
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}

/// A value as bytes: absent, present, or of a type that no table of ours has.
#[expect(clippy::option_option, reason = "no type, no value, a value")]
fn bytes(value: Value) -> Option<Option<Vec<u8>>> {
    Some(match value {
        Value::Bool(value) => value.map(|value| vec![u8::from(value)]),
        Value::Int(value) => value.map(|value| i64::from(value).to_be_bytes().to_vec()),
        Value::BigInt(value) => value.map(|value| value.to_be_bytes().to_vec()),
        Value::String(value) => value.map(String::into_bytes),
        Value::Bytes(value) => value,
        Value::Json(value) => value.map(|value| value.to_string().into_bytes()),
        Value::ChronoDate(value) => value.map(|value| value.to_string().into_bytes()),
        Value::ChronoDateTimeUtc(value) => {
            value.map(|value| value.to_rfc3339_opts(SecondsFormat::Micros, true).into_bytes())
        }
        Value::Uuid(value) => value.map(|value| value.as_bytes().to_vec()),
        _ => return None,
    })
}
