//! Files that nobody put to use go by themselves: an upload that was given up may be a ledger with the names of those
//! who were paid.

use chrono::Duration;
use serde_json::json;
use talkoot_storage::{audit, files, told_once};

use crate::{Answer, App, Note, Subject};

/// So many days an upload waits to be imported, attached or handed in.
pub const UNUSED_DAYS: i64 = 30;
/// So many are deleted in one transaction.
const MOST: u64 = 500;

/// Deletes what waited longer than [`UNUSED_DAYS`], once a day, and notes in the log which files they were. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn erase_due(app: &App) -> Answer<u64> {
    let name = format!("unused_files:{}", app.today());
    if told_once::was(app.store(), &name).await? {
        return Ok(0);
    }
    let mut work = app.begin_system(audit::FILE_ERASED).await?;
    let before = work.now - Duration::days(UNUSED_DAYS);
    let gone = files::erase_unused(&work.tx, before, MOST, work.now).await?;
    let is_last = (gone.len() as u64) < MOST;
    if is_last && !told_once::tell(&work.tx, &name, work.now).await? {
        return Ok(0);
    }
    for file in &gone {
        let subject = Subject {
            id: file.id.into(),
            project: None,
        };
        let note = Note::details(json!({
            "rule": format!("not put to use for {UNUSED_DAYS} days"),
            "organisation": file.organisation.to_string(),
            "sha256": file.sha256_hex(),
            "uploadedAt": file.uploaded_at,
        }));
        work.record("file", subject, None, None, note);
    }
    work.close().await?;
    Ok(gone.len() as u64)
}
