//! Files that people uploaded, kept compressed under their SHA-256: in the database, or outside, in a folder or a bucket.

mod address;
mod contents;
mod counting;
mod key;
mod moving;
mod place;
mod places;
mod sweeping;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use talkoot_domain::ids::{FileId, OrganisationId, PersonId};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, cost_lines,
    entity::{
        bank_feedback, cost_line_evidence, file_content, form_answer_file, ledger_import,
        obligation_submission_file, payment_batch, stored_file, supplement_file,
    },
    form_answers, ledger_imports,
    obligations::submissions,
    store::Connected,
    supplement_requests,
};

pub use address::{Address, Keep, NoPlace};
pub use contents::{
    DELETE_OBJECT, MOVE_CONTENT, Packed, Registered, after, content, fetch, hold, keep, registered, whole,
};
pub use counting::{count, sample};
pub use key::Key;
pub use moving::{Moved, bring, put_inside, put_outside};
pub use place::{Place, S3Access};
pub use places::Places;
pub use sweeping::{can_work, delete_object, is_ours, note, sweep};

/// Whether a row of a table names the file.
macro_rules! named_in {
    ($table:ident) => {
        Expr::exists(
            Query::select()
                .expr(Expr::val(1))
                .from($table::Entity)
                .and_where(
                    Expr::col(($table::Entity, $table::Column::FileId))
                        .equals((stored_file::Entity, stored_file::Column::Id)),
                )
                .to_owned(),
        )
    };
}

/// What is known about a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its identifier.
    pub id: FileId,
    /// The organisation it belongs to.
    pub organisation: OrganisationId,
    /// Who uploaded it.
    pub uploaded_by: PersonId,
    /// When.
    pub uploaded_at: DateTime<Utc>,
    /// The name it had.
    pub name: String,
    /// The SHA-256 of its content.
    pub sha256: [u8; 32],
}

impl StoredFile {
    /// The hash as people compare it.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// Stores a file with a content that [`keep`] or [`hold`] has packed; equal content is stored once.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, file: &StoredFile, packed: &Packed) -> Result<(), StorageError> {
    contents::register(tx, packed, file.uploaded_at).await?;
    let row = stored_file::ActiveModel {
        id: Set(file.id.into()),
        organisation_id: Set(file.organisation.into()),
        uploaded_by: Set(file.uploaded_by.into()),
        uploaded_at: Set(file.uploaded_at),
        name: Set(file.name.clone()),
        sha256: Set(packed.sha256().to_vec()),
        waits: Set(true),
    };
    stored_file::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps something else in the place of a file's content, under its own hash. What was kept before is deleted,
/// unless another file has the same content.
///
/// # Errors
/// [`StorageError::Stale`] when somebody replaced it before.
pub async fn replace(
    tx: &Tx,
    file: &StoredFile,
    packed: &Packed,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    contents::register(tx, packed, now).await?;
    let done = stored_file::Entity::update_many()
        .col_expr(stored_file::Column::Sha256, Expr::val(packed.sha256().to_vec()))
        .filter(stored_file::Column::Id.eq(Uuid::from(file.id)))
        .filter(stored_file::Column::Sha256.eq(file.sha256.to_vec()))
        .exec(tx.connection())
        .await?;
    if done.rows_affected != 1 {
        return Err(StorageError::Stale { table: "stored_file" });
    }
    drop_contents(tx, &[file.sha256], now).await
}

/// Deletes contents that no file has any more; those outside after the commit.
async fn drop_contents(tx: &Tx, hashes: &[[u8; 32]], now: DateTime<Utc>) -> Result<(), StorageError> {
    let still_kept = Query::select()
        .column(stored_file::Column::Sha256)
        .from(stored_file::Entity)
        .to_owned();
    let dropped = Query::delete()
        .from_table(file_content::Entity)
        .and_where(Expr::col(file_content::Column::Sha256).is_in(hashes.iter().map(|hash| hash.to_vec())))
        .and_where(Expr::col(file_content::Column::Sha256).not_in_subquery(still_kept))
        .returning_col(file_content::Column::ObjectKey)
        .to_owned();
    for row in tx.connection().query_all(&dropped).await? {
        let key: Option<String> = row.try_get_by_index(0)?;
        if let Some(key) = key.as_deref().and_then(Key::parse) {
            contents::delete_later(tx, &key, now).await?;
        }
    }
    Ok(())
}

/// Deletes files that were uploaded before a time and that nobody has ever put to use, so many at most, the oldest first.
/// Says which they were.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn erase_unused(
    tx: &Tx,
    before: DateTime<Utc>,
    most: u64,
    now: DateTime<Utc>,
) -> Result<Vec<StoredFile>, StorageError> {
    let rows = stored_file::Entity::find()
        .filter(stored_file::Column::Waits.eq(true))
        .filter(stored_file::Column::UploadedAt.lt(before))
        .filter(used().not())
        .order_by_asc(stored_file::Column::Id)
        .limit(most)
        .all(tx.connection())
        .await?;
    let gone: Vec<StoredFile> = rows
        .into_iter()
        .map(TryInto::try_into)
        .collect::<Result<_, _>>()?;
    if gone.is_empty() {
        return Ok(gone);
    }
    stored_file::Entity::delete_many()
        .filter(stored_file::Column::Id.is_in(gone.iter().map(|file| Uuid::from(file.id))))
        .exec(tx.connection())
        .await?;
    let hashes: Vec<[u8; 32]> = gone.iter().map(|file| file.sha256).collect();
    drop_contents(tx, &hashes, now).await?;
    Ok(gone)
}

/// The file, if it belongs to an organisation of the scope, or was imported into a cost report, attached
/// to one of its lines, handed in for an obligation or with the answer to a supplement request, or in the form of an application
/// that the scope sees: the lead and the authority check against it.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: FileId) -> Result<Option<StoredFile>, StorageError> {
    stored_file::Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

fn visible(scope: &Scope) -> Condition {
    let mut seen = scope.owns(&[stored_file::Column::OrganisationId]);
    if scope.organisations().is_some() {
        seen = seen
            .add(stored_file::Column::Id.in_subquery(ledger_imports::visible_files(scope)))
            .add(stored_file::Column::Id.in_subquery(cost_lines::visible_files(scope)))
            .add(stored_file::Column::Id.in_subquery(submissions::visible_files(scope)))
            .add(stored_file::Column::Id.in_subquery(supplement_requests::visible_files(scope)))
            .add(stored_file::Column::Id.in_subquery(form_answers::visible_files(scope)));
    }
    seen
}

/// Rows of files that something names.
fn used() -> Condition {
    Condition::any()
        .add(named_in!(ledger_import))
        .add(named_in!(cost_line_evidence))
        .add(named_in!(obligation_submission_file))
        .add(named_in!(supplement_file))
        .add(named_in!(form_answer_file))
        .add(named_in!(payment_batch))
        .add(named_in!(bank_feedback))
}

/// Whether a file has been put to use: imported, attached to a cost line, handed in, or part of payments.
///
/// # Errors
/// When the database fails.
pub async fn is_used(db: &impl Access, id: FileId) -> Result<bool, StorageError> {
    let found = stored_file::Entity::find_by_id(Uuid::from(id))
        .filter(used())
        .one(db.connection())
        .await?;
    Ok(found.is_some())
}

/// The files that somebody uploaded for an organisation, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn uploaded_by(
    db: &impl Access,
    organisation: OrganisationId,
    person: PersonId,
    most: u64,
) -> Result<Vec<FileId>, StorageError> {
    let ids: Vec<Uuid> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(stored_file::Column::UploadedBy.eq(Uuid::from(person)))
        .order_by_desc(stored_file::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// These files, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[FileId],
) -> Result<Vec<StoredFile>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = stored_file::Entity::find()
        .filter(stored_file::Column::Id.is_in(ids))
        .filter(visible(scope))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<stored_file::Model> for StoredFile {
    type Error = StorageError;

    fn try_from(row: stored_file::Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            organisation: row.organisation_id.into(),
            uploaded_by: row.uploaded_by.into(),
            uploaded_at: row.uploaded_at,
            name: row.name,
            sha256: row.sha256.try_into().map_err(|_| {
                StorageError::inconsistent("stored_file", row.id, "the hash has not 32 bytes")
            })?,
        })
    }
}
