//! Copies of an embedded database, and putting one in place.

mod contents;

use std::{
    fs::{self, File},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail, ensure};
use talkoot_storage::{
    Engine, Store, audit, backup as copies, demo_clock::sqlite_file, files::count, schema::Fit,
};

use super::Needed;
use crate::settings::{BackupArguments, RestoreArguments};

const POSTGRES: &str = "this database is PostgreSQL; use its own tools: `pg_dump --format=custom` for a copy, \
                        `pg_restore` into an empty database, then `talkoot doctor` (docs/operations.md)";

/// What goes while a copy is made is in the next one no more; so often it is made anew.
const TRIES: usize = 3;

/// Copies the database while it is used, with what is kept outside of it, and verifies the copy before it gets its name.
pub(super) async fn backup(arguments: &BackupArguments) -> anyhow::Result<ExitCode> {
    let (url, output) = (&arguments.database.database_url, arguments.output.as_path());
    ensure!(sqlite_file(url)?.is_some(), POSTGRES);
    let folder = contents::beside(output);
    absent(output)?;
    absent(&folder)?;
    let store = super::open(url, Needed::Schema)
        .await?
        .with_places(arguments.places.open()?);
    let (partial, partial_folder) = (partial(output)?, partial(&folder)?);
    let copied = async {
        let with_files = !arguments.without_files;
        let files = copied(&store, (&partial, &partial_folder), with_files).await?;
        Ok((files, verified(&partial).await?))
    };
    let (files, head) = match copied.await {
        Ok(copied) => copied,
        Err(failure) => {
            remove(&partial);
            remove_folder(&partial_folder);
            return Err(failure);
        }
    };
    if partial_folder.is_dir() {
        fs::rename(&partial_folder, &folder)?;
    }
    into_place(&partial, output)?;
    let size = fs::metadata(output)?.len();
    println!("{}: {size} bytes, verified", output.display());
    let lost = tell_of_files(&store, files, &folder).await?;
    println!("log head: {head}; note it elsewhere, and give it to `doctor --head` after a restore");
    Ok(if lost {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Copies the database, and what it names outside.
async fn copied(
    store: &Store,
    (partial, folder): (&Path, &Path),
    with_files: bool,
) -> anyhow::Result<Option<contents::Copied>> {
    for _ in 0..TRIES {
        // What an earlier try or a death left may have been erased since: nothing of that comes into the copy.
        remove(partial);
        remove_folder(folder);
        absent(folder)?;
        private(partial)?;
        copies::into_file(store, partial)
            .await
            .with_context(|| format!("cannot write {}", partial.display()))?;
        if !with_files || !copies::names_objects(store).await? {
            return Ok(None);
        }
        let files = contents::copy(store, partial, folder).await?;
        if files.gone == 0 {
            return Ok(Some(files));
        }
    }
    bail!("contents of files went away while they were copied; try again")
}

/// Says what is in the backup beside the database, and what is not. Whether something is lost.
async fn tell_of_files(
    store: &Store,
    files: Option<contents::Copied>,
    folder: &Path,
) -> anyhow::Result<bool> {
    let Some(files) = files else {
        let outside = if copies::names_objects(store).await? {
            count(store).await?.1
        } else {
            0
        };
        if outside > 0 {
            println!(
                "NOT IN IT: {outside} contents of files that are kept outside of the database; copy their place as well, after \
                 the database"
            );
        }
        return Ok(false);
    };
    if files.number > 0 {
        println!(
            "{}: {} contents of files that are kept outside ({} bytes), each verified; keep it beside the copy",
            folder.display(),
            files.number,
            files.bytes
        );
    }
    if files.lost > 0 {
        println!(
            "NOT IN IT: {} contents of files that are LOST in their place",
            files.lost
        );
    }
    Ok(files.lost > 0)
}

/// Puts a verified copy where no database is yet.
pub(super) async fn restore(arguments: &RestoreArguments) -> anyhow::Result<ExitCode> {
    let from = arguments.from.as_path();
    let Some(target) = sqlite_file(&arguments.database.database_url)? else {
        bail!(POSTGRES);
    };
    absent(&target)?;
    ensure!(from.is_file(), "there is no file {}", from.display());
    let places = arguments.places.open()?;
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
    let restored = async {
        let head = verified(&partial).await?;
        contents::restore(&partial, (from, places), arguments.without_files).await?;
        one_file(&partial)?;
        Ok(head)
    };
    let head = match restored.await {
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

fn remove_folder(partial: &Path) {
    let _ = fs::remove_dir_all(partial);
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
    ensure!(
        store.is_begun().await?,
        "this database holds nothing of Talkoot, no migration was ever taken; use another backup"
    );
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
    one_file(file)?;
    Ok(checkup
        .head
        .map_or_else(|| "none yet".to_owned(), |head| head.to_string()))
}

/// That nothing of a copy is left in a log of writes beside it.
fn one_file(file: &Path) -> anyhow::Result<()> {
    let log = PathBuf::from(format!("{}-wal", file.display()));
    ensure!(
        fs::metadata(&log).map_or(0, |log| log.len()) == 0,
        "the copy could not be made one file; try again"
    );
    Ok(())
}
