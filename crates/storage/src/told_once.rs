//! What the clock tells once and never again, by a name for it: `officer_week:2027-06-21`.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};

use crate::{Access, StorageError, Tx, store::Connected};

/// Whether it was told.
///
/// # Errors
/// When the database fails.
pub async fn was(db: &impl Access, name: &str) -> Result<bool, StorageError> {
    const SQL: &str = "SELECT 1 AS told FROM told_once WHERE name = $1";
    let connection = db.connection();
    let backend = connection.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, SQL, [name.into()]);
    Ok(connection.query_one_raw(statement).await?.is_some())
}

/// Records that it is told now; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn tell(tx: &Tx, name: &str, now: DateTime<Utc>) -> Result<bool, StorageError> {
    const SQL: &str = "INSERT INTO told_once (name, told_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let db = tx.connection();
    let values = [name.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SQL, values);
    Ok(db.execute_raw(statement).await?.rows_affected() == 1)
}
