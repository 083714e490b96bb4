//! Copies of a SQLite database that is in use, and whether a copy is whole.

use std::path::Path;

use sea_orm::{ConnectionTrait, Statement};

use crate::{StorageError, Store, store::Connected};

/// Writes a copy of the database as it is at this moment into a new file; readers and writers go on. The copy is one
/// file without a log of writes beside it.
///
/// # Errors
/// When the file exists and is not empty, when it cannot be written, and on another engine than SQLite.
pub async fn into_file(store: &Store, file: &Path) -> Result<(), StorageError> {
    let connection = store.connection();
    let path = file.to_string_lossy().into_owned();
    let backend = connection.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, "VACUUM INTO $1", [path.into()]);
    connection.execute_raw(statement).await?;
    Ok(())
}

/// What the engine finds wrong in a SQLite database: pages that contradict each other, rows that refer to nothing.
/// Empty for a whole one.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn faults(store: &Store) -> Result<Vec<String>, StorageError> {
    let connection = store.connection();
    let backend = connection.get_database_backend();
    let mut faults = Vec::new();
    let pages = Statement::from_string(backend, "PRAGMA integrity_check(20)");
    for row in connection.query_all_raw(pages).await? {
        let said: String = row.try_get_by_index(0)?;
        if said != "ok" {
            faults.push(said);
        }
    }
    let keys = Statement::from_string(backend, "PRAGMA foreign_key_check");
    for row in connection.query_all_raw(keys).await? {
        let (table, parent): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        faults.push(format!(
            "a row of {table} refers to a row of {parent} that does not exist"
        ));
    }
    Ok(faults)
}

/// Whether the schema of a SQLite database knows contents of files outside of it; older ones do not.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn names_objects(store: &Store) -> Result<bool, StorageError> {
    let connection = store.connection();
    let backend = connection.get_database_backend();
    let columns = "SELECT 1 FROM pragma_table_info('file_content') WHERE name = 'object_key'";
    let row = connection.query_one_raw(Statement::from_string(backend, columns));
    Ok(row.await?.is_some())
}
