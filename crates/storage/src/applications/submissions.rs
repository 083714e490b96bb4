//! Each submission of an application as it was: kept once, never changed.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};
use talkoot_domain::{
    application::Snapshot,
    ids::{ApplicationId, FormId},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::application_submission::{ActiveModel, Column, Entity, Model},
    store::Connected,
};

/// One submission as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Of which application.
    pub application: ApplicationId,
    /// Its place among the submissions of the application, from 1; a supplement is the next.
    pub number: i32,
    /// Who submitted it, and when.
    pub submitted: Stamp,
    /// What the partners had committed to.
    pub snapshot: Snapshot,
    /// The version of a form that was answered, where there was one.
    pub form: Option<FormId>,
    /// The whole of it as JSON text.
    pub document: String,
    /// The SHA-256 of the document.
    pub sha256: [u8; 32],
}

impl Submission {
    /// The hash as people compare it.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// The submissions of these applications, first to last; the caller has found the applications.
///
/// # Errors
/// When the database fails, or a document is not the one that its hash was taken of.
pub async fn of_applications(
    db: &impl Access,
    ids: &[ApplicationId],
) -> Result<Vec<Submission>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ApplicationId.is_in(ids))
        .order_by_asc(Column::ApplicationId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(read).collect()
}

/// How often an application was submitted.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, id: ApplicationId) -> Result<i32, StorageError> {
    let count = Entity::find()
        .filter(Column::ApplicationId.eq(Uuid::from(id)))
        .count(db.connection())
        .await?;
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Keeps a submission.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, submission: &Submission) -> Result<(), StorageError> {
    let row = ActiveModel {
        application_id: Set(submission.application.into()),
        number: Set(submission.number),
        submitted_by: Set(submission.submitted.by.into()),
        submitted_at: Set(submission.submitted.at),
        snapshot: Set(submission.snapshot.bytes().to_vec()),
        form_id: Set(submission.form.map(Into::into)),
        document: Set(submission.document.clone()),
        sha256: Set(submission.sha256.to_vec()),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn read(row: Model) -> Result<Submission, StorageError> {
    let wrong = |what: &str| {
        let key = format!("{} {}", row.application_id, row.number);
        StorageError::inconsistent("application_submission", key, what)
    };
    let bytes = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| wrong("a hash is not 32 bytes long"));
    let sha256 = bytes(&row.sha256)?;
    let found: [u8; 32] = Sha256::digest(&row.document).into();
    if found != sha256 {
        return Err(wrong("the document is not the one that its hash was taken of"));
    }
    Ok(Submission {
        application: row.application_id.into(),
        number: row.number,
        submitted: Stamp {
            by: row.submitted_by.into(),
            at: row.submitted_at,
        },
        snapshot: bytes(&row.snapshot)?.into(),
        form: row.form_id.map(Into::into),
        document: row.document,
        sha256,
    })
}
