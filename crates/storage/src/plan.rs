//! How the database would find what a query asks for.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, sea_query::SelectStatement};

use crate::{Access, StorageError};

/// The plan of a query, a line per step. Nothing is read.
pub(crate) async fn of(db: &impl Access, query: &SelectStatement) -> Result<String, StorageError> {
    let db = db.connection();
    let backend = db.get_database_backend();
    let (explain, column) = match backend {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    let asked = backend.build(query);
    let sql = format!("{explain} {}", asked.sql);
    let values = asked.values.map(|values| values.0).unwrap_or_default();
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    let lines = rows
        .iter()
        .map(|row: &QueryResult| row.try_get::<String>("", column));
    Ok(lines.collect::<Result<Vec<_>, _>>()?.join("\n"))
}
