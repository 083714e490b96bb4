//! `talkoot demo` and `talkoot demo --reset` touch nothing but a demonstration or an empty database.

use std::{
    path::Path,
    process::{Command, Output},
};

use sqlx::{Connection, Executor, Row, SqliteConnection, postgres::PgConnection};
use talkoot_test_support::TestDatabase;

fn talkoot(arguments: &[&str], database: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talkoot"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .env("PORT", "0")
        .output()
        .expect("talkoot runs")
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Both ways of starting a demonstration must refuse this database.
fn refused_both_ways(database: &str, data: &Path, because: &str) {
    let data = data.to_str().expect("a path");
    for arguments in [
        &["demo", "--data", data][..],
        &["demo", "--reset", "--data", data][..],
    ] {
        let refused = talkoot(arguments, database);
        assert!(!refused.status.success(), "{}", text(&refused));
        assert!(text(&refused).contains(because), "{}", text(&refused));
    }
}

fn install(database: &str) {
    let arguments = "install --authority Valtiovarainministeriö --authority-sv Finansministeriet --name Ilmari \
                     --email ilmari@vm.example";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let installed = talkoot(&arguments, database);
    assert!(installed.status.success(), "{}", text(&installed));
}

/// Runs statements on the database behind talkoot's back.
async fn run(database: &str, statements: &'static str) {
    if database.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(database).await.expect("the database");
        db.execute(statements).await.expect("the statements");
        db.close().await.expect("closed");
    } else {
        let mut db = PgConnection::connect(database).await.expect("the database");
        db.execute(statements).await.expect("the statements");
        db.close().await.expect("closed");
    }
}

async fn count(database: &str, query: &'static str) -> i64 {
    if database.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(database).await.expect("the database");
        let row = db.fetch_one(query).await.expect("a row");
        row.get(0)
    } else {
        let mut db = PgConnection::connect(database).await.expect("the database");
        let row = db.fetch_one(query).await.expect("a row");
        row.get(0)
    }
}

#[tokio::test]
async fn a_foreign_sqlite_file_survives_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    // A name with a space: the URL writes it otherwise than the file system.
    let file = folder.path().join("kunnan kirjat.db");
    let url = format!("sqlite://{}/kunnan%20kirjat.db?mode=rwc", folder.path().display());
    run(
        &url,
        "CREATE TABLE voucher (id INTEGER PRIMARY KEY, cents INTEGER); INSERT INTO voucher VALUES (1, 12345)",
    )
    .await;
    let before = std::fs::read(&file).expect("the file");
    refused_both_ways(&url, folder.path(), "holds no demonstration");
    assert_eq!(std::fs::read(&file).expect("the file"), before);

    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["kunnan kirjat.db"], "nothing is left beside it");
}

#[tokio::test]
async fn a_file_that_is_no_database_survives() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("budget.csv");
    let content = "kunta;euroa\n".repeat(200);
    std::fs::write(&file, &content).expect("written");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    refused_both_ways(&url, folder.path(), "left as it is");
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), content);
}

#[tokio::test]
async fn a_foreign_database_with_nothing_but_empty_tables_survives() {
    let database = TestDatabase::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    run(&database.url, "CREATE TABLE voucher (id INTEGER PRIMARY KEY)").await;
    refused_both_ways(&database.url, folder.path(), "holds no demonstration");
    assert_eq!(count(&database.url, "SELECT count(*) FROM voucher").await, 0);
}

#[tokio::test]
async fn a_database_with_people_survives() {
    let database = TestDatabase::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    let letter = folder.path().join("mailbox/letter.eml");
    std::fs::create_dir_all(folder.path().join("mailbox")).expect("a folder");
    std::fs::write(&letter, "To: you").expect("written");
    install(&database.url);
    refused_both_ways(&database.url, folder.path(), "holds no demonstration");
    assert_eq!(count(&database.url, "SELECT count(*) FROM person").await, 1);
    assert!(letter.exists(), "its mails survive too");
}

#[tokio::test]
async fn a_database_of_an_older_schema_survives_and_is_not_migrated() {
    let database = TestDatabase::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    install(&database.url);
    run(
        &database.url,
        "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)",
    )
    .await;
    let applied = "SELECT count(*) FROM seaql_migrations";
    let before = count(&database.url, applied).await;
    refused_both_ways(&database.url, folder.path(), "holds no demonstration");
    assert_eq!(count(&database.url, "SELECT count(*) FROM person").await, 1);
    assert_eq!(count(&database.url, applied).await, before, "it was not migrated");
}
