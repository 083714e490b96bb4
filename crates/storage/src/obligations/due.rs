//! What the clock has to do, found through partial indexes: the conditions of the indexes are written
//! out, because SQLite does not use a partial index for a bound value.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use talkoot_domain::ids::ObligationId;
use uuid::Uuid;

use crate::{Access, Engine, StorageError, Tx, store::Connected};

const OPENING: &str = "SELECT id FROM obligation WHERE state = 'scheduled' AND opens_on <= $1 \
                       ORDER BY opens_on, id LIMIT 100";
const ENDING: &str = "SELECT id FROM obligation WHERE state = 'open' AND due < $1 ORDER BY due, id LIMIT 100";
const REMINDING: &str = "SELECT id FROM obligation WHERE next_reminder_on <= $1 \
                         ORDER BY next_reminder_on, id LIMIT 100";

/// Up to a hundred scheduled obligations whose first day is this day or earlier.
///
/// # Errors
/// When the database fails.
pub async fn opening_until(db: &impl Access, today: NaiveDate) -> Result<Vec<ObligationId>, StorageError> {
    ids(db, OPENING, today).await
}

/// Up to a hundred open obligations whose last day is before this day.
///
/// # Errors
/// When the database fails.
pub async fn ending_before(db: &impl Access, today: NaiveDate) -> Result<Vec<ObligationId>, StorageError> {
    ids(db, ENDING, today).await
}

/// Up to a hundred obligations whose next reminder is due on this day or before.
///
/// # Errors
/// When the database fails.
pub async fn reminding_until(db: &impl Access, today: NaiveDate) -> Result<Vec<ObligationId>, StorageError> {
    ids(db, REMINDING, today).await
}

async fn ids(db: &impl Access, sql: &str, day: NaiveDate) -> Result<Vec<ObligationId>, StorageError> {
    let db = db.connection();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [day.into()]);
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get::<Uuid>("", "id")?.into()))
        .collect()
}

/// How the database would find the obligations to remind of, a line per step of its plan. For the
/// person on call, and for the test that keeps every query of the clock on its index.
///
/// # Errors
/// When the database fails.
pub async fn reminder_plan(tx: &Tx, today: NaiveDate) -> Result<Vec<String>, StorageError> {
    let db = tx.connection();
    let (explain, column) = match tx.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        Engine::Postgres => {
            // Over few rows a scan is cheaper; the question is whether the index can serve at all.
            db.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
            ("EXPLAIN", "QUERY PLAN")
        }
    };
    let mut plan = Vec::new();
    for sql in [OPENING, ENDING, REMINDING] {
        let sql = format!("{explain} {sql}");
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [today.into()]);
        let rows = db.query_all_raw(statement).await?;
        let lines = rows
            .iter()
            .map(|row: &QueryResult| row.try_get::<String>("", column));
        plan.push(lines.collect::<Result<Vec<_>, _>>()?.join("\n"));
    }
    Ok(plan)
}
