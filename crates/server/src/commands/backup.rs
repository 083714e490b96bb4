//! Copies of an embedded database, and putting one in place.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail, ensure};
use talkoot_storage::{Engine, Store, audit, backup as copies, demo_clock::sqlite_file, schema::Fit};

use crate::settings::DatabaseSettings;

const POSTGRES: &str = "this database is PostgreSQL; use its own tools: `pg_dump --format=custom` for a copy, \
                        `pg_restore` into an empty database, then `talkoot doctor` (docs/operations.md)";

/// Copies the database while it is used, and verifies the copy before it gets its name.
pub(super) async fn backup(settings: &DatabaseSettings, output: &Path) -> anyhow::Result<ExitCode> {
    ensure!(sqlite_file(&settings.database_url)?.is_some(), POSTGRES);
    absent(output)?;
    let store = super::open(&settings.database_url).await?;
    let partial = partial(output)?;
    remove(&partial);
    private(&partial)?;
    let copied = async {
        copies::into_file(&store, &partial)
            .await
            .with_context(|| format!("cannot write {}", partial.display()))?;
        verified(&partial).await
    };
    let head = match copied.await {
        Ok(head) => head,
        Err(failure) => {
            remove(&partial);
            return Err(failure);
        }
    };
    into_place(&partial, output)?;
    let size = fs::metadata(output)?.len();
    println!("{}: {size} bytes, verified", output.display());
    println!("log head: {head}; note it elsewhere, and give it to `doctor --head` after a restore");
    Ok(ExitCode::SUCCESS)
}

/// Puts a verified copy where no database is yet.
pub(super) async fn restore(settings: &DatabaseSettings, from: &Path) -> anyhow::Result<ExitCode> {
    let Some(target) = sqlite_file(&settings.database_url)? else {
        bail!(POSTGRES);
    };
    absent(&target)?;
    ensure!(from.is_file(), "there is no file {}", from.display());
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let partial = partial(&target)?;
    remove(&partial);
    // Looked at is the copy, for looking writes beside the file.
    private(&partial)?;
    let copied = File::open(from).and_then(|mut from| {
        let mut to = File::options().write(true).open(&partial)?;
        io::copy(&mut from, &mut to)
    });
    copied.with_context(|| format!("cannot copy {}", from.display()))?;
    let head = match verified(&partial).await {
        Ok(head) => head,
        Err(failure) => {
            remove(&partial);
            return Err(failure);
        }
    };
    into_place(&partial, &target)?;
    println!("{} is in place of {}", from.display(), target.display());
    println!("log head: {head}; it must be the one that was noted with the backup");
    println!("what was done after the backup is not in it; mails of that time may be sent again");
    println!("roles, tokens and sessions are those of the backup: end again what was ended after it");
    Ok(ExitCode::SUCCESS)
}

/// Nothing is written over, nor beside what an embedded database has left: it would take that for its own.
pub(super) fn absent(file: &Path) -> anyhow::Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let file = PathBuf::from(format!("{}{ending}", file.display()));
        ensure!(
            !file.try_exists()?,
            "{} exists; nothing is written over it: move it away, or name another file",
            file.display()
        );
    }
    Ok(())
}

/// An empty file that nobody else reads.
fn private(file: &Path) -> anyhow::Result<()> {
    let created = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    created.with_context(|| format!("cannot write {}", file.display()))?;
    Ok(())
}

/// Where a copy is until it is verified: beside its place, so that it gets there in one step.
pub(super) fn partial(file: &Path) -> anyhow::Result<PathBuf> {
    let name = file.file_name().context("name a file")?;
    let name = format!(".{}.partial", name.to_string_lossy());
    Ok(file.with_file_name(name))
}

/// Also what a death in the middle left: a log of writes that belongs to another copy.
fn remove(partial: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", partial.display()));
    }
}

/// A copy that survives a power cut, under its own name.
pub(super) fn into_place(partial: &Path, file: &Path) -> anyhow::Result<()> {
    File::open(partial)?.sync_all()?;
    fs::rename(partial, file)?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The head of the log of a copy that holds what it should.
async fn verified(file: &Path) -> anyhow::Result<String> {
    let store = Store::connect(&format!("sqlite://{}?mode=rw", file.display()))
        .await
        .context("this is no database that can be opened")?;
    ensure!(store.engine() == Engine::Sqlite, POSTGRES);
    let faults = copies::faults(&store)
        .await
        .context("this is no whole database")?;
    if let Some(first) = faults.first() {
        bail!("this database is damaged: {first}; use another backup");
    }
    match store.schema().await? {
        Fit::UpToDate => {}
        fit @ Fit::Older { .. } => {
            store.close().await?;
            return Ok(format!(
                "not checked, for the schema is {fit}, then `talkoot doctor`"
            ));
        }
        fit => bail!("the schema of this database is {fit}; use the version that wrote it"),
    }
    let checkup = audit::verify(&store, None).await?;
    if let Some(first) = checkup.findings.first() {
        bail!(
            "the audit log is broken at entry {}: {}; use another backup",
            first.seq,
            first.what
        );
    }
    // Closing writes what is left in the log of writes into the file.
    store.close().await?;
    let log = PathBuf::from(format!("{}-wal", file.display()));
    ensure!(
        fs::metadata(&log).map_or(0, |log| log.len()) == 0,
        "the copy could not be made one file; try again"
    );
    Ok(checkup
        .head
        .map_or_else(|| "none yet".to_owned(), |head| head.to_string()))
}
