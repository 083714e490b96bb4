//! Contents of files: moved all together, and looked at by the doctor.

use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use talkoot_app::{StorageError, Store};
use talkoot_storage::files::{self, Moved, Place};

use super::Needed;
use crate::settings::{DatabaseSettings, FilesCommand, PlaceArguments};

/// So many contents are looked up at a time.
const AT_ONCE: u64 = 200;
/// After so many that were moved it says so.
const TOLD: u64 = 1000;
/// So many contents outside the doctor reads.
const SAMPLE: u64 = 20;

pub(super) async fn run(command: FilesCommand) -> anyhow::Result<ExitCode> {
    match command {
        FilesCommand::Move { database, places } => move_all(&database, &places).await,
    }
}

/// Where a process cannot find what is outside, people are told so by errors only, and the operator here.
pub(super) async fn tell_of_missing_places(store: &Store) -> anyhow::Result<()> {
    if store.places().all().next().is_none() && !files::after(store, None, 1, true).await?.is_empty() {
        tracing::error!(
            "contents of files are outside of the database and no place is named: name it in TALKOOT_FILES, or in \
             TALKOOT_FILES_BEFORE until `talkoot files move` has brought them back"
        );
    }
    Ok(())
}

/// What was moved.
#[derive(Default)]
struct Sum {
    moved: u64,
    bytes: i64,
    there: u64,
    lost: u64,
}

/// Moves every content to where it is to be kept.
async fn move_all(database: &DatabaseSettings, arguments: &PlaceArguments) -> anyhow::Result<ExitCode> {
    let (store, _, clock) = super::up_to_date(&database.database_url, Needed::Schema).await?;
    let store = store.with_places(arguments.open()?);
    ensure!(
        store.places().are_two().await?,
        "TALKOOT_FILES and TALKOOT_FILES_BEFORE name one place in two ways; nothing is moved: take TALKOOT_FILES_BEFORE away"
    );
    let (mut sum, mut behind) = (Sum::default(), None);
    let done = loop {
        let rows = files::after(&store, behind, AT_ONCE, false).await?;
        let Some(last) = rows.last() else {
            break Ok(());
        };
        behind = Some(last.sha256);
        let mut away = None;
        for row in rows {
            match files::bring(&store, row.sha256, clock.now()).await {
                Ok(Moved::There(bytes)) => {
                    sum.moved += 1;
                    sum.bytes = sum.bytes.saturating_add(bytes);
                    if sum.moved.is_multiple_of(TOLD) {
                        println!("{} contents are moved, it goes on", sum.moved);
                    }
                }
                Ok(Moved::Before) => sum.there += 1,
                Ok(Moved::Gone) => {}
                Err(lost @ StorageError::Lost { .. }) => {
                    println!("LOST: {lost}");
                    sum.lost += 1;
                }
                Err(error) => {
                    away = Some(error);
                    break;
                }
            }
        }
        if let Some(error) = away {
            break Err(error);
        }
    };
    println!(
        "{} contents ({} bytes unpacked) were moved to {}, {} were there",
        sum.moved, sum.bytes, arguments.files, sum.there
    );
    done.context("it stopped in the middle; what was moved stays moved: mend the cause and run it again")?;
    if sum.lost > 0 {
        println!(
            "{} contents are LOST: they are whole neither in the database nor in {}",
            sum.lost,
            store.places().names()
        );
        return Ok(ExitCode::FAILURE);
    }
    if let Some(before) = store.places().before() {
        println!(
            "{} holds nothing more of them: TALKOOT_FILES_BEFORE can go",
            before.address()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether the places of contents can be used, and some of what is outside is there and whole.
pub(super) async fn contents_of(store: &Store) -> anyhow::Result<bool> {
    let (inside, outside) = files::count(store).await?;
    let places = store.places();
    let mut healthy = true;
    for place in places.all() {
        healthy &= usable(place).await;
    }
    if healthy
        && outside > 0
        && let Err(error) = files::is_ours(store).await
    {
        println!("files: NOT OURS: {error}; nothing is deleted there until then");
        healthy = false;
    }
    match places.keep() {
        None => println!("files: {inside} contents in the database, {outside} outside"),
        Some(place) => println!(
            "files: kept in {}; {outside} contents outside, {inside} in the database{}",
            place.address(),
            if inside > 0 {
                " (`talkoot files move` moves them)"
            } else {
                ""
            }
        ),
    }
    if outside > 0 && places.all().next().is_none() {
        println!(
            "files: NO PLACE is named for what is outside; name it in TALKOOT_FILES, or in TALKOOT_FILES_BEFORE until \
             `talkoot files move` has brought it back"
        );
        return Ok(false);
    }
    // One that is away has been told of.
    if !healthy || outside == 0 {
        return Ok(healthy);
    }
    let sample = files::sample(store, SAMPLE).await?;
    let (read, mut whole) = (sample.len(), 0);
    for row in sample {
        match files::fetch(places, &row).await {
            Ok(_) => whole += 1,
            Err(error) => println!("files: LOST: {error}"),
        }
    }
    println!("files: {read} of those outside were read, {whole} are whole");
    Ok(whole == read)
}

async fn usable(place: &Place) -> bool {
    if let Err(error) = place.probe().await {
        println!(
            "files: CANNOT BE USED: {error}; files can be neither uploaded nor read until it can; see that it is there, that \
             this user may write in it, and that key and region fit"
        );
        return false;
    }
    if let Some(mode) = place.open_to_others() {
        println!(
            "files: {} is OPEN TO OTHERS (mode {mode:o}); make it private: chmod 700",
            place.address()
        );
        return false;
    }
    println!("files: {} takes, gives and deletes", place.address());
    true
}
