//! The contents of files that are outside of the database: into a folder beside its copy, and back.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use talkoot_app::{StorageError, Store};
use talkoot_storage::{
    backup::names_objects,
    files::{self, Key, Places, Registered, fetch, whole},
};

/// So many are looked up at a time.
const AT_ONCE: u64 = 200;
/// So many that are missing are told one by one.
const SHOWN: usize = 20;

/// The folder beside a copy.
pub(super) fn beside(copy: &Path) -> PathBuf {
    PathBuf::from(format!("{}.files", copy.display()))
}

/// What was copied, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Copied {
    pub(super) number: u64,
    pub(super) bytes: u64,
    /// Those that the place has lost.
    pub(super) lost: u64,
    /// Those that went after the copy of the database was made: it has to be made anew.
    pub(super) gone: u64,
}

/// Copies into a folder what a copy of the database names outside.
pub(super) async fn copy(live: &Store, copy: &Path, folder: &Path) -> anyhow::Result<Copied> {
    let store = Store::connect(&format!("sqlite://{}?mode=rw", copy.display())).await?;
    let mut sum = Copied::default();
    let mut behind = None;
    loop {
        let rows = next(&store, &mut behind).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            match fetch(live.places(), row).await {
                Ok((packed, _)) => {
                    write(folder, row, &packed)?;
                    sum.number += 1;
                    sum.bytes += packed.len() as u64;
                }
                Err(error @ StorageError::Lost { .. }) => {
                    if files::registered(live, row.sha256).await?.as_ref() == Some(row) {
                        println!("LOST: {error}");
                        sum.lost += 1;
                    } else {
                        sum.gone += 1;
                    }
                }
                Err(error) => {
                    return Err(error).context(
                        "contents of files cannot be copied; with --without-files the backup is of the database alone",
                    );
                }
            }
        }
    }
    store.close().await?;
    Ok(sum)
}

/// The next of what a copy of the database names outside; none at the end.
async fn next(store: &Store, behind: &mut Option<[u8; 32]>) -> anyhow::Result<Vec<Registered>> {
    let rows = files::after(store, *behind, AT_ONCE, true).await?;
    *behind = rows.last().map(|last| last.sha256);
    Ok(rows)
}

/// Where the object of a content is in a folder; keys are plain paths below it.
fn path(folder: &Path, row: &Registered) -> Option<PathBuf> {
    row.key.as_ref().map(|key| folder.join(key.as_str()))
}

fn write(folder: &Path, row: &Registered, packed: &[u8]) -> anyhow::Result<()> {
    let file = path(folder, row).context("a content that is not outside")?;
    if let Some(parent) = file.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    let opened = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&file);
    let mut opened = opened.with_context(|| format!("cannot write {}", file.display()))?;
    opened.write_all(packed)?;
    opened.sync_all()?;
    Ok(())
}

/// Brings what a copy of the database names outside to where it is to be kept.
pub(super) async fn restore(
    copy: &Path,
    (from, places): (&Path, Places),
    without_files: bool,
) -> anyhow::Result<()> {
    let folder = beside(from);
    let store = Store::connect(&format!("sqlite://{}?mode=rw", copy.display()))
        .await?
        .with_places(places);
    if !names_objects(&store).await? {
        return Ok(store.close().await?);
    }
    let (mut brought, mut there, mut missing) = (0_u64, 0_u64, Vec::<String>::new());
    let mut behind = None;
    loop {
        let rows = next(&store, &mut behind).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            if let Some(packed) = kept(&folder, row)? {
                if store.places().keep().is_some() {
                    files::put_outside(&store, row, packed).await?;
                } else {
                    files::put_inside(&store, row, packed).await?;
                }
                brought += 1;
            } else if fetch(store.places(), row).await.is_ok() {
                there += 1;
            } else {
                missing.push(row.key.as_ref().map_or_else(String::new, Key::to_string));
            }
        }
    }
    let keep = store.places().keep().map(|place| place.address().to_string());
    store.close().await?;
    if brought + there > 0 {
        let keep = keep.unwrap_or_else(|| "the database".to_owned());
        println!("{brought} contents of files were brought to {keep}, {there} were in their place");
    }
    for key in missing.iter().take(SHOWN) {
        println!("MISSING: {key}");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let number = missing.len();
    if without_files {
        println!("{number} contents of files are MISSING: those files cannot be read");
        return Ok(());
    }
    bail!(
        "{number} contents of files are neither in {} nor in their place: put the folder of the backup there, name the place \
         in TALKOOT_FILES or TALKOOT_FILES_BEFORE, or go on without them with --without-files",
        folder.display()
    )
}

/// The packed content that a backup holds, if it is whole.
fn kept(folder: &Path, row: &Registered) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(file) = path(folder, row) else {
        return Ok(None);
    };
    match fs::read(&file) {
        Ok(packed) => match whole(&packed, row) {
            Ok(_) => Ok(Some(packed)),
            Err(why) => {
                println!("{} {why}", file.display());
                Ok(None)
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}
