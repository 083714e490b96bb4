//! All that is stored about one person, for that person.

mod list;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use serde_json::{Map, Value, json};
use talkoot_domain::ids::PersonId;
use uuid::Uuid;

pub use list::{NOT_TOLD, TOLD};

use crate::{Access, StorageError, people::Person};

/// What of a table is about people. The names of columns stand in one text each, with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// The table.
    pub table: &'static str,
    /// Columns with the id of a person.
    pub who: &'static str,
    /// What a person is told of a row that names them.
    pub also: &'static str,
    /// Columns with an address, or a text that may hold one.
    pub address: &'static str,
    /// Columns with names of people.
    pub name: &'static str,
}

const fn of(table: &'static str, who: &'static str, also: &'static str) -> Told {
    Told {
        table,
        who,
        also,
        address: "",
        name: "",
    }
}

impl Told {
    const fn addressed(self, address: &'static str) -> Self {
        Self { address, ..self }
    }

    const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Every column that is read, each once.
    pub fn columns(&self) -> Vec<&'static str> {
        let mut columns = Vec::new();
        for column in [self.who, self.address, self.name, self.also]
            .iter()
            .flat_map(|columns| columns.split_whitespace())
        {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

/// So many rows are read at a time.
const AT_ONCE: usize = 500;

/// What rows that are read some at a time are called by in their order.
const KEY: &str = "page_key";

/// How far somebody has read of all that names a person: at first nothing.
#[derive(Clone, Debug, Default)]
pub struct Place {
    table: usize,
    after: Option<sea_orm::Value>,
}

/// Some rows of a table that name a person, perhaps none, and the place behind them.
#[derive(Clone, Debug)]
pub struct Part {
    /// The table.
    pub table: &'static str,
    /// Its rows, as the person is told of them.
    pub rows: Vec<Value>,
    /// Where it goes on.
    pub next: Place,
}

/// The rows behind a place, table by table and some at a time; nothing behind the last table.
///
/// # Errors
/// When the database fails.
pub async fn part(db: &impl Access, person: &Person, place: &Place) -> Result<Option<Part>, StorageError> {
    let Some(told) = TOLD.get(place.table) else {
        return Ok(None);
    };
    let found = rows_of(db, told, person, place.after.as_ref()).await?;
    let last = found.last().filter(|_| found.len() >= AT_ONCE);
    let next = match (first_key(told), last) {
        (Some((_, first)), Some(last)) => Place {
            table: place.table,
            after: Some(key_of(last, &first)?),
        },
        _ => Place {
            table: place.table + 1,
            after: None,
        },
    };
    let mut rows = Vec::new();
    for row in &found {
        rows.extend(told_of(row, told, person)?);
    }
    Ok(Some(Part {
        table: told.table,
        rows,
        next,
    }))
}

/// The column by which the rows of a table are read some at a time, and what is smaller than every key in it. Tables without
/// one are read at once: there are as many rows as somebody did things.
fn first_key(told: &Told) -> Option<(&'static str, sea_orm::Value)> {
    match told.table {
        "audit_entry" => Some(("seq", 0_i64.into())),
        // One row for each command that somebody ever gave.
        "idempotency" => Some(("key", String::new().into())),
        _ => {
            let mut also = told.also.split_whitespace();
            let has_id = also.any(|column| column == "id");
            has_id.then(|| ("id", Uuid::nil().into()))
        }
    }
}

/// The key of a row, of the same type as another one.
fn key_of(row: &QueryResult, like: &sea_orm::Value) -> Result<sea_orm::Value, StorageError> {
    Ok(match like {
        sea_orm::Value::BigInt(_) => row.try_get::<i64>("", KEY)?.into(),
        sea_orm::Value::Uuid(_) => row.try_get::<Uuid>("", KEY)?.into(),
        _ => row.try_get::<String>("", KEY)?.into(),
    })
}

async fn rows_of(
    db: &impl Access,
    told: &Told,
    person: &Person,
    after: Option<&sea_orm::Value>,
) -> Result<Vec<QueryResult>, StorageError> {
    let connection = db.connection();
    let backend = connection.get_database_backend();
    let mut values: Vec<sea_orm::Value> = vec![
        Uuid::from(person.id).into(),
        person.email.to_lowercase().into(),
        person.name.clone().into(),
    ];
    let mut columns: Vec<String> = told
        .columns()
        .into_iter()
        .map(|column| selected(told, column))
        .collect();
    let mut paged = String::new();
    if let Some((key, first)) = first_key(told) {
        let key = format!("{}.{key}", told.table);
        columns.push(format!("{key} AS {KEY}"));
        paged = format!(" AND {key} > $4 ORDER BY {key} LIMIT {AT_ONCE}");
        values.push(after.cloned().unwrap_or(first));
    }
    let sql = format!(
        "SELECT {} FROM {} WHERE ({}){paged}",
        columns.join(", "),
        told.table,
        naming(told, backend)
    );
    let statement = Statement::from_sql_and_values(backend, sql, values);
    Ok(connection.query_all_raw(statement).await?)
}

/// What rows of a table may name somebody, of whom $1 is the key, $2 the address and $3 the name.
fn naming(told: &Told, backend: DbBackend) -> String {
    let find = if backend == DbBackend::Sqlite {
        "instr"
    } else {
        "strpos"
    };
    // Every value is named, whether it is looked for or not: PostgreSQL wants to know of what type each is.
    let mut conditions = vec!["($1 IS NULL OR $2 = '' OR $3 = '') AND 1 = 0".to_owned()];
    conditions.extend(told.who.split_whitespace().map(|column| format!("{column} = $1")));
    let holding = |column: &str, text: &str| format!("{find}({text}, {column}) > 0");
    conditions.extend(
        told.address
            .split_whitespace()
            .map(|column| holding("$2", &format!("lower({column})"))),
    );
    conditions.extend(
        told.name
            .split_whitespace()
            .map(|column| holding("$3", &format!("CAST({column} AS TEXT)"))),
    );
    conditions.join(" OR ")
}

/// What a column is, by the way columns are named here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Id,
    Time,
    Text,
}

fn kind(told: &Told, column: &str) -> Kind {
    if told.who.split_whitespace().any(|who| who == column) {
        return Kind::Id;
    }
    match column {
        "valid_from" | "valid_to" | "at" => Kind::Time,
        "deputy_for" | "id" => Kind::Id,
        // Of a session: by what, not by whom.
        "opened_by" => Kind::Text,
        _ if column.ends_with("_at") => Kind::Time,
        _ if column.ends_with("_id") || column.ends_with("_by") => Kind::Id,
        _ => Kind::Text,
    }
}

fn selected(told: &Told, column: &'static str) -> String {
    match kind(told, column) {
        Kind::Id | Kind::Time => column.to_owned(),
        Kind::Text => format!("CAST({column} AS TEXT) AS {column}"),
    }
}

/// The row as the person is told of it; nothing when an address or a name only looks like theirs.
fn told_of(row: &QueryResult, told: &Told, person: &Person) -> Result<Option<Value>, StorageError> {
    let mut named_as = Vec::new();
    for column in told.who.split_whitespace() {
        let who: Option<Uuid> = row.try_get("", column)?;
        if who.map(PersonId::from) == Some(person.id) {
            named_as.push(column);
        }
    }
    let text = |column: &str| -> Result<String, StorageError> {
        let text: Option<String> = row.try_get("", column)?;
        Ok(text.unwrap_or_default())
    };
    for column in told.address.split_whitespace() {
        if stands_in(&text(column)?.to_lowercase(), &person.email.to_lowercase()) {
            named_as.push(column);
        }
    }
    for column in told.name.split_whitespace() {
        if stands_in(&text(column)?, &person.name) {
            named_as.push(column);
        }
    }
    if named_as.is_empty() {
        return Ok(None);
    }
    // Whoever invited somebody is not told whom, nor whether they answered.
    let is_addressed = |column: &str| told.address.split_whitespace().any(|one| one == column);
    let is_another = !told.address.is_empty() && !named_as.iter().any(|column| is_addressed(column));
    let of_the_addressed = |column: &str| is_addressed(column) || column == "answered";
    let mut told_row = Map::new();
    for column in told.also.split_whitespace() {
        let value = match kind(told, column) {
            Kind::Id => row
                .try_get::<Option<Uuid>>("", column)?
                .map(|id| json!(id.to_string())),
            Kind::Time => row
                .try_get::<Option<DateTime<Utc>>>("", column)?
                .map(|time| json!(time)),
            _ if is_another && of_the_addressed(column) => None,
            // Whom else a list names is not told.
            Kind::Text if told.name.contains(column) => None,
            Kind::Text => row.try_get::<Option<String>>("", column)?.map(Value::String),
        };
        if let Some(value) = value {
            told_row.insert(column.to_owned(), value);
        }
    }
    told_row.insert("as".to_owned(), json!(named_as));
    Ok(Some(Value::Object(told_row)))
}

/// Whether a name or an address stands in a text, and not only a part of a longer one.
fn stands_in(text: &str, wanted: &str) -> bool {
    let part_of_more = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '+');
    !wanted.is_empty()
        && text.match_indices(wanted).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text
                .get(at + wanted.len()..)
                .and_then(|after| after.chars().next());
            // A full stop may end the sentence.
            !before.is_some_and(part_of_more) && !after.is_some_and(|sign| part_of_more(sign) && sign != '.')
        })
}

#[cfg(test)]
mod tests {
    use super::{TOLD, stands_in};

    /// Goal: nobody is told of somebody whose address only ends or begins the same.
    #[test]
    fn an_address_is_not_a_part_of_another() {
        for (text, stands) in [
            ("anna@lohja.fi", true),
            ("Kysy: anna@lohja.fi.", true),
            ("[\"anna@lohja.fi\",\"b\"]", true),
            ("joanna@lohja.fi", false),
            ("x-anna@lohja.fi", false),
            ("anna@lohja.fit", false),
            ("", false),
        ] {
            assert_eq!(stands_in(text, "anna@lohja.fi"), stands, "{text}");
        }
        assert!(!stands_in("text", ""));
    }

    /// Goal: no secret, whole or as a hash, is among what a person is told.
    #[test]
    fn no_secret_is_told() {
        for told in TOLD {
            for column in told.columns() {
                assert!(
                    !column.contains("hash") && !column.contains("secret"),
                    "{}.{column}",
                    told.table
                );
            }
        }
    }
}
