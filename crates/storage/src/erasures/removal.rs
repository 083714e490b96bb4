//! What is removed, and what is counted to show that the sums stay.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use serde_json::Value;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    cost_line::PERSONAL_DATA_REMOVED,
    erasure::{Kept, Removed},
    ids::{ApplicationId, FileId, ProjectId},
    money::Money,
};
use uuid::Uuid;

use crate::{Access, Scope, StorageError, Tx, files, store::Connected};

/// The name that a file has afterwards.
const NAME: &str = "removed.txt";

/// The files of a project, by what names them.
const FILES: &str = "
    SELECT import.file_id AS id FROM ledger_import AS import
        JOIN cost_report AS report ON report.id = import.cost_report_id WHERE report.project_id = $1
    UNION SELECT evidence.file_id FROM cost_line_evidence AS evidence
        JOIN ledger_import AS import ON import.id = evidence.import_id
        JOIN cost_report AS report ON report.id = import.cost_report_id WHERE report.project_id = $1
    UNION SELECT file.file_id FROM obligation_submission_file AS file
        JOIN obligation_submission AS submission ON submission.id = file.submission_id
        JOIN obligation ON obligation.id = submission.obligation_id WHERE obligation.project_id = $1
    UNION SELECT file.file_id FROM supplement_file AS file
        JOIN supplement_request AS request ON request.id = file.request_id WHERE request.project_id = $1
    UNION ";
/// Those in forms; the keys of objects are unique over all kinds.
const IN_FORMS: &str = "SELECT file.file_id FROM form_answer_file AS file WHERE file.object_id IN (
        SELECT application_id FROM project WHERE id = $1
        UNION SELECT id FROM exit_plan WHERE project_id = $1
        UNION SELECT id FROM final_report WHERE project_id = $1
    )";

/// Objects whose rows change, so that the log has to vouch for them anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Imports with the lines that they brought.
    pub imports: Vec<Uuid>,
    /// Lines about which somebody decided by name, with their verification.
    pub lines: Vec<(Uuid, String)>,
    /// The application, with its state.
    pub applications: Vec<(Uuid, String)>,
    /// Surveys with people who were invited, with their states.
    pub surveys: Vec<(Uuid, String)>,
}

async fn rows(
    db: &impl Access,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<QueryResult>, StorageError> {
    let connection = db.connection();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Ok(connection.query_all_raw(statement).await?)
}

async fn changed(
    tx: &Tx,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<i64, StorageError> {
    let connection = tx.connection();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let done = connection.execute_raw(statement).await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}

fn id(project: ProjectId) -> [sea_orm::Value; 1] {
    [Uuid::from(project).into()]
}

/// The objects of a project whose rows [`remove`] changes.
///
/// # Errors
/// When the database fails.
pub async fn project_objects(db: &impl Access, project: ProjectId) -> Result<Touched, StorageError> {
    const IMPORTS: &str = "SELECT import.id AS id, '' AS state FROM ledger_import AS import
        JOIN cost_report AS report ON report.id = import.cost_report_id WHERE report.project_id = $1 ORDER BY import.id";
    const LINES: &str = "SELECT line.id AS id, line.verification AS state FROM cost_line AS line
        JOIN cost_report AS report ON report.id = line.cost_report_id WHERE report.project_id = $1
        AND EXISTS (SELECT 1 FROM audit_entry AS entry WHERE entry.object = 'cost_line' AND entry.object_id = line.id)
        ORDER BY line.id";
    const APPLICATIONS: &str = "SELECT application.id AS id, application.state AS state FROM application
        JOIN project ON project.application_id = application.id WHERE project.id = $1";
    const SURVEYS: &str =
        "SELECT survey.id AS id, survey.state AS state FROM survey WHERE survey.project_id = $1
        AND EXISTS (SELECT 1 FROM survey_invitation AS invitation WHERE invitation.survey_id = survey.id)
        ORDER BY survey.id";
    let found = async |sql: &str| -> Result<Vec<(Uuid, String)>, StorageError> {
        let rows = rows(db, sql, id(project)).await?;
        let mut pairs = Vec::new();
        for row in rows {
            pairs.push((row.try_get("", "id")?, row.try_get("", "state")?));
        }
        Ok(pairs)
    };
    Ok(Touched {
        imports: found(IMPORTS).await?.into_iter().map(|(id, _)| id).collect(),
        lines: found(LINES).await?,
        applications: found(APPLICATIONS).await?,
        surveys: found(SURVEYS).await?,
    })
}

/// Removes what a project leaves behind about people, but for what its application said when it was submitted, which
/// [`strip_submissions`] does. `instead` is what is kept in the place of files. Says how much it was.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn remove(tx: &Tx, project: ProjectId, instead: &str) -> Result<Removed, StorageError> {
    const LINES: &str = "UPDATE cost_line SET
        supplier_name = CASE WHEN supplier_name = '' THEN '' ELSE $2 END,
        supplier_id = CASE WHEN supplier_id = '' THEN '' ELSE $2 END,
        description = CASE WHEN description = '' THEN '' ELSE $2 END
        WHERE cost_report_id IN (SELECT id FROM cost_report WHERE project_id = $1)
        AND (supplier_name NOT IN ('', $2) OR supplier_id NOT IN ('', $2) OR description NOT IN ('', $2))";
    const CONTACTS: &str = "UPDATE partner_contact SET name = $2, position = '', email = $2, phone = ''
        WHERE application_id IN (SELECT application_id FROM project WHERE id = $1) AND email <> $2";
    // What waits to be sent is sent first.
    const MAILS: &str = "UPDATE mail SET address = CASE WHEN address IS NULL THEN NULL ELSE $2 END,
        subject = CASE WHEN subject IS NULL THEN NULL ELSE $2 END,
        text_part = CASE WHEN text_part IS NULL THEN NULL ELSE $2 END,
        html_part = CASE WHEN html_part IS NULL THEN NULL ELSE $2 END,
        last_answer = CASE WHEN last_answer IS NULL THEN NULL ELSE $2 END,
        bounce = CASE WHEN bounce IS NULL THEN NULL ELSE $2 END
        WHERE project_id = $1 AND state <> 'queued' AND (address <> $2 OR last_answer <> $2 OR bounce <> $2)";
    let (bytes, count) = remove_files(tx, project, instead).await?;
    let gone = || [Uuid::from(project).into(), PERSONAL_DATA_REMOVED.into()];
    Ok(Removed {
        files: count,
        bytes,
        lines: changed(tx, LINES, gone()).await?,
        contacts: changed(tx, CONTACTS, gone()).await?,
        submissions: i64::try_from(stripped(tx, project).await?.len()).unwrap_or(i64::MAX),
        mails: changed(tx, MAILS, gone()).await?,
        invitations: changed(tx, &invitations(tx), gone()).await?,
    })
}

/// Each invitation keeps a key of its own, which says nothing.
fn invitations(tx: &Tx) -> String {
    let key = if tx.connection().get_database_backend() == DbBackend::Sqlite {
        "lower(hex(id))"
    } else {
        "CAST(id AS TEXT)"
    };
    format!(
        "UPDATE survey_invitation SET address = $2, address_key = {key}
         WHERE survey_id IN (SELECT id FROM survey WHERE project_id = $1) AND address <> $2"
    )
}

/// Keeps a few words in the place of each file that only this project has; says how many bytes and files it was.
async fn remove_files(tx: &Tx, project: ProjectId, instead: &str) -> Result<(i64, i64), StorageError> {
    let of_others = FILES.replace("= $1", "<> $1") + &IN_FORMS.replace("object_id IN", "object_id NOT IN");
    let only_here = format!(
        "SELECT file.id AS id, content.size AS size FROM stored_file AS file
         JOIN file_content AS content ON content.sha256 = file.sha256
         WHERE file.id IN ({FILES}{IN_FORMS}) AND file.id NOT IN ({of_others}) AND file.sha256 <> $2 ORDER BY file.id"
    );
    let hash: [u8; 32] = Sha256::digest(instead).into();
    let values = [Uuid::from(project).into(), hash.to_vec().into()];
    let (mut bytes, mut count) = (0_i64, 0_i64);
    for row in rows(tx, &only_here, values).await? {
        let id: Uuid = row.try_get("", "id")?;
        let size: i64 = row.try_get("", "size")?;
        let Some(file) = files::find(tx, &Scope::system(), FileId::from(id)).await? else {
            continue;
        };
        files::replace(tx, &file, (hash, instead.as_bytes())).await?;
        let named = "UPDATE stored_file SET name = $2 WHERE id = $1";
        changed(tx, named, [id.into(), NAME.into()]).await?;
        bytes = bytes.saturating_add(size);
        count += 1;
    }
    Ok((bytes, count))
}

/// Removes the contact persons from what the application said when it was submitted. The database lets that be done
/// only where the erasure is stored as done.
///
/// # Errors
/// When the database fails or a document is no JSON.
pub async fn strip_submissions(tx: &Tx, project: ProjectId) -> Result<(), StorageError> {
    const SQL: &str = "UPDATE application_submission SET document = $3, sha256 = $4
        WHERE application_id = $1 AND number = $2";
    for (application, number, document) in stripped(tx, project).await? {
        let hash = Sha256::digest(&document).to_vec();
        let values = [
            Uuid::from(application).into(),
            number.into(),
            document.into(),
            hash.into(),
        ];
        changed(tx, SQL, values).await?;
    }
    Ok(())
}

/// The submissions that name contact persons, without them.
async fn stripped(
    db: &impl Access,
    project: ProjectId,
) -> Result<Vec<(ApplicationId, i32, String)>, StorageError> {
    const SQL: &str = "SELECT submission.application_id AS id, submission.number AS number,
        submission.document AS document FROM application_submission AS submission
        JOIN project ON project.application_id = submission.application_id
        WHERE project.id = $1 ORDER BY submission.number";
    let mut found = Vec::new();
    for row in rows(db, SQL, id(project)).await? {
        let application: Uuid = row.try_get("", "id")?;
        let text: String = row.try_get("", "document")?;
        let mut document: Value = serde_json::from_str(&text).map_err(|_| {
            StorageError::inconsistent("application_submission", application, "the document is no JSON")
        })?;
        if without_contacts(&mut document) {
            found.push((
                application.into(),
                row.try_get("", "number")?,
                document.to_string(),
            ));
        }
    }
    Ok(found)
}

/// Empties every list of contacts; whether one was not empty.
fn without_contacts(value: &mut Value) -> bool {
    match value {
        Value::Object(fields) => {
            let mut changed = false;
            for (name, field) in fields {
                match field {
                    Value::Array(contacts) if name == "contacts" => {
                        changed |= !contacts.is_empty();
                        contacts.clear();
                    }
                    other => changed |= without_contacts(other),
                }
            }
            changed
        }
        Value::Array(values) => values
            .iter_mut()
            .fold(false, |changed, value| without_contacts(value) | changed),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The sums of a project, to be the same before and after.
///
/// # Errors
/// When the database fails.
pub async fn kept(db: &impl Access, project: ProjectId) -> Result<Kept, StorageError> {
    const LINES: &str =
        "SELECT COUNT(*) AS lines, CAST(COALESCE(SUM(line.amount_cents), 0) AS BIGINT) AS costs,
        CAST(COALESCE(SUM(CASE line.verification WHEN 'accepted' THEN line.amount_cents
            WHEN 'partly' THEN line.accepted_cents ELSE 0 END), 0) AS BIGINT) AS accepted
        FROM cost_line AS line JOIN cost_report AS report ON report.id = line.cost_report_id
        WHERE report.project_id = $1";
    const PAID: &str = "SELECT CAST(COALESCE(SUM(amount_cents), 0) AS BIGINT) AS paid FROM payout
        WHERE project_id = $1 AND state = 'confirmed'";
    let missing = || StorageError::inconsistent("project", project, "its sums cannot be counted");
    let lines = rows(db, LINES, id(project)).await?;
    let lines = lines.first().ok_or_else(missing)?;
    let paid = rows(db, PAID, id(project)).await?;
    let paid = paid.first().ok_or_else(missing)?;
    Ok(Kept {
        lines: lines.try_get("", "lines")?,
        costs: Money::from_cents(lines.try_get("", "costs")?),
        accepted: Money::from_cents(lines.try_get("", "accepted")?),
        paid: Money::from_cents(paid.try_get("", "paid")?),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{FILES, IN_FORMS, without_contacts};

    #[test]
    fn contacts_are_emptied_wherever_they_stand() {
        let mut document = json!({
            "title": "Hanke", "plans": { "444": { "contacts": [{ "name": "Anna" }], "years": {} } },
            "list": [{ "contacts": [] }, { "contacts": [{ "email": "a" }] }],
        });
        assert!(without_contacts(&mut document));
        assert_eq!(
            document,
            json!({
                "title": "Hanke", "plans": { "444": { "contacts": [], "years": {} } },
                "list": [{ "contacts": [] }, { "contacts": [] }],
            })
        );
        assert!(!without_contacts(&mut document));
    }

    /// Goal: whoever names files of projects is asked; payments and what banks say of them is kept as it is.
    #[test]
    fn every_table_that_names_files_is_asked() {
        let source = include_str!("../files.rs");
        let all = format!("{FILES}{IN_FORMS}");
        let asked = |table: &str| all.contains(&format!("FROM {table} AS"));
        let tables: Vec<&str> = source
            .split("named_in!(")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        assert!(tables.len() > 5, "{tables:?}");
        for table in tables {
            assert_eq!(
                asked(table),
                !matches!(table, "payment_batch" | "bank_feedback"),
                "{table}"
            );
        }
    }
}
