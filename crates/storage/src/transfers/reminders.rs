//! What was said to lead municipalities about the shares that they have to pass on.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, Statement};
use talkoot_domain::{
    ids::{ClaimId, ProjectId},
    transfer::{DAYS_BEFORE, ReminderStep},
};
use uuid::Uuid;

use crate::{Access, StorageError, Tx, store::Connected};

/// The transfers of a claim that are due on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueTogether {
    /// The project.
    pub project: ProjectId,
    /// The claim.
    pub claim: ClaimId,
    /// The day.
    pub due: NaiveDate,
    /// The step whose time it is.
    pub step: ReminderStep,
}

const BEFORE: &str = "SELECT DISTINCT project_id, claim_id, due FROM transfer AS one WHERE state = 'owed' \
                      AND due >= $1 AND due <= $2 AND NOT EXISTS (SELECT 1 FROM transfer_reminder AS said \
                      WHERE said.claim_id = one.claim_id AND said.due = one.due AND said.step = 'before') \
                      ORDER BY due, claim_id LIMIT 100";
const AFTER: &str = "SELECT DISTINCT project_id, claim_id, due FROM transfer AS one \
                     WHERE state IN ('owed', 'disputed') AND due < $1 AND NOT EXISTS (SELECT 1 FROM transfer_reminder \
                     AS said WHERE said.claim_id = one.claim_id AND said.due = one.due AND said.step = 'after') \
                     ORDER BY due, claim_id LIMIT 100";

/// Up to two hundred claims about whose shares something has to be said on a day and was not.
///
/// # Errors
/// When the database fails.
pub async fn due_on(db: &impl Access, today: NaiveDate) -> Result<Vec<DueTogether>, StorageError> {
    let near = today.checked_add_days(DAYS_BEFORE).unwrap_or(today);
    let mut found = Vec::new();
    for (step, sql, values) in [
        (ReminderStep::Before, BEFORE, vec![today.into(), near.into()]),
        (ReminderStep::After, AFTER, vec![today.into()]),
    ] {
        let connection = db.connection();
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        for row in connection.query_all_raw(statement).await? {
            found.push(DueTogether {
                project: row.try_get::<Uuid>("", "project_id")?.into(),
                claim: row.try_get::<Uuid>("", "claim_id")?.into(),
                due: row.try_get("", "due")?,
                step,
            });
        }
    }
    Ok(found)
}

/// Records that it is said now; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn say(tx: &Tx, about: DueTogether, now: DateTime<Utc>) -> Result<bool, StorageError> {
    const SAY: &str = "INSERT INTO transfer_reminder (claim_id, step, due, decided_at) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT DO NOTHING";
    let db = tx.connection();
    let step: &'static str = about.step.into();
    let claim: Uuid = about.claim.into();
    let values = [claim.into(), step.into(), about.due.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SAY, values);
    Ok(db.execute_raw(statement).await?.rows_affected() == 1)
}
