//! What was answered in forms, field by field, with the files in it.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    form::{Answer, Form, Keys},
    ids::FormId,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, applications,
    entity::{
        form_answer::{ActiveModel, Column, Entity, Model},
        form_answer_file as file,
    },
    exit_plans, final_reports, forms,
    store::Connected,
};

/// What was answered in what is filled in under these keys, in the order of the fields' codes; the caller has found
/// the objects.
///
/// # Errors
/// When the database fails, or an answer is none to the version of the form under which it was given.
pub async fn of_objects(db: &impl Access, objects: &[Uuid]) -> Result<Vec<(Uuid, Answer)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ObjectId.is_in(objects.iter().copied()))
        .order_by_asc(Column::ObjectId)
        .order_by_asc(Column::Field)
        .order_by_asc(Column::OwnerId)
        .all(db.connection())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let versions: BTreeSet<FormId> = rows.iter().map(|row| row.form_id.into()).collect();
    let versions: Vec<FormId> = versions.into_iter().collect();
    let versions = forms::find_many(db, &Scope::system(), &versions).await?;
    let versions: HashMap<FormId, Form> = versions.into_iter().map(|form| (form.id, form)).collect();
    rows.into_iter()
        .map(|row| Ok((row.object_id, read(row, &versions)?)))
        .collect()
}

fn read(row: Model, versions: &HashMap<FormId, Form>) -> Result<Answer, StorageError> {
    let wrong = |what: String| {
        let key = format!("{} {} {}", row.object_id, row.field, row.owner_id);
        StorageError::inconsistent("form_answer", key, what)
    };
    let form = versions.get(&row.form_id.into());
    let field = form.and_then(|form| form.definition.field(&row.field));
    let (_, field) =
        field.ok_or_else(|| wrong("the form under which it was given has no such field".to_owned()))?;
    let value = match &row.value {
        None => None,
        Some(json) => field
            .kind
            .read(&talkoot_forms::given(json), &Keys)
            .map_err(|fault| wrong(fault.to_string()))?,
    };
    Ok(Answer {
        field: row.field,
        owner: row.owner_id.into(),
        version: row.version,
        form: row.form_id.into(),
        value,
        answered: Stamp {
            by: row.answered_by.into(),
            at: row.answered_at,
        },
    })
}

/// Stores an answer: a first one, or a change of the one with the version before it.
///
/// # Errors
/// [`StorageError::Stale`] or [`StorageError::Taken`] when somebody was first.
pub async fn save(tx: &Tx, object: &'static str, id: Uuid, answer: &Answer) -> Result<(), StorageError> {
    let value = answer.value.as_ref();
    let row = ActiveModel {
        object: Set(object.to_owned()),
        object_id: Set(id),
        field: Set(answer.field.clone()),
        owner_id: Set(answer.owner.into()),
        version: Set(answer.version),
        form_id: Set(answer.form.into()),
        value: Set(value.map(|value| talkoot_forms::written(&value.given(&Keys)))),
        answered_by: Set(answer.answered.by.into()),
        answered_at: Set(answer.answered.at),
    };
    if answer.version == 1 {
        Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    } else {
        let done = Entity::update_many()
            .set(row)
            .filter(Column::ObjectId.eq(id))
            .filter(Column::Field.eq(&answer.field))
            .filter(Column::OwnerId.eq(Uuid::from(answer.owner)))
            .filter(Column::Version.eq(answer.version - 1))
            .exec(tx.connection())
            .await?;
        if done.rows_affected != 1 {
            return Err(StorageError::Stale { table: "form_answer" });
        }
    }
    files(tx, object, id, answer).await
}

async fn files(tx: &Tx, object: &'static str, id: Uuid, answer: &Answer) -> Result<(), StorageError> {
    file::Entity::delete_many()
        .filter(file::Column::ObjectId.eq(id))
        .filter(file::Column::Field.eq(&answer.field))
        .filter(file::Column::OwnerId.eq(Uuid::from(answer.owner)))
        .exec(tx.connection())
        .await?;
    let named = answer.value.as_ref().map(|value| value.references().0);
    let rows: Vec<file::ActiveModel> = named
        .into_iter()
        .flatten()
        .map(|named| file::ActiveModel {
            object: Set(object.to_owned()),
            object_id: Set(id),
            field: Set(answer.field.clone()),
            owner_id: Set(answer.owner.into()),
            file_id: Set(named.into()),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    file::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The files in answers of applications, exit plans and final reports that the scope sees.
pub(crate) fn visible_files(scope: &Scope) -> SelectStatement {
    let filled_in = Condition::any()
        .add(file::Column::ObjectId.in_subquery(applications::visible_ids(scope)))
        .add(file::Column::ObjectId.in_subquery(exit_plans::visible_ids(scope)))
        .add(file::Column::ObjectId.in_subquery(final_reports::visible_ids(scope)));
    Query::select()
        .column(file::Column::FileId)
        .from(file::Entity)
        .cond_where(filled_in)
        .to_owned()
}
