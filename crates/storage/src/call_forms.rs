//! Which form the applications to a call answer.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use talkoot_domain::{
    ids::{CallId, FormId},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::call_form::{ActiveModel, Column, Entity},
    store::Connected,
};

/// The forms of these calls, for those that have one; the caller has found the calls.
///
/// # Errors
/// When the database fails.
pub async fn of_calls(db: &impl Access, calls: &[CallId]) -> Result<Vec<(CallId, FormId)>, StorageError> {
    let calls = calls.iter().map(|&call| Uuid::from(call));
    let rows = Entity::find()
        .filter(Column::CallId.is_in(calls))
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.call_id.into(), row.form_id.into()))
        .collect())
}

/// The form of a call, if it has one.
///
/// # Errors
/// When the database fails.
pub async fn of_call(db: &impl Access, call: CallId) -> Result<Option<FormId>, StorageError> {
    Ok(of_calls(db, &[call]).await?.pop().map(|(_, form)| form))
}

/// Names the form of a call, or none.
///
/// # Errors
/// When the database fails.
pub async fn choose(tx: &Tx, call: CallId, form: Option<FormId>, chosen: Stamp) -> Result<(), StorageError> {
    let Some(form) = form else {
        Entity::delete_by_id(Uuid::from(call))
            .exec(tx.connection())
            .await?;
        return Ok(());
    };
    let row = ActiveModel {
        call_id: Set(call.into()),
        form_id: Set(form.into()),
        chosen_by: Set(Uuid::from(chosen.by)),
        chosen_at: Set(chosen.at),
    };
    let replace = OnConflict::column(Column::CallId)
        .update_columns([Column::FormId, Column::ChosenBy, Column::ChosenAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
