//! The readings that are compared.

use std::{fmt, path::Path};

use anyhow::{bail, ensure};
use clap::ValueEnum;
use csv::{ByteRecord, ReaderBuilder};
use talkoot_ledger::{Field, Filter, Limits, Profile, Selection, Source, check, import};

/// What is done with a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Every row is judged; one project, 2 % of the rows, is selected.
    Check,
    /// The same, and the selected postings are handed over.
    Import,
    /// All cost lines are selected and handed over.
    ImportEverything,
}

impl Task {
    pub const ALL: [Self; 3] = [Self::Check, Self::Import, Self::ImportEverything];

    /// Does it, and makes sure that it was done: all rows seen, the expected share selected, each posting
    /// received.
    ///
    /// # Errors
    /// When the ledger is refused or what came of it is not what the sample holds.
    pub fn run(self, path: &Path, rows: u64) -> anyhow::Result<()> {
        let source = Source::Path(path.to_owned());
        let (profile, limits) = (Profile::default(), limits());
        let mut received = 0;
        let mut cents = 0_i128;
        let check = match self {
            Self::Check => check(&source, &profile, &one_project(), &limits)?,
            Self::Import | Self::ImportEverything => {
                let selection = if self == Self::Import {
                    one_project()
                } else {
                    Selection::default()
                };
                import(&source, &profile, &selection, &limits, &mut |posting| {
                    received += 1;
                    cents += i128::from(posting.net.cents());
                    Ok(())
                })?
            }
        };
        ensure!(
            check.rows == rows && check.error_count == 0,
            "the sample was not read"
        );
        let per_mille = check.selected.rows * 1000 / rows;
        match self {
            Self::Check | Self::Import if !(15..=20).contains(&per_mille) => {
                bail!("{per_mille} per mille of the rows were selected instead of about 17")
            }
            Self::Import | Self::ImportEverything => {
                let handed_over = (received, cents) == (check.selected.rows, check.selected.total.cents());
                ensure!(handed_over, "not every selected posting was handed over");
                Ok(())
            }
            Self::Check => Ok(()),
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "check and select one project",
            Self::Import => "import of one project",
            Self::ImportEverything => "import of every cost line",
        })
    }
}

/// One of the fifty projects of the sample.
fn one_project() -> Selection {
    Selection {
        filters: vec![Filter {
            field: Field::Project,
            values: vec!["H007".to_owned()],
            prefix: false,
        }],
        ..Selection::default()
    }
}

/// Those of the product, but for the size: two million rows and a header are more than it takes, about
/// 300 MB.
fn limits() -> Limits {
    Limits {
        file_bytes: 1_000_000_000,
        rows: 4_000_000,
        ..Limits::default()
    }
}

/// The baseline: the fastest way of the `csv` crate, one record used again and again, no cell looked at.
///
/// # Errors
/// When the file cannot be read.
pub fn read_with_csv(path: &Path, rows: u64) -> anyhow::Result<()> {
    let mut reader = ReaderBuilder::new().delimiter(b';').from_path(path)?;
    let mut record = ByteRecord::new();
    let mut read = 0;
    while reader.read_byte_record(&mut record)? {
        read += 1;
    }
    ensure!(read == rows, "the csv crate read {read} rows");
    Ok(())
}
