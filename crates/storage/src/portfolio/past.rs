//! Where each obligation stood, from one change to the next.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use talkoot_domain::ids::{ObligationId, ProjectId};
use uuid::Uuid;

use crate::{Access, StorageError, Tx, store::Connected};

/// Ends what is kept and no longer so; a clock that was set back gives no day two states.
const END: &str = "UPDATE obligation_past SET until_at = CASE WHEN from_at > $1 THEN from_at ELSE $1 END WHERE until_at IS NULL AND EXISTS (\
    SELECT 1 FROM obligation WHERE obligation.id = obligation_past.obligation_id AND obligation.project_id = $2 \
    AND (obligation.state <> obligation_past.state OR obligation.due <> obligation_past.due \
        OR obligation.submitted_at IS DISTINCT FROM obligation_past.submitted_at))";
/// Keeps what is so from now on.
const BEGIN: &str = "INSERT INTO obligation_past \
    (obligation_id, number, from_at, until_at, state, due, submitted_at) \
    SELECT id, 1 + COALESCE((SELECT MAX(number) FROM obligation_past WHERE obligation_id = obligation.id), 0), \
    COALESCE((SELECT CASE WHEN MAX(until_at) > $1 THEN MAX(until_at) END FROM obligation_past \
        WHERE obligation_id = obligation.id), $1), NULL, state, due, submitted_at FROM obligation WHERE project_id = $2 AND NOT EXISTS (\
    SELECT 1 FROM obligation_past WHERE obligation_id = obligation.id AND until_at IS NULL)";
/// What is kept and is not so.
const DIFFERING: &str = "SELECT obligation.id FROM obligation LEFT JOIN obligation_past AS kept \
    ON kept.obligation_id = obligation.id AND kept.until_at IS NULL \
    WHERE kept.state IS NULL OR kept.state <> obligation.state OR kept.due <> obligation.due \
    OR kept.submitted_at IS DISTINCT FROM obligation.submitted_at ORDER BY obligation.id";

/// Keeps where the obligations of a project stand from now on.
///
/// # Errors
/// When the database fails.
pub async fn keep_obligations(tx: &Tx, project: ProjectId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let db = tx.connection();
    for sql in [END, BEGIN] {
        let values = [now.into(), Uuid::from(project).into()];
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        db.execute_raw(statement).await?;
    }
    Ok(())
}

/// The obligations that stand otherwise than what is kept of them says: none, unless somebody changed rows by hand.
///
/// # Errors
/// When the database fails.
pub async fn differing_obligations(db: &impl Access) -> Result<Vec<ObligationId>, StorageError> {
    let connection = db.connection();
    let statement = Statement::from_string(connection.get_database_backend(), DIFFERING);
    let rows = connection.query_all_raw(statement).await?;
    rows.into_iter()
        .map(|row| Ok(ObligationId::from(row.try_get::<Uuid>("", "id")?)))
        .collect()
}
