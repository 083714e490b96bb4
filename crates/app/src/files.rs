//! Files that people upload: ledger exports, later evidence.

mod kind;
mod outside;
mod scan;

use chrono::Days;
use serde_json::json;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    calendar,
    ids::{FileId, OrganisationId},
    policy::{Actor, Role},
    pseudonym::PseudonymKey,
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Access, Scope, audit, bank_feedback, files, outbox, payment_batches, pseudonym_keys};
use uuid::Uuid;

pub(crate) use outside::{delete_object, move_content, note, sweep, sweep_due};
pub use scan::{Scanned, Scanner};
pub use talkoot_storage::files::StoredFile;

use crate::{Answer, App, Failure, Note, Subject, Work};

const LONGEST_NAME: usize = 255;

/// Keeps a file for an organisation in which the person holds a role.
///
/// # Errors
/// Not found when the organisation is none of the person's. Refused when its bytes are of no type that is taken or not
/// what its name says, when the scanner knows something bad in it, and when the scanner cannot look at it.
pub async fn upload(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
    name: &str,
    content: &[u8],
) -> Answer<StoredFile> {
    if !actor
        .memberships
        .iter()
        .any(|held| held.organisation == organisation)
    {
        return Err(Failure::NotFound("organisation"));
    }
    let name = plain_name(name);
    examine(app, actor, &name, content).await?;
    let packed = files::keep(app.store(), content).await?;
    let mut work = app.begin_for(actor, "uploadFile").await?;
    let file = StoredFile {
        id: app.new_id(),
        organisation,
        uploaded_by: actor.person,
        uploaded_at: work.now,
        name,
        sha256: packed.sha256(),
    };
    files::insert(&work.tx, &file, &packed).await?;
    if pseudonym_keys::find(&work.tx, organisation).await?.is_none() {
        pseudonym_keys::add(&work.tx, organisation, &new_key(app)).await?;
    }
    let note = Note::details(json!({ "sha256": file.sha256_hex(), "bytes": content.len() }));
    work.record(
        "file",
        Subject {
            id: file.id.into(),
            project: None,
        },
        None,
        None,
        note,
    );
    work.close().await?;
    Ok(file)
}

/// Whether a file may be kept, before anything of it is.
async fn examine(app: &App, actor: &Actor, name: &str, content: &[u8]) -> Answer<()> {
    let refused = |code, message: String| Err(Refusal::of(code, "file", "uploadFile", message).into());
    if let Err(unfit) = kind::kind(name, content) {
        return refused(RefusalCode::InvalidInput, unfit.to_string());
    }
    let Some(scanner) = app.scanner() else {
        return Ok(());
    };
    match scanner.scan(content).await {
        Ok(Scanned::Clean) => Ok(()),
        Ok(Scanned::Found(what)) => {
            let sha256 = hex::encode(Sha256::digest(content));
            tracing::warn!(person = %actor.person, sha256, found = what, "an upload was refused by the scanner");
            let message =
                format!("\"{name}\" is malware as far as the scanner knows ({what}); nothing of it was kept");
            refused(RefusalCode::InvalidInput, message)
        }
        Err(fault) => {
            tracing::error!(
                error = fault,
                "the scanner cannot be used; uploads are refused until it can"
            );
            let message =
                "the scanner that looks at uploads does not answer; nothing was kept; try again in a moment";
            refused(RefusalCode::CannotCheck, message.to_owned())
        }
    }
}

/// A key from identifiers that nobody can guess; of one of them, more than half is chance.
fn new_key(app: &App) -> PseudonymKey {
    let mut hash = Sha256::new();
    for _ in 0..8 {
        hash.update(app.new_id::<Uuid>().as_bytes());
    }
    PseudonymKey::new(hash.finalize().into())
}

/// The last part of the name, without what could lead elsewhere or break a line.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect();
    if plain.trim_matches('.').is_empty() {
        "file".to_owned()
    } else {
        plain
    }
}

/// These files without their content, for this person, in no order.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[FileId]) -> Answer<Vec<StoredFile>> {
    Ok(files::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A file with its content, if the person may read it. That it was read goes into the log first: what cannot be logged is
/// not given.
///
/// # Errors
/// Not found otherwise.
pub async fn download(app: &App, actor: &Actor, id: FileId) -> Answer<(StoredFile, Vec<u8>)> {
    let file = readable(app, actor, id).await?;
    let content = files::content(app.store(), file.sha256).await?;
    let mut work = app.begin_for(actor, audit::FILE_READ).await?;
    was_read(&mut work, actor, &file, json!({ "sha256": file.sha256_hex() }));
    work.close().await?;
    Ok((file, content))
}

/// How many bytes a file has that the person may read.
///
/// # Errors
/// Not found otherwise.
pub async fn size(app: &App, actor: &Actor, id: FileId) -> Answer<usize> {
    let file = readable(app, actor, id).await?;
    let kept = files::registered(app.store(), file.sha256).await?;
    Ok(kept.map_or(0, |kept| usize::try_from(kept.size).unwrap_or_default()))
}

/// A file that the person may read.
///
/// # Errors
/// Not found otherwise.
pub(crate) async fn readable(app: &App, actor: &Actor, id: FileId) -> Answer<StoredFile> {
    let file = files::find(app.store(), &Scope::of(actor), id)
        .await?
        .ok_or(Failure::NotFound("file"))?;
    may_read(app, actor, &file).await?;
    Ok(file)
}

/// Whether the person may read what is in a file that it sees, as a whole or in rows.
///
/// # Errors
/// Not found otherwise. A file that nobody has put to use yet is for whoever uploaded it: it may be a ledger with the
/// names of those who were paid, which loses them when it is imported. A payment file, and what the bank says about one,
/// is for the officers and second approvers of its authority alone: account numbers are not for everybody who holds a role
/// there.
pub(crate) async fn may_read(app: &App, actor: &Actor, file: &StoredFile) -> Answer<()> {
    if is_readable(app.store(), actor, file).await? {
        Ok(())
    } else {
        Err(Failure::NotFound("file"))
    }
}

/// Whether [`may_read`] lets the person read it, as an answer; also within a transaction.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_readable(db: &impl Access, actor: &Actor, file: &StoredFile) -> Answer<bool> {
    if file.uploaded_by != actor.person && !files::is_used(db, file.id).await? {
        return Ok(false);
    }
    let of_bank = match payment_batches::of_file(db, file.id).await? {
        Some(authority) => Some(authority),
        None => bank_feedback::of_file(db, file.id).await?,
    };
    let Some(authority) = of_bank else {
        return Ok(true);
    };
    Ok(actor.memberships.iter().any(|held| {
        held.organisation == authority && matches!(held.role, Role::Officer | Role::SecondApprover)
    }))
}

/// Those of these files that whoever asks may put to use, in no order: those that it may read. Whoever names a file gives
/// it to everybody who sees what names it, so that a colleague's upload of no use yet does not exist there.
///
/// # Errors
/// When the database fails, and when nobody asks.
pub(crate) async fn to_put_to_use(work: &Work<'_>, ids: &[FileId]) -> Answer<Vec<StoredFile>> {
    let actor = work.actor()?;
    let mut readable = Vec::new();
    for file in files::find_many(&work.tx, &work.scope, ids).await? {
        if is_readable(&work.tx, actor, &file).await? {
            readable.push(file);
        }
    }
    Ok(readable)
}

/// Logs that the person reads rows of a file, before they are given: once for each day in Helsinki, for a ledger is
/// looked at page by page. Who downloaded it on that day is in the log already.
///
/// # Errors
/// When the database fails.
pub(crate) async fn rows_were_read(app: &App, actor: &Actor, file: &StoredFile) -> Answer<()> {
    if is_logged_today(app, app.store(), actor, file).await? {
        return Ok(());
    }
    let mut work = app.begin_for(actor, audit::FILE_READ).await?;
    // One request may ask for the same file many times at once.
    outbox::wait_for_turn(&work.tx).await?;
    if is_logged_today(app, &work.tx, actor, file).await? {
        return Ok(());
    }
    let details = json!({ "sha256": file.sha256_hex(), "shown": "rows" });
    was_read(&mut work, actor, file, details);
    work.close().await
}

async fn is_logged_today(app: &App, db: &impl Access, actor: &Actor, file: &StoredFile) -> Answer<bool> {
    let begin = calendar::end_of_day(app.today() - Days::new(1));
    Ok(audit::was_done(db, actor.person, audit::FILE_READ, file.id.into(), begin).await?)
}

/// The entry of somebody who reads a file.
fn was_read(work: &mut Work<'_>, actor: &Actor, file: &StoredFile, details: serde_json::Value) {
    let mut held = actor.memberships.iter();
    work.on_behalf_of(held.find(|held| held.organisation == file.organisation).copied());
    let subject = Subject {
        id: file.id.into(),
        project: None,
    };
    work.record("file", subject, None, None, Note::details(details));
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_cannot_lead_elsewhere() {
        for (given, kept) in [
            ("ledger.csv", "ledger.csv"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\pääkirja.xlsx", "pääkirja.xlsx"),
            ("..", "file"),
            ("", "file"),
            ("a\r\nb.csv", "ab.csv"),
        ] {
            assert_eq!(plain_name(given), kept, "{given}");
        }
    }
}
