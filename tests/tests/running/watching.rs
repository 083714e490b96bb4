//! What an operator sees: readiness, the doctor, the log, the page of settings.

use std::path::Path;

use chrono::TimeDelta;
use talkoot_app::{Clock, SystemClock};
use talkoot_test_support::{TestApp, TestDatabase};

use super::{path, refused, said, talkoot};
use crate::signing_in::issuer::Issuer;

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
        "nobody gets them",
        "sign-in service: none is named",
        "signatures: no key is set",
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
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(folder.path(), private).expect("a private folder");
    let files = folder.path().display().to_string();
    let disk = said(&doctor(&["--files", &format!("file://{files}")]));
    assert!(disk.contains(&format!("MiB free at {files}\n")), "{disk}");
}

/// Goal: the doctor asks the sign-in service what it says about itself, as the first sign-in does, and names what is wrong.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_asks_the_sign_in_service() {
    let database = TestDatabase::empty().await;
    said(&talkoot(&["migrate", "--database-url", &database.url]));
    let issuer = Issuer::start().await;
    let doctor = |issuer: &str, more: &[&str]| {
        let mut arguments = vec!["doctor", "--database-url", &database.url];
        arguments.extend(["--oidc-client-id", "talkoot", "--oidc-issuer", issuer]);
        arguments.extend(more);
        talkoot(&arguments)
    };
    let well = said(&doctor(&issuer.url, &[]));
    assert!(
        well.contains(&format!("sign-in service: {} answers", issuer.url)),
        "{well}"
    );
    let other = format!("{}/other", issuer.url);
    let no_more: &[&str] = &[];
    for (issuer, more, words) in [
        // Nobody listens on the port of discarded bytes.
        ("http://127.0.0.1:9", no_more, "127.0.0.1:9"),
        (&other, no_more, "404"),
        ("http://id.example.test", no_more, "must begin with https://"),
        (
            &issuer.url,
            &["--oidc-client-secret-file", "/nowhere/secret"],
            "/nowhere/secret",
        ),
        (&issuer.url, &["--oidc-ca", "/nowhere/ca.pem"], "/nowhere/ca.pem"),
    ] {
        let told = refused(&doctor(issuer, more));
        assert!(
            told.contains("sign-in service: CANNOT BE USED") && told.contains(words),
            "{issuer}: {told}"
        );
    }
}

/// Goal: a clock that is behind what was logged last is found, for every deadline would come late; clocks of two machines
/// may differ a little, and nothing needs to have been logged lately.
#[tokio::test]
async fn the_doctor_compares_the_clock_with_the_log() {
    for (ahead, is_behind) in [
        (TimeDelta::hours(1), true),
        (TimeDelta::seconds(30), false),
        (TimeDelta::days(-30), false),
    ] {
        let app = TestApp::start_at(SystemClock.now() + ahead).await;
        let arguments = ["doctor", "--database-url", &app.database_url];
        if is_behind {
            let told = refused(&talkoot(&arguments));
            assert!(
                told.contains("which is TO COME; set the clock by NTP"),
                "{ahead}: {told}"
            );
        } else {
            let told = said(&talkoot(&arguments));
            assert!(
                told.contains("clock: 2") && !told.contains("TO COME"),
                "{ahead}: {told}"
            );
        }
    }
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
    for name in [
        "TALKOOT_LOG_FORMAT",
        "TALKOOT_OTLP_ENDPOINT",
        "TALKOOT_TRACE_PERCENT",
        "DATABASE_URL",
    ] {
        assert!(
            settings
                .iter()
                .any(|line| line.starts_with(&format!("| `{name}` "))),
            "{name}"
        );
    }
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
    said(&talkoot(&["migrate", "--database-url", &database.url]));
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
