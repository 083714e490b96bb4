//! A large ledger: checking and importing it, against reading its bytes with the `csv` crate alone.

mod child;
mod work;

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{
    figure::{Aim, Figure, Unit},
    measure::{by_turns, milliseconds},
};

pub use child::{Order, answer};
pub use work::Task;

const ROWS: u64 = 1_000_000;
const ROUNDS: usize = 7;
const AIM: Aim = Aim::RatioAtMost(4.0);
const MEMORY_AIM: Aim = Aim::ValueUnder(200.0);

/// Measures time at one million rows, and memory at one and at two.
///
/// # Errors
/// When the file cannot be written, or a reading does not find what the file holds.
pub fn figures(report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let million = sample(folder.path(), ROWS)?;
    for (task, aim) in [
        (Task::Check, AIM),
        (Task::Import, AIM),
        (Task::ImportEverything, Aim::None),
    ] {
        let pair = by_turns(
            ROUNDS,
            || Ok(milliseconds(|| task.run(&million, ROWS))?.0),
            || Ok(milliseconds(|| work::read_with_csv(&million, ROWS))?.0),
        )?;
        report(Figure::compared(
            format!("ledger: {task} of {ROWS} rows"),
            Unit::Milliseconds,
            &pair,
            "csv crate alone",
            aim,
        ));
    }
    let two_million = sample(folder.path(), 2 * ROWS)?;
    for (path, rows) in [(&million, ROWS), (&two_million, 2 * ROWS)] {
        for task in Task::ALL {
            report(Figure {
                name: format!("ledger: memory of a process for {task} of {rows} rows"),
                unit: Unit::Mebibytes,
                value: child::peak_mebibytes(task, path, rows)?,
                compared: None,
                aim: MEMORY_AIM,
            });
        }
    }
    Ok(())
}

fn sample(folder: &Path, rows: u64) -> anyhow::Result<PathBuf> {
    const SEED: u64 = 2026;
    let path = folder.join(format!("ledger-{rows}.csv"));
    let file = File::create(&path).context("no room for the sample ledger")?;
    let mut writer = BufWriter::with_capacity(1 << 20, file);
    talkoot_ledger::write_sample(&mut writer, rows, SEED)?;
    writer.flush()?;
    Ok(path)
}
