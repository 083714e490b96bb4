//! People who have had no role for long: their names and addresses go, their deeds stay under a key.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use talkoot_domain::{cost_line::PERSONAL_DATA_REMOVED, erasure::USUAL_YEARS, ids::PersonId};
use uuid::Uuid;

use crate::{Access, StorageError, Tx, erasures::empty_mails, store::Connected};

/// So many at a time.
const AT_ONCE: u64 = 100;

/// People who were there before a time, have had no role since then, and whose names are still known; some at a time, in
/// the order of their keys, those after one. Whoever had to do with a project that is kept for longer, or on hold, is left
/// out until its traces are removed.
///
/// # Errors
/// When the database fails.
pub async fn without_role_since(
    db: &impl Access,
    before: DateTime<Utc>,
    after: PersonId,
) -> Result<Vec<PersonId>, StorageError> {
    let sql = format!(
        "SELECT id FROM person WHERE created_at < $1 AND name <> $2 AND NOT EXISTS (
            SELECT 1 FROM membership WHERE membership.person_id = person.id
            AND (membership.valid_to IS NULL OR membership.valid_to >= $1)
        ) AND NOT EXISTS (
            SELECT 1 FROM project_retention AS kept WHERE (kept.hold IS NOT NULL OR kept.years > $3)
            AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.project_id = kept.project_id AND erasure.state = 'done')
            AND (EXISTS (SELECT 1 FROM audit_entry AS deed WHERE deed.project_id = kept.project_id
                    AND deed.person_id = person.id)
                OR EXISTS (SELECT 1 FROM mail WHERE mail.project_id = kept.project_id AND mail.person_id = person.id))
        ) AND id > $4 ORDER BY id LIMIT {AT_ONCE}"
    );
    let connection = db.connection();
    let values = [
        before.into(),
        PERSONAL_DATA_REMOVED.into(),
        USUAL_YEARS.into(),
        Uuid::from(after).into(),
    ];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(PersonId::from(row.try_get::<Uuid>("", "id")?)))
        .collect()
}

/// What [`forget`] changes beside the person, by the kind of object that the log vouches for.
pub const OF_A_PERSON: [&str; 3] = ["access_token", "passkey", "session"];

/// The keys of somebody's objects of a kind of [`OF_A_PERSON`].
///
/// # Errors
/// When the database fails.
pub async fn objects(
    db: &impl Access,
    person: PersonId,
    kind: &'static str,
) -> Result<Vec<Uuid>, StorageError> {
    let sql = format!("SELECT id FROM {kind} WHERE person_id = $1 ORDER BY id");
    let connection = db.connection();
    let values = [Uuid::from(person).into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// Removes what says who somebody is: name, address, accounts of sign-in services, browsers, names of devices, the words
/// of mails. What the person did stays, under the same key.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, person: PersonId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let connection = tx.connection();
    let key = if connection.get_database_backend() == DbBackend::Sqlite {
        "lower(hex(id))"
    } else {
        "CAST(id AS TEXT)"
    };
    let named =
        format!("UPDATE person SET name = $2, email = 'removed-' || {key} || '@invalid' WHERE id = $1");
    let statements = [
        named.as_str(),
        "UPDATE session SET browser = $2, subject = CASE WHEN subject IS NULL THEN NULL ELSE $2 END,
            provider_session = NULL WHERE person_id = $1",
        "UPDATE portfolio_view SET name = $2 WHERE person_id = $1",
        "UPDATE access_token SET label = $2 WHERE person_id = $1",
        "UPDATE passkey SET name = $2 WHERE person_id = $1",
    ];
    for sql in statements {
        let values = [Uuid::from(person).into(), PERSONAL_DATA_REMOVED.into()];
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        connection.execute_raw(statement).await?;
    }
    empty_mails(tx, "person_id", person.into(), now).await?;
    for table in ["person_identity", "calendar_feed"] {
        let sql = format!("DELETE FROM {table} WHERE person_id = $1");
        let values = [Uuid::from(person).into()];
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        connection.execute_raw(statement).await?;
    }
    Ok(())
}
