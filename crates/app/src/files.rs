//! Files that people upload: ledger exports, later evidence.

mod kind;
mod outside;
mod scan;

use sha2::{Digest, Sha256};
use talkoot_domain::{
    ids::{FileId, OrganisationId},
    policy::{Actor, Role},
    pseudonym::PseudonymKey,
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Scope, bank_feedback, files, payment_batches, pseudonym_keys};
use uuid::Uuid;

pub(crate) use outside::{delete_object, move_content, sweep, sweep_due};
pub use scan::{Scanned, Scanner};
pub use talkoot_storage::files::StoredFile;

use crate::{Answer, App, Failure, Note, Subject};

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
    let note = Note::details(serde_json::json!({ "sha256": file.sha256_hex(), "bytes": content.len() }));
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

/// A file with its content, if it belongs to an organisation of the person's. That it was read goes into the log first:
/// what cannot be logged is not given.
///
/// # Errors
/// Not found otherwise. A payment file, and what the bank says about one, is for the officers and second approvers of its authority alone.
/// A file that nobody has put to use yet is for whoever uploaded it: it may be a ledger with the names of those who
/// were paid, which loses them when it is imported.
pub async fn download(app: &App, actor: &Actor, id: FileId) -> Answer<(StoredFile, Vec<u8>)> {
    let file = files::find(app.store(), &Scope::of(actor), id)
        .await?
        .ok_or(Failure::NotFound("file"))?;
    if file.uploaded_by != actor.person && !files::is_used(app.store(), id).await? {
        return Err(Failure::NotFound("file"));
    }
    readable(app, actor, id).await?;
    let content = files::content(app.store(), file.sha256).await?;
    let mut work = app.begin_for(actor, "downloadFile").await?;
    let mut held = actor.memberships.iter();
    work.on_behalf_of(held.find(|held| held.organisation == file.organisation).copied());
    let note = Note::details(serde_json::json!({ "sha256": file.sha256_hex() }));
    work.record(
        "file",
        Subject {
            id: id.into(),
            project: None,
        },
        None,
        None,
        note,
    );
    work.close().await?;
    Ok((file, content))
}

/// Whether the person may read what is in a file that it sees: account numbers are not for everybody who
/// holds a role in the authority.
async fn readable(app: &App, actor: &Actor, id: FileId) -> Answer<()> {
    let of_bank = match payment_batches::of_file(app.store(), id).await? {
        Some(authority) => Some(authority),
        None => bank_feedback::of_file(app.store(), id).await?,
    };
    let Some(authority) = of_bank else {
        return Ok(());
    };
    let may = actor.memberships.iter().any(|held| {
        held.organisation == authority && matches!(held.role, Role::Officer | Role::SecondApprover)
    });
    if may {
        Ok(())
    } else {
        Err(Failure::NotFound("file"))
    }
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
