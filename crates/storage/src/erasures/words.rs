//! What forms and what was submitted say about people.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};
use serde_json::Value;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    cost_line::PERSONAL_DATA_REMOVED,
    ids::{ApplicationId, FormId, ProjectId},
};
use uuid::Uuid;

use super::removal::{changed, id, rows};
use crate::{Access, StorageError, Tx, entity::form_answer, store::Connected};

/// Of an exit plan or a final report of a project those that answer one of these fields, with their states.
pub(super) async fn naming_people(
    db: &impl Access,
    table: &'static str,
    project: ProjectId,
    personal: &BTreeSet<String>,
) -> Result<Vec<(Uuid, String)>, StorageError> {
    let sql = format!("SELECT id, state FROM {table} WHERE project_id = $1 ORDER BY id");
    let mut found = Vec::new();
    for row in rows(db, &sql, id(project)).await? {
        let object: Uuid = row.try_get("", "id")?;
        if answers(&[object], personal).count(db.connection()).await? > 0 {
            found.push((object, row.try_get("", "state")?));
        }
    }
    Ok(found)
}

/// The answers to these fields in the forms of these objects.
fn answers(objects: &[Uuid], fields: &BTreeSet<String>) -> Select<form_answer::Entity> {
    form_answer::Entity::find()
        .filter(form_answer::Column::ObjectId.is_in(objects.iter().copied()))
        .filter(form_answer::Column::Field.is_in(fields))
}

/// The objects of a project that have forms: the keys of objects are unique over all kinds.
async fn with_forms(db: &impl Access, project: ProjectId) -> Result<Vec<Uuid>, StorageError> {
    const SQL: &str = "SELECT application_id AS id FROM project WHERE id = $1
        UNION SELECT id FROM exit_plan WHERE project_id = $1
        UNION SELECT id FROM final_report WHERE project_id = $1";
    let rows = rows(db, SQL, id(project)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// The forms that somebody answered in a project: those of the answers as they are, and those of what was submitted before,
/// perhaps under an earlier version.
///
/// # Errors
/// When the database fails or a document is no JSON.
pub async fn forms_of(db: &impl Access, project: ProjectId) -> Result<Vec<FormId>, StorageError> {
    const NAMED: &str = "SELECT submission.form_id AS form FROM application_submission AS submission
            JOIN project ON project.application_id = submission.application_id
            WHERE project.id = $1 AND submission.form_id IS NOT NULL
        UNION SELECT form_id FROM exit_plan WHERE project_id = $1
        UNION SELECT form_id FROM final_report WHERE project_id = $1
        UNION SELECT evaluation_form_id FROM final_report WHERE project_id = $1 AND evaluation_form_id IS NOT NULL";
    let answered: Vec<Uuid> = form_answer::Entity::find()
        .select_only()
        .column(form_answer::Column::FormId)
        .distinct()
        .filter(form_answer::Column::ObjectId.is_in(with_forms(db, project).await?))
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut forms: BTreeSet<Uuid> = answered.into_iter().collect();
    for row in rows(db, NAMED, id(project)).await? {
        forms.insert(row.try_get("", "form")?);
    }
    for (_, _, document) in submissions(db, project).await? {
        forms.extend(forms_in(&document));
    }
    Ok(forms.into_iter().map(FormId::from).collect())
}

/// The forms under which the answers in a document were given.
fn forms_in(document: &Value) -> Vec<Uuid> {
    let answers = document.get("answers").and_then(Value::as_array);
    let forms = answers.into_iter().flatten().filter_map(|answer| {
        let form = answer.get("form")?.as_str()?;
        form.parse::<Uuid>().ok()
    });
    forms.collect()
}

/// What a project's application said each time it was submitted, with the number of each.
async fn submissions(
    db: &impl Access,
    project: ProjectId,
) -> Result<Vec<(ApplicationId, i32, Value)>, StorageError> {
    const SQL: &str = "SELECT submission.application_id AS id, submission.number AS number,
        submission.document AS document FROM application_submission AS submission
        JOIN project ON project.application_id = submission.application_id
        WHERE project.id = $1 ORDER BY submission.number";
    let mut found = Vec::new();
    for row in rows(db, SQL, id(project)).await? {
        let application: Uuid = row.try_get("", "id")?;
        let text: String = row.try_get("", "document")?;
        let document: Value = serde_json::from_str(&text).map_err(|_| {
            StorageError::inconsistent("application_submission", application, "the document is no JSON")
        })?;
        found.push((application.into(), row.try_get("", "number")?, document));
    }
    Ok(found)
}

/// Deletes the answers to these fields. Says how many.
pub(super) async fn remove_answers(
    tx: &Tx,
    project: ProjectId,
    fields: &BTreeSet<String>,
) -> Result<i64, StorageError> {
    let objects = with_forms(tx, project).await?;
    let done = form_answer::Entity::delete_many()
        .filter(form_answer::Column::ObjectId.is_in(objects))
        .filter(form_answer::Column::Field.is_in(fields))
        .exec(tx.connection())
        .await?;
    Ok(i64::try_from(done.rows_affected).unwrap_or(i64::MAX))
}

/// Empties what supplements of the application remember of contact persons and of answers to these fields.
pub(super) async fn strip_supplements(
    tx: &Tx,
    project: ProjectId,
    fields: &BTreeSet<String>,
) -> Result<(), StorageError> {
    const SQL: &str = "SELECT supplement.application_id AS id, supplement.number AS number, supplement.content_before AS before,
        supplement.content_after AS after FROM application_supplement AS supplement
        JOIN project ON project.application_id = supplement.application_id WHERE project.id = $1";
    const STRIP: &str = "UPDATE application_supplement SET content_before = $3, content_after = $4
        WHERE application_id = $1 AND number = $2";
    for row in rows(tx, SQL, id(project)).await? {
        let application: Uuid = row.try_get("", "id")?;
        let number: i32 = row.try_get("", "number")?;
        let before: String = row.try_get("", "before")?;
        let after: Option<String> = row.try_get("", "after")?;
        let strip = |text: &str| {
            let lines: Result<Vec<[String; 3]>, _> = serde_json::from_str(text);
            lines
                .map(|lines| without_people(lines, fields))
                .map_err(|_| StorageError::inconsistent("application_supplement", application, "no lines"))
        };
        let after = after.as_deref().map(strip).transpose()?;
        let values = [
            application.into(),
            number.into(),
            strip(&before)?.into(),
            after.into(),
        ];
        changed(tx, STRIP, values).await?;
    }
    Ok(())
}

/// As `application_supplements::to_text` writes lines: section, field, text.
fn without_people(mut lines: Vec<[String; 3]>, fields: &BTreeSet<String>) -> String {
    for [section, field, text] in &mut lines {
        let names_people = match section.as_str() {
            "plan" => field.contains(", contact "),
            "form" => fields.iter().any(|code| {
                let rest = field.strip_prefix(code.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(", "))
            }),
            _ => false,
        };
        if names_people {
            PERSONAL_DATA_REMOVED.clone_into(text);
        }
    }
    serde_json::json!(lines).to_string()
}

/// Removes the contact persons from what the application said when it was submitted. The database lets that be done
/// only where the erasure is stored as done.
///
/// # Errors
/// When the database fails or a document is no JSON.
pub async fn strip_submissions(
    tx: &Tx,
    project: ProjectId,
    personal: &BTreeSet<String>,
) -> Result<(), StorageError> {
    const SQL: &str = "UPDATE application_submission SET document = $3, sha256 = $4
        WHERE application_id = $1 AND number = $2";
    for (application, number, document) in stripped(tx, project, personal).await? {
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
pub(super) async fn stripped(
    db: &impl Access,
    project: ProjectId,
    personal: &BTreeSet<String>,
) -> Result<Vec<(ApplicationId, i32, String)>, StorageError> {
    let mut found = Vec::new();
    for (application, number, mut document) in submissions(db, project).await? {
        if without_contacts(&mut document) | without_answers(&mut document, personal) {
            found.push((application, number, document.to_string()));
        }
    }
    Ok(found)
}

/// Empties the answers to these fields; whether one was given.
fn without_answers(document: &mut Value, fields: &BTreeSet<String>) -> bool {
    let Some(answers) = document.get_mut("answers").and_then(Value::as_array_mut) else {
        return false;
    };
    let mut changed = false;
    for answer in answers {
        let of_people = answer["field"].as_str().is_some_and(|code| fields.contains(code));
        if of_people && answer["value"] != PERSONAL_DATA_REMOVED {
            answer["value"] = PERSONAL_DATA_REMOVED.into();
            changed = true;
        }
    }
    changed
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::{without_answers, without_contacts, without_people};

    #[test]
    fn what_forms_and_supplements_say_of_people_is_emptied() {
        let fields = BTreeSet::from(["contacts".to_owned(), "owner".to_owned()]);
        let mut document = json!({ "answers": [
            { "field": "need", "value": "people" }, { "field": "contacts", "value": [{ "name": "Anna" }] },
        ] });
        assert!(without_answers(&mut document, &fields));
        assert_eq!(
            document,
            json!({ "answers": [{ "field": "need", "value": "people" }, { "field": "contacts", "value": "***" }] })
        );
        assert!(!without_answers(&mut document, &fields));
        let line = |section: &str, field: &str, text: &str| [section, field, text].map(str::to_owned);
        let lines = vec![
            line("plan", "Lohja, contact 1", "Anna, anna@lohja.fi"),
            line("plan", "Lohja, funding own", "10.00"),
            line("form", "owner, Lohja", "Anna"),
            line("form", "owners, Lohja", "three"),
        ];
        let expected = json!([
            ["plan", "Lohja, contact 1", "***"],
            ["plan", "Lohja, funding own", "10.00"],
            ["form", "owner, Lohja", "***"],
            ["form", "owners, Lohja", "three"],
        ]);
        assert_eq!(without_people(lines, &fields), expected.to_string());
    }

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
}
