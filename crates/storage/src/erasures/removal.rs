//! What is removed, and what is counted to show that the sums stay.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use talkoot_domain::{
    cost_line::PERSONAL_DATA_REMOVED,
    erasure::{Kept, Removed},
    ids::{FileId, ProjectId},
    money::Money,
};
use uuid::Uuid;

use super::words::{naming_people, remove_answers, strip_supplements, stripped};
use crate::{
    Access, Scope, StorageError, Tx,
    files::{self, Packed},
    store::Connected,
};

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

/// The project, and those whose traces are removed already: what they have is nobody's.
const OVER: &str = "SELECT id FROM project WHERE id = $1
        OR id IN (SELECT project_id FROM erasure WHERE state = 'done')";

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
    /// Exit plans in whose forms somebody is named, with their states.
    pub exit_plans: Vec<(Uuid, String)>,
    /// Final reports in whose forms somebody is named, with their states.
    pub final_reports: Vec<(Uuid, String)>,
    /// Files in whose place something else is kept.
    pub files: Vec<Uuid>,
    /// Results that say whom to ask, with their states.
    pub results: Vec<(Uuid, String)>,
}

pub(super) async fn rows(
    db: &impl Access,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<QueryResult>, StorageError> {
    let connection = db.connection();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Ok(connection.query_all_raw(statement).await?)
}

pub(super) async fn changed(
    tx: &Tx,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<i64, StorageError> {
    let connection = tx.connection();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let done = connection.execute_raw(statement).await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}

pub(super) fn id(project: ProjectId) -> [sea_orm::Value; 1] {
    [Uuid::from(project).into()]
}

/// The objects of a project whose rows [`remove`] changes; `personal` are the fields of its forms that ask about people.
///
/// # Errors
/// When the database fails.
pub async fn project_objects(
    db: &impl Access,
    project: ProjectId,
    personal: &BTreeSet<String>,
) -> Result<Touched, StorageError> {
    const IMPORTS: &str = "SELECT import.id AS id, '' AS state FROM ledger_import AS import
        JOIN cost_report AS report ON report.id = import.cost_report_id WHERE report.project_id = $1
        AND EXISTS (SELECT 1 FROM audit_entry AS entry WHERE entry.object = 'ledger_import' AND entry.object_id = import.id
            AND entry.state_after IS NOT NULL)
        ORDER BY import.id";
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
    const RESULTS: &str =
        "SELECT id, state FROM project_result WHERE project_id = $1 AND contact <> '' ORDER BY id";
    let found = async |sql: &str| -> Result<Vec<(Uuid, String)>, StorageError> {
        let rows = rows(db, sql, id(project)).await?;
        let mut pairs = Vec::new();
        for row in rows {
            pairs.push((row.try_get("", "id")?, row.try_get("", "state")?));
        }
        Ok(pairs)
    };
    let files = format!(
        "SELECT file.id AS id, '' AS state FROM stored_file AS file WHERE {} ORDER BY file.id",
        only_here()
    );
    Ok(Touched {
        imports: found(IMPORTS).await?.into_iter().map(|(id, _)| id).collect(),
        lines: found(LINES).await?,
        applications: found(APPLICATIONS).await?,
        surveys: found(SURVEYS).await?,
        exit_plans: naming_people(db, "exit_plan", project, personal).await?,
        final_reports: naming_people(db, "final_report", project, personal).await?,
        files: found(&files).await?.into_iter().map(|(id, _)| id).collect(),
        results: found(RESULTS).await?,
    })
}

/// Removes what a project leaves behind about people, but for what its application said when it was submitted, which
/// [`strip_submissions`](super::strip_submissions) does. `instead` is what is kept in the place of files; those with a content
/// of `earlier` erasures are left. Says how much it was.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn remove(
    tx: &Tx,
    project: ProjectId,
    personal: &BTreeSet<String>,
    (instead, earlier): (&Packed, &[[u8; 32]]),
    now: DateTime<Utc>,
) -> Result<Removed, StorageError> {
    const LINES: &str = "UPDATE cost_line SET
        supplier_name = CASE WHEN supplier_name = '' THEN '' ELSE $2 END,
        supplier_id = CASE WHEN supplier_id = '' THEN '' ELSE $2 END,
        description = CASE WHEN description = '' THEN '' ELSE $2 END
        WHERE cost_report_id IN (SELECT id FROM cost_report WHERE project_id = $1)
        AND (supplier_name NOT IN ('', $2) OR supplier_id NOT IN ('', $2) OR description NOT IN ('', $2))";
    const CONTACTS: &str = "UPDATE partner_contact SET name = $2, position = '', email = $2, phone = ''
        WHERE application_id IN (SELECT application_id FROM project WHERE id = $1) AND email <> $2";
    const RESULTS: &str =
        "UPDATE project_result SET contact = $2 WHERE project_id = $1 AND contact NOT IN ('', $2)";
    const OUTCOMES: &str = "UPDATE survey_mail SET outcome = $2 WHERE outcome IS NOT NULL AND outcome <> $2
        AND survey_id IN (SELECT id FROM survey WHERE project_id = $1)";
    strip_supplements(tx, project, personal).await?;
    let (bytes, count) = remove_files(tx, project, (instead, earlier), now).await?;
    let gone = || [Uuid::from(project).into(), PERSONAL_DATA_REMOVED.into()];
    Ok(Removed {
        files: count,
        bytes,
        lines: changed(tx, LINES, gone()).await?,
        contacts: changed(tx, CONTACTS, gone()).await?
            + changed(tx, RESULTS, gone()).await?
            + remove_answers(tx, project, personal).await?,
        submissions: i64::try_from(stripped(tx, project, personal).await?.len()).unwrap_or(i64::MAX),
        mails: empty_mails(tx, "project_id", project.into(), now).await?
            + changed(tx, OUTCOMES, gone()).await?,
        invitations: changed(tx, &invitations(tx), gone()).await?,
    })
}

/// What waits to be sent is sent first, but not for longer than this.
const WAITS: Duration = Duration::days(30);

/// Empties the mails of a project (`project_id`) or to a person (`person_id`): addresses, subjects, words, answers of mail
/// servers. What could not be sent for long is sent no more. Says how many.
///
/// # Errors
/// When the database fails.
pub(crate) async fn empty_mails(
    tx: &Tx,
    of: &'static str,
    whose: Uuid,
    now: DateTime<Utc>,
) -> Result<i64, StorageError> {
    let emptied: Vec<String> = ["address", "subject", "text_part", "html_part", "bounce"]
        .iter()
        .map(|column| format!("{column} = CASE WHEN {column} IS NULL THEN NULL ELSE $2 END"))
        .collect();
    let sql = format!(
        "UPDATE mail SET {},
        last_answer = CASE WHEN last_answer IS NULL AND state <> 'queued' THEN NULL ELSE $2 END,
        finished_at = CASE WHEN state = 'queued' THEN $3 ELSE finished_at END,
        state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
        WHERE {of} = $1 AND (state <> 'queued' OR created_at < $4)
        AND (state = 'queued' OR address <> $2 OR last_answer <> $2 OR bounce <> $2)",
        emptied.join(", ")
    );
    let values = [
        whose.into(),
        PERSONAL_DATA_REMOVED.into(),
        now.into(),
        (now - WAITS).into(),
    ];
    changed(tx, &sql, values).await
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

/// Whether no other project has a file, or none that is still kept.
fn only_here() -> String {
    let over = format!("IN ({OVER})");
    let of_others = FILES.replace("= $1", &format!("NOT {over}"))
        + &IN_FORMS
            .replace("object_id IN", "object_id NOT IN")
            .replace("= $1", &over);
    format!("file.id IN ({FILES}{IN_FORMS}) AND file.id NOT IN ({of_others})")
}

/// Keeps a few words in the place of each file that no other project has, or none that is still kept; says how many bytes and
/// files it was.
async fn remove_files(
    tx: &Tx,
    project: ProjectId,
    (instead, earlier): (&Packed, &[[u8; 32]]),
    now: DateTime<Utc>,
) -> Result<(i64, i64), StorageError> {
    let only_here = format!(
        "SELECT file.id AS id, content.size AS size FROM stored_file AS file
         JOIN file_content AS content ON content.sha256 = file.sha256
         WHERE {} AND file.sha256 <> $2 ORDER BY file.id",
        only_here()
    );
    let values = [Uuid::from(project).into(), instead.sha256().to_vec().into()];
    let (mut bytes, mut count) = (0_i64, 0_i64);
    for row in rows(tx, &only_here, values).await? {
        let id: Uuid = row.try_get("", "id")?;
        let size: i64 = row.try_get("", "size")?;
        let Some(file) = files::find(tx, &Scope::system(), FileId::from(id)).await? else {
            continue;
        };
        if file.name == NAME && earlier.contains(&file.sha256) {
            continue;
        }
        files::replace(tx, &file, instead, now).await?;
        let named = "UPDATE stored_file SET name = $2 WHERE id = $1";
        changed(tx, named, [id.into(), NAME.into()]).await?;
        bytes = bytes.saturating_add(size);
        count += 1;
    }
    Ok((bytes, count))
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
    use super::{FILES, IN_FORMS};

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
