use std::{path::PathBuf, str::FromStr};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait, Statement, sqlx};

use super::Demonstration;
use crate::{StorageError, entity::demo_clock::Entity};

/// What a database holds, as far as a demonstration must know before it touches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// No row of anything: a demonstration may be loaded into it.
    Nothing,
    /// A demonstration, which may be removed.
    Demonstration(Demonstration),
    /// Something else, of ours or of another program: it is left as it is.
    SomethingElse,
}

/// The file of an embedded database; nothing for a server and for a database in memory.
///
/// # Errors
/// When the URL cannot be understood.
pub fn sqlite_file(url: &str) -> Result<Option<PathBuf>, StorageError> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
        return Ok(None);
    }
    let options = sqlx::sqlite::SqliteConnectOptions::from_str(url)
        .map_err(|what| StorageError::inconsistent("database", url, what.to_string()))?;
    Ok(Some(options.get_filename().to_path_buf()))
}

/// Looks into a database without changing a byte of it: no migration, no setting, not even the file
/// is made.
///
/// # Errors
/// When it cannot be read, for example because the file is no database.
pub async fn look(url: &str) -> Result<Holding, StorageError> {
    if sqlite_file(url)?.is_some_and(|file| !file.exists()) {
        return Ok(Holding::Nothing);
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.read_only(true).create_if_missing(false));
    let db = Database::connect(options).await?;
    let found = examine(&db).await;
    db.close().await?;
    found
}

async fn examine(db: &DatabaseConnection) -> Result<Holding, StorageError> {
    let tables = tables(db).await?;
    let has = |name: &str| tables.iter().any(|(_, table)| table == name);
    let ours = has(MIGRATIONS) && begins_like_ours(db).await?;
    if ours
        && has("demo_clock")
        && let Some(row) = Entity::find_by_id(1).one(db).await?
    {
        return Ok(Holding::Demonstration(Demonstration {
            ahead_microseconds: row.ahead_microseconds,
            loaded: row.loaded,
        }));
    }
    for (schema, table) in &tables {
        // A table of another program, even an empty one, is not ours to put a demonstration beside.
        if !ours || (table != MIGRATIONS && holds_a_row(db, schema.as_deref(), table).await?) {
            return Ok(Holding::SomethingElse);
        }
    }
    Ok(Holding::Nothing)
}

const MIGRATIONS: &str = "seaql_migrations";

async fn begins_like_ours(db: &DatabaseConnection) -> Result<bool, StorageError> {
    let sql = "SELECT version FROM seaql_migrations ORDER BY version LIMIT 1";
    let first = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    let first: Option<String> = first.map(|row| row.try_get_by_index(0)).transpose()?;
    // Before the first migration is written down there is nothing else either.
    Ok(first.is_none_or(|version| version == "m20261122_000100_create_foundations"))
}

/// Every table that is not the engine's own, with its schema where there are schemas.
async fn tables(db: &DatabaseConnection) -> Result<Vec<(Option<String>, String)>, StorageError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        sea_orm::DbBackend::Sqlite => {
            "SELECT NULL, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        }
        _ => {
            "SELECT n.nspname::text, c.relname::text FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') \
               AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await?;
    rows.iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

async fn holds_a_row(
    db: &DatabaseConnection,
    schema: Option<&str>,
    table: &str,
) -> Result<bool, StorageError> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let table = match schema {
        Some(schema) => format!("{}.{}", quoted(schema), quoted(table)),
        None => quoted(table),
    };
    let sql = format!("SELECT 1 FROM {table} LIMIT 1");
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    Ok(row.is_some())
}
