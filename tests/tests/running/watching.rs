//! What an operator sees: readiness, the doctor, the log, the page of settings.

use std::path::Path;

use talkoot_test_support::{TestApp, TestDatabase};

use super::{path, refused, said, talkoot};

/// Goal: ready while the database answers with this program's schema; alive all the time.
#[tokio::test]
async fn ready_and_alive() {
    let app = TestApp::start().await;
    for page in ["health", "ready"] {
        let (status, body) = app.get(&app.world.officer, page).await;
        assert_eq!(status, 200, "{page}: {}", String::from_utf8_lossy(&body));
    }
    // A migration that this database does not have yet.
    app.as_owner("DELETE FROM seaql_migrations WHERE version LIKE 'm20261129_93%'")
        .await;
    let (status, body) = app.get(&app.world.officer, "ready").await;
    let told = String::from_utf8_lossy(&body).into_owned();
    assert_eq!(status, 503, "{told}");
    assert!(told.contains("migrate"), "{told}");
    let (status, _) = app.get(&app.world.officer, "health").await;
    assert_eq!(status, 200);
}

/// Goal: the doctor names what is wrong around the database, and says what to do.
#[tokio::test]
async fn the_doctor_looks_around_the_database() {
    let database = TestDatabase::empty().await;
    said(&talkoot(&["migrate", "--database-url", &database.url]));
    let doctor = |more: &[&str]| {
        let mut arguments = vec!["doctor", "--database-url", &database.url];
        arguments.extend(more);
        talkoot(&arguments)
    };
    let well = said(&doctor(&[]));
    for words in [
        "settings: links begin with",
        "trusted documents: none are named",
        "mail server: none is set up",
        "clock: ",
        "schema: up to date",
    ] {
        assert!(well.contains(words), "{words}: {well}");
    }
    let open = refused(&doctor(&["--base-url", "http://talkoot.example.org"]));
    assert!(open.contains("NOT ENCRYPTED"), "{open}");
    // Nobody listens on the port of discarded bytes.
    let away = refused(&doctor(&[
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        "9",
        "--smtp-tls",
        "none",
    ]));
    assert!(away.contains("mail server: CANNOT BE USED"), "{away}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = path(folder.path(), "documents.json");
    std::fs::write(&file, r#"{"0af1": "{ nothing }"}"#).expect("the documents");
    let unfit = refused(&doctor(&["--trusted-documents", &file]));
    assert!(
        unfit.contains("trusted documents: CANNOT BE USED") && unfit.contains("0af1"),
        "{unfit}"
    );
}

/// Goal: the page of settings is what the program reads, and every setting has a meaning.
#[test]
fn the_page_of_settings_is_the_programs_own() {
    let folder = tempfile::tempdir().expect("a folder");
    said(&talkoot(&[
        "docs",
        "--output",
        &folder.path().display().to_string(),
    ]));
    let written = std::fs::read_to_string(path(folder.path(), "configuration.md")).expect("the page");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let kept = std::fs::read_to_string(kept).expect("the page in docs");
    assert_eq!(written, kept, "run `make schema`");
    let settings: Vec<&str> = written.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(settings.len() > 15, "{settings:#?}");
    for line in settings {
        let cells: Vec<&str> = line.split(" | ").collect();
        assert!(cells.len() == 5 && cells[3].len() >= 8, "{line}");
    }
}

/// Goal: one JSON object a line where that is asked for.
#[tokio::test]
async fn the_log_for_programs() {
    let database = TestDatabase::empty().await;
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
        .args(["--log-format", "json", "resend", "--database-url", &database.url])
        .env("RUST_LOG", "info")
        .output()
        .expect("the program");
    let log = String::from_utf8(output.stderr).expect("text");
    assert!(!log.trim().is_empty());
    for line in log.lines() {
        let one: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
        assert!(one["timestamp"].is_string() && one["level"].is_string(), "{line}");
    }
}
