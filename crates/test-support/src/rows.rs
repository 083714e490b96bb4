//! The rows of a database as text, the same text on both engines.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::Value;
use sqlx::{
    AssertSqlSafe, Column as _, ConnectOptions as _, Decode, Row as _, Type, TypeInfo as _, ValueRef as _,
    postgres::{PgConnectOptions, PgConnection, PgRow, Postgres},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};

use crate::TestApp;

/// A row: the text of each column by its name; nothing for a null. Ids and bytes are in hex.
pub type Row = BTreeMap<String, Option<String>>;

/// All rows of all tables, each table in the order of its rows' text.
pub type Dump = BTreeMap<String, Vec<Row>>;

/// A connection past the engine that only reads.
#[derive(Debug)]
pub struct Reader(Connection);

#[derive(Debug)]
enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// What comes from outside the history: secrets, and hashes over them.
const FROM_OUTSIDE: [(&str, &[&str]); 3] = [
    ("access_token", &["token_hash"]),
    ("audit_entry", &["seal", "prev_hash", "hash"]),
    ("log_head", &["audit_hash"]),
];

impl TestApp {
    /// A connection to the database past the engine.
    ///
    /// # Panics
    /// When there is none.
    pub async fn reader(&self) -> Reader {
        Reader::of(&self.database_url).await
    }
}

impl Reader {
    /// A connection to the database at this URL.
    ///
    /// # Panics
    /// When there is none.
    pub async fn of(database_url: &str) -> Self {
        Self(if database_url.starts_with("postgres:") {
            let options: PgConnectOptions = database_url.parse().expect("the URL of the database");
            Connection::Postgres(options.connect().await.expect("a connection"))
        } else {
            let options: SqliteConnectOptions = database_url.parse().expect("the URL of the database");
            Connection::Sqlite(options.connect().await.expect("a connection"))
        })
    }

    /// The rows that a query gives; it must be understood by both engines.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn rows(&mut self, sql: &str) -> Vec<Row> {
        match &mut self.0 {
            Connection::Sqlite(connection) => {
                let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
                let rows = query.fetch_all(connection).await;
                let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
                rows.iter().map(of_sqlite).collect()
            }
            Connection::Postgres(connection) => {
                let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
                let rows = query.fetch_all(connection).await;
                let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
                rows.iter().map(of_postgres).collect()
            }
        }
    }

    /// Every row of every table but the list of migrations, without what comes from outside the history.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn dump(&mut self) -> Dump {
        let tables = match self.0 {
            Connection::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            Connection::Postgres(_) => {
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'"
            }
        };
        let mut dump = Dump::new();
        for table in self.rows(tables).await {
            let table = table["name"].clone().expect("a name");
            if table == "seaql_migrations" {
                continue;
            }
            let mut rows = self.rows(&format!("SELECT * FROM {table}")).await;
            for (_, columns) in FROM_OUTSIDE.iter().filter(|(of, _)| *of == table) {
                for row in &mut rows {
                    row.retain(|column, _| !columns.contains(&column.as_str()));
                }
            }
            rows.sort();
            dump.insert(table, rows);
        }
        dump
    }
}

/// A plain text, or JSON in one spelling.
fn one_spelling(text: String) -> String {
    if text.starts_with(['{', '[']) {
        serde_json::from_str::<Value>(&text).map_or(text, |value| value.to_string())
    } else {
        text
    }
}

fn of_sqlite(row: &SqliteRow) -> Row {
    let mut found = Row::new();
    for column in row.columns() {
        let place = column.ordinal();
        let value = row.try_get_raw(place).expect("a value");
        let text = match value.type_info().name() {
            _ if value.is_null() => None,
            "INTEGER" | "BOOLEAN" => Some(row.get_unchecked::<i64, _>(place).to_string()),
            "BLOB" => Some(hex::encode(row.get_unchecked::<Vec<u8>, _>(place))),
            _ => Some(one_spelling(row.get_unchecked::<String, _>(place))),
        };
        found.insert(column.name().to_owned(), text);
    }
    found
}

fn of_postgres(row: &PgRow) -> Row {
    fn get<'r, T: Decode<'r, Postgres> + Type<Postgres>>(row: &'r PgRow, place: usize) -> T {
        row.try_get(place).expect("a value")
    }
    let mut found = Row::new();
    for column in row.columns() {
        let place = column.ordinal();
        let value = row.try_get_raw(place).expect("a value");
        let kind = value.type_info().name().to_owned();
        let text = match kind.as_str() {
            _ if value.is_null() => None,
            "BOOL" => Some(i64::from(get::<bool>(row, place)).to_string()),
            "INT2" => Some(get::<i16>(row, place).to_string()),
            "INT4" => Some(get::<i32>(row, place).to_string()),
            "INT8" => Some(get::<i64>(row, place).to_string()),
            "UUID" => Some(hex::encode(get::<uuid::Uuid>(row, place))),
            "BYTEA" => Some(hex::encode(get::<Vec<u8>>(row, place))),
            "TIMESTAMPTZ" => {
                Some(get::<DateTime<Utc>>(row, place).to_rfc3339_opts(SecondsFormat::AutoSi, false))
            }
            "DATE" => Some(get::<NaiveDate>(row, place).to_string()),
            // A version byte and the text.
            "JSONB" => {
                let bytes = value.as_bytes().expect("bytes");
                let text = String::from_utf8(bytes[1..].to_vec()).expect("text");
                Some(one_spelling(text))
            }
            _ => Some(one_spelling(get::<String>(row, place))),
        };
        found.insert(column.name().to_owned(), text);
    }
    found
}
