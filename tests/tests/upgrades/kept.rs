//! A database in files, with what people were answered over it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::{DateTime, Utc};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use talkoot_app::Engine;
use talkoot_test_support::{engine, postgres_program};

use crate::running::{said, talkoot};

/// What is known of a database.
#[derive(Serialize, Deserialize)]
pub(super) struct Known {
    /// The time that it was.
    pub(super) at: DateTime<Utc>,
    /// What was asked, of each kind of thing.
    pub(super) things: Vec<Answered>,
}

/// A question and its answer.
#[derive(Serialize, Deserialize)]
pub(super) struct Answered {
    /// Who asked, as in the table of permissions.
    pub(super) who: String,
    pub(super) token: String,
    pub(super) query: String,
    pub(super) answer: Value,
}

/// The database, and what is known of it.
pub(super) fn files(folder: &Path, engine: Engine) -> [PathBuf; 2] {
    let names = match engine {
        Engine::Sqlite => ["sqlite.db.gz", "sqlite.json.gz"],
        Engine::Postgres => ["postgres.dump", "postgres.json.gz"],
    };
    names.map(|name| folder.join(name))
}

fn sqlite_file(url: &str) -> &str {
    let path = url
        .strip_prefix("sqlite://")
        .and_then(|rest| rest.strip_suffix("?mode=rwc"));
    path.expect("the file of the database")
}

fn well(command: &mut Command) {
    let done = command.output().expect("a program of PostgreSQL");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn pack(from: impl io::Read, to: &Path) {
    let mut packed = GzEncoder::new(File::create(to).expect("a file"), Compression::best());
    let mut from = from;
    io::copy(&mut from, &mut packed).expect("packed");
    packed.finish().expect("written");
}

/// Writes a database into files.
pub(super) fn keep(url: &str, known: &Known, folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let [database, json] = files(folder, engine());
    match engine() {
        Engine::Sqlite => {
            let copy = tempfile::tempdir().expect("a folder");
            let copy = copy.path().join("copy.db");
            let output = copy.to_str().expect("a path");
            said(&talkoot(&["backup", "--database-url", url, "--output", output]));
            pack(File::open(&copy).expect("the copy"), &database);
        }
        Engine::Postgres => well(
            Command::new(postgres_program("pg_dump").expect("a program"))
                .args([
                    "--format=custom",
                    "--compress=9",
                    "--no-owner",
                    "--no-privileges",
                    "--file",
                ])
                .arg(&database)
                .arg(url),
        ),
    }
    pack(serde_json::to_vec(known).expect("JSON").as_slice(), &json);
}

/// Puts a database that is kept in files where this URL leads, and says what is known of it.
pub(super) fn restore(folder: &Path, url: &str) -> Known {
    let [database, json] = files(folder, engine());
    match engine() {
        Engine::Sqlite => {
            let mut packed = GzDecoder::new(File::open(&database).expect("the database"));
            let mut file = File::create(sqlite_file(url)).expect("a file");
            io::copy(&mut packed, &mut file).expect("unpacked");
        }
        Engine::Postgres => well(
            Command::new(postgres_program("pg_restore").expect("a program"))
                .args(["--no-owner", "--exit-on-error", "--dbname"])
                .arg(url)
                .arg(&database),
        ),
    }
    serde_json::from_reader(GzDecoder::new(File::open(&json).expect("what is known"))).expect("JSON")
}
