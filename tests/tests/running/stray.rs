//! A command that is pointed at no database says so, and makes none.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use talkoot_app::Engine;
use talkoot_storage::demo_clock::sqlite_file;
use talkoot_test_support::{TestDatabase, engine};

use super::{path, refused, said, talkoot};

/// What a mail server returns when a mail of ours did not arrive.
const RETURNED: &str = "From: MAILER-DAEMON@mail.example.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
    --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.test\r\n\r\n\
    Final-Recipient: rfc822; somebody@example.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
    --b\r\nContent-Type: text/rfc822-headers\r\n\r\n\
    Message-ID: <0193b5a0-0000-7000-8000-000000000001@example.test>\r\n\r\n--b--\r\n";

/// As cron runs it: somewhere else, and without the settings of the service.
fn without_settings(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env("RUST_LOG", "error")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // Most do not read it.
    let _ = child
        .stdin
        .take()
        .expect("its input")
        .write_all(RETURNED.as_bytes());
    child.wait_with_output().expect("its end")
}

/// Goal: where a setting was forgotten nothing is made up, copied or verified: every command but those that begin an
/// installation refuses, names the database that is not there, says what to set, and leaves nothing behind.
#[test]
fn no_command_makes_up_a_database() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let key = path(elsewhere.path(), "key");
    said(&talkoot(&["audit", "new-key", "--output", &key]));
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a folder");
    let missing = root.join("data/talkoot.db").display().to_string();
    for arguments in [
        &["backup", "--output", "copy.db"][..],
        &["token", "--email", "somebody@example.test"],
        &["bounce"],
        &["resend"],
        &["files", "move"],
        &["doctor"],
        &["worker"],
        &["audit", "sign", "--audit-key", &key],
        &["audit", "export", "--output", "log.jsonl"],
        &["audit", "verify", "--public-key", "00"],
    ] {
        let told = refused(&without_settings(&root, arguments));
        assert!(
            told.contains(&missing) && told.contains("set DATABASE_URL to that of the service"),
            "{arguments:?}: {told}"
        );
        let left: Vec<_> = fs::read_dir(&root).expect("the folder").collect();
        assert!(left.is_empty(), "{arguments:?} left {left:?}");
    }
    said(&without_settings(&root, &["migrate"]));
    let printed = said(&without_settings(&root, &["backup", "--output", "copy.db"]));
    assert!(
        printed.contains("copy.db: ") && printed.contains("verified"),
        "{printed}"
    );
}

/// Goal: a database in which no migration was ever taken is that of nobody: it is neither copied, nor worked on, nor put in
/// place of one.
#[tokio::test]
async fn an_empty_database_is_not_taken_for_the_services() {
    let database = TestDatabase::empty().await;
    let url = database.url.as_str();
    if let Some(file) = sqlite_file(url).expect("a URL") {
        File::create(file).expect("an empty file");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| path(folder.path(), name);
    for arguments in [
        &["token", "--email", "somebody@example.test"][..],
        &["resend"],
        &["files", "move"],
        &["doctor"],
        &["audit", "export", "--output", &file("log.jsonl")],
    ] {
        let told = refused(&talkoot(&[arguments, &["--database-url", url]].concat()));
        assert!(
            told.contains("no migration was ever taken") && told.contains("set DATABASE_URL"),
            "{arguments:?}: {told}"
        );
    }
    if engine() == Engine::Sqlite {
        let told = refused(&talkoot(&[
            "backup",
            "--database-url",
            url,
            "--output",
            &file("copy.db"),
        ]));
        assert!(told.contains("no migration was ever taken"), "{told}");
        // As one was made before this was refused.
        File::create(file("empty.db")).expect("an empty copy");
        let there = format!("sqlite://{}?mode=rwc", file("restored.db"));
        let restore = ["restore", "--database-url", &there, "--from", &file("empty.db")];
        let told = refused(&talkoot(&restore));
        assert!(told.contains("holds nothing of Talkoot"), "{told}");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
    said(&talkoot(&["migrate", "--database-url", url]));
    said(&talkoot(&["resend", "--database-url", url]));
}
