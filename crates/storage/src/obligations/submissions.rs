//! What was handed in for obligations without a form of their own.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};
use serde_json::Value;
use talkoot_domain::{
    ids::{FileId, ObligationId, SubmissionId},
    obligation::{Answered, Submission},
    workflow::Stamp,
};
use uuid::Uuid;

use super::visible_ids;
use crate::{
    Access, Scope, StorageError, Tx,
    entity::{obligation_submission as submission, obligation_submission_file as file},
    map::stamp,
    store::Connected,
};

/// What was handed in for these obligations, oldest first; the caller has found the obligations in its
/// scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_obligations(
    db: &impl Access,
    obligations: &[ObligationId],
) -> Result<Vec<Submission>, StorageError> {
    let ids = obligations.iter().map(|&id| Uuid::from(id));
    let rows = submission::Entity::find()
        .filter(submission::Column::ObligationId.is_in(ids))
        .order_by_asc(submission::Column::ObligationId)
        .order_by_asc(submission::Column::Number)
        .all(db.connection())
        .await?;
    let files = file::Entity::find()
        .filter(file::Column::SubmissionId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(file::Column::Place)
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let files = files.iter().filter(|file| file.submission_id == row.id);
            let files: Vec<FileId> = files.map(|file| file.file_id.into()).collect();
            from(row, files)
        })
        .collect()
}

/// Stores what was handed in.
///
/// # Errors
/// [`StorageError::Taken`] when somebody handed in at the same moment.
pub async fn insert(tx: &Tx, new: &Submission) -> Result<(), StorageError> {
    let row = submission::ActiveModel {
        id: Set(new.id.into()),
        obligation_id: Set(new.obligation.into()),
        number: Set(new.number),
        statement: Set(new.statement.clone()),
        submitted_by: Set(new.submitted.by.into()),
        submitted_at: Set(new.submitted.at),
        questions: Set(None),
        returned_by: Set(None),
        returned_at: Set(None),
    };
    submission::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    if new.files.is_empty() {
        return Ok(());
    }
    let files = new.files.iter().zip(1..).map(|(&id, place)| file::ActiveModel {
        submission_id: Set(new.id.into()),
        place: Set(place),
        file_id: Set(id.into()),
    });
    file::Entity::insert_many(files)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Records what was asked about a submission, once.
///
/// # Errors
/// [`StorageError::Stale`] when it has been given back already.
pub async fn answer(tx: &Tx, id: SubmissionId, answered: &Answered) -> Result<(), StorageError> {
    let questions: Value = answered.questions.iter().cloned().map(Value::String).collect();
    let row = submission::ActiveModel {
        questions: Set(Some(questions)),
        returned_by: Set(Some(answered.returned.by.into())),
        returned_at: Set(Some(answered.returned.at)),
        ..Default::default()
    };
    let done = submission::Entity::update_many()
        .set(row)
        .filter(submission::Column::Id.eq(Uuid::from(id)))
        .filter(submission::Column::ReturnedAt.is_null())
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "obligation_submission")
}

/// The files handed in for obligations that the scope sees.
pub(crate) fn visible_files(scope: &Scope) -> SelectStatement {
    let submissions = Query::select()
        .column(submission::Column::Id)
        .from(submission::Entity)
        .and_where(submission::Column::ObligationId.in_subquery(visible_ids(scope)))
        .to_owned();
    Query::select()
        .column(file::Column::FileId)
        .from(file::Entity)
        .and_where(file::Column::SubmissionId.in_subquery(submissions))
        .to_owned()
}

fn from(row: submission::Model, files: Vec<FileId>) -> Result<Submission, StorageError> {
    let broken = |what: &str| StorageError::inconsistent("obligation_submission", row.id, what);
    let answered = match (&row.questions, stamp(row.returned_by, row.returned_at)) {
        (None, None) => None,
        (Some(questions), Some(returned)) => Some(Answered {
            questions: serde_json::from_value(questions.clone())
                .map_err(|_| broken("questions is no list of texts"))?,
            returned,
        }),
        _ => return Err(broken("the authority's questions are half written")),
    };
    Ok(Submission {
        id: row.id.into(),
        obligation: row.obligation_id.into(),
        number: row.number,
        statement: row.statement,
        files,
        submitted: Stamp {
            by: row.submitted_by.into(),
            at: row.submitted_at,
        },
        answered,
    })
}
