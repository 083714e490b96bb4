//! Files that people uploaded, kept compressed under their SHA-256.

use std::io::{Read, Write};

use chrono::{DateTime, Utc};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
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

/// Stores a file; equal content is stored once.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, file: &StoredFile, content: &[u8]) -> Result<(), StorageError> {
    pack(tx, file.id, (file.sha256, content)).await?;
    let row = stored_file::ActiveModel {
        id: Set(file.id.into()),
        organisation_id: Set(file.organisation.into()),
        uploaded_by: Set(file.uploaded_by.into()),
        uploaded_at: Set(file.uploaded_at),
        name: Set(file.name.clone()),
        sha256: Set(file.sha256.to_vec()),
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
    (sha256, content): ([u8; 32], &[u8]),
) -> Result<(), StorageError> {
    pack(tx, file.id, (sha256, content)).await?;
    let done = stored_file::Entity::update_many()
        .col_expr(stored_file::Column::Sha256, Expr::val(sha256.to_vec()))
        .filter(stored_file::Column::Id.eq(Uuid::from(file.id)))
        .filter(stored_file::Column::Sha256.eq(file.sha256.to_vec()))
        .exec(tx.connection())
        .await?;
    if done.rows_affected != 1 {
        return Err(StorageError::Stale { table: "stored_file" });
    }
    drop_content(tx, &[file.sha256]).await
}

/// Deletes contents that no file has any more.
async fn drop_content(tx: &Tx, hashes: &[[u8; 32]]) -> Result<(), StorageError> {
    let still_kept = Query::select()
        .column(stored_file::Column::Sha256)
        .from(stored_file::Entity)
        .to_owned();
    file_content::Entity::delete_many()
        .filter(file_content::Column::Sha256.is_in(hashes.iter().map(|hash| hash.to_vec())))
        .filter(file_content::Column::Sha256.not_in_subquery(still_kept))
        .exec(tx.connection())
        .await?;
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
    drop_content(tx, &hashes).await?;
    Ok(gone)
}

async fn pack(tx: &Tx, file: FileId, (sha256, content): ([u8; 32], &[u8])) -> Result<(), StorageError> {
    let broken = |what: std::io::Error| StorageError::inconsistent("file_content", file, what.to_string());
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).map_err(broken)?;
    let row = file_content::ActiveModel {
        sha256: Set(sha256.to_vec()),
        size: Set(i64::try_from(content.len()).unwrap_or(i64::MAX)),
        content: Set(packed.finish().map_err(broken)?),
    };
    file_content::Entity::insert(row)
        .on_conflict(
            OnConflict::column(file_content::Column::Sha256)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
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

/// The content under a hash.
///
/// # Errors
/// When it is missing or does not unpack: a stored file must never be silently lost.
pub async fn content(db: &impl Access, sha256: [u8; 32]) -> Result<Vec<u8>, StorageError> {
    let name = hex::encode(sha256);
    let row = file_content::Entity::find()
        .filter(file_content::Column::Sha256.eq(sha256.to_vec()))
        .one(db.connection())
        .await?
        .ok_or_else(|| StorageError::inconsistent("file_content", &name, "is referred to but missing"))?;
    let mut content = Vec::with_capacity(usize::try_from(row.size).unwrap_or_default());
    GzDecoder::new(row.content.as_slice())
        .read_to_end(&mut content)
        .map_err(|what| StorageError::inconsistent("file_content", &name, what.to_string()))?;
    Ok(content)
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
