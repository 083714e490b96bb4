//! The audit log outside of the database: a program that shares nothing with ours verifies it, and signatures find a log
//! that was written anew.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use chrono::TimeDelta;
use serde_json::Value;
use talkoot_app::{Clock, Engine, SystemClock};
use talkoot_storage::demo_clock::{self, Demonstration};
use talkoot_test_support::{Stage, TestApp, engine};

use super::{path, refused, said, talkoot};
use crate::crashes::process::Process;

/// `docs/verify-audit.mjs`, under Node: whether all holds, and what it said.
fn verified(arguments: &[&str]) -> (bool, String) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verify-audit.mjs");
    let output = Command::new("node")
        .arg(program)
        .args(arguments)
        .output()
        .expect("node");
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.success(), said)
}

struct Signed {
    app: TestApp,
    folder: tempfile::TempDir,
    key: String,
}

impl Signed {
    async fn start() -> Self {
        // The program goes by the real clock.
        let app = TestApp::start_at(SystemClock.now()).await;
        let folder = tempfile::tempdir().expect("a folder");
        let printed = said(&talkoot(&[
            "audit",
            "new-key",
            "--output",
            &path(folder.path(), "key"),
        ]));
        let key = printed
            .lines()
            .next()
            .expect("a line")
            .replace("public key: ", "");
        Self { app, folder, key }
    }

    fn file(&self, name: &str) -> String {
        path(self.folder.path(), name)
    }

    fn sign(&self) -> String {
        said(&talkoot(&[
            "audit",
            "sign",
            "--database-url",
            &self.app.database_url,
            "--audit-key",
            &self.file("key"),
            "--audit-signatures",
            &self.file("signatures"),
        ]))
    }

    /// The days of the signatures, once there are so many, or after a while.
    async fn days(&self, wanted: usize) -> Vec<String> {
        let mut days = Vec::new();
        for _ in 0..300 {
            let text = fs::read_to_string(self.file("signatures")).unwrap_or_default();
            let lines = text.lines().filter(|line| !line.is_empty());
            days = lines
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .map(|line| line["day"].as_str().expect("a day").to_owned())
                .collect();
            if days.len() >= wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        days
    }

    /// Lets the clock of every process that starts from now on run ahead.
    async fn ahead(&self, by: TimeDelta) {
        let tx = self.app.app.store().begin().await.expect("a transaction");
        let demonstration = Demonstration {
            ahead_microseconds: by.num_microseconds().expect("a number"),
            loaded: true,
        };
        demo_clock::set(&tx, demonstration).await.expect("the clock");
        tx.commit().await.expect("the clock");
    }

    /// What the doctor says with this key.
    fn doctor(&self, key: Option<&str>) -> Output {
        let (url, file) = (&self.app.database_url, self.file("signatures"));
        let mut arguments = vec!["doctor", "--database-url", url, "--audit-signatures", &file];
        if let Some(key) = key {
            arguments.extend(["--audit-key", key]);
        }
        talkoot(&arguments)
    }

    fn verify(&self) -> Output {
        talkoot(&[
            "audit",
            "verify",
            "--database-url",
            &self.app.database_url,
            "--signatures",
            &self.file("signatures"),
            "--public-key",
            &self.key,
        ])
    }

    fn export(&self, name: &str) -> Vec<String> {
        let url = &self.app.database_url;
        said(&talkoot(&[
            "audit",
            "export",
            "--database-url",
            url,
            "--output",
            &self.file(name),
        ]));
        let text = fs::read_to_string(self.file(name)).expect("the log");
        text.lines().map(str::to_owned).collect()
    }

    fn write(&self, name: &str, lines: &[String]) -> String {
        fs::write(self.file(name), lines.join("\n")).expect("a file");
        self.file(name)
    }
}

/// Goal: signed once a day, exported, and verified by the other program; a change, a gap, another order, an end that was
/// cut and a foreign signature are each found, and the place is named.
#[tokio::test]
async fn another_program_verifies_the_log_and_finds_what_was_changed() {
    let signed = Signed::start().await;
    signed.app.granted_project().await;
    signed.app.work().await;
    assert!(signed.sign().contains("signed the log"));
    assert!(signed.sign().contains("signed already"), "nothing new");
    said(&signed.verify());
    let lines = signed.export("log.jsonl");
    assert!(lines.len() > 50, "{}", lines.len());
    let (log, signatures) = (signed.file("log.jsonl"), signed.file("signatures"));
    let (whole, told) = verified(&[&log, &signatures, &signed.key]);
    assert!(whole, "{told}");
    assert!(
        told.contains(&format!("{} entries, 1 signatures: whole", lines.len())),
        "{told}"
    );

    let place = 20;
    let mut changed = lines.clone();
    changed[place] = changed[place].replace("\"command\":\"", "\"command\":\"x");
    let mut gap = lines.clone();
    gap.remove(place);
    let mut turned = lines.clone();
    turned.swap(place, place + 1);
    let cut: Vec<String> = lines[..lines.len() - 3].to_vec();
    for (name, lines, words) in [
        (
            "changed",
            &changed,
            format!("entry {} is not what was written", place + 1),
        ),
        ("gap", &gap, format!("entry {} is missing", place + 1)),
        ("turned", &turned, format!("entry {} is missing", place + 1)),
        ("cut", &cut, format!("the log ends before entry {}", lines.len())),
    ] {
        let file = signed.write(name, lines);
        let (whole, told) = verified(&[&file, &signatures, &signed.key]);
        assert!(!whole && told.contains(&words), "{name}: {told}");
    }
    let other = said(&talkoot(&["audit", "new-key", "--output", &signed.file("other")]));
    let other = other.lines().next().expect("a line").replace("public key: ", "");
    let (whole, told) = verified(&[&log, &signatures, &other]);
    assert!(!whole && told.contains("not of this key"), "{told}");
    let kept = refused(&talkoot(&["audit", "new-key", "--output", &signed.file("key")]));
    assert!(kept.contains("an existing key is kept"), "{kept}");

    // Only half of a line reached the disk: it is told, it vouches for nothing, and the next signature counts.
    let text = fs::read_to_string(&signatures).expect("the signatures");
    fs::write(&signatures, &text[..text.len() / 2]).expect("a file");
    let told = refused(&signed.verify());
    assert!(told.contains("holds no signature"), "{told}");
    let (whole, told) = verified(&[&log, &signatures, &signed.key]);
    assert!(!whole && told.contains("holds no signature"), "{told}");
    let empty = signed.write("empty", &[]);
    let (whole, told) = verified(&[&log, &empty, &signed.key]);
    assert!(!whole && told.contains("holds no signature"), "{told}");
    assert!(signed.sign().contains("signed the log"), "the day is signed anew");
    let told = said(&signed.verify());
    assert!(told.contains("signature 1: torn"), "{told}");
    let (whole, told) = verified(&[&log, &signatures, &signed.key]);
    assert!(whole && told.contains("1 signatures: whole"), "{told}");

    // After important things it is signed more often than once a day.
    signed.app.granted_project().await;
    assert!(signed.sign().contains("signed the log"));
    signed.app.finish().await;
}

/// Goal: whoever owns the database and writes its log anew, or cuts it with everything that hangs on it, is found by the
/// signature that lies elsewhere.
#[tokio::test]
async fn a_log_that_was_written_anew_is_not_the_one_that_was_signed() {
    let signed = Signed::start().await;
    signed.app.application_at(Stage::Submitted).await;
    signed.app.work().await;
    signed.sign();
    said(&signed.verify());
    // What was signed names the last entry; another history has another hash there.
    let text = fs::read_to_string(signed.file("signatures")).expect("the signatures");
    let head = text
        .split("\"head\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a head");
    let (seq, _) = head.split_once(':').expect("a number");
    let forged = format!("UPDATE audit_entry SET hash = prev_hash WHERE seq = {seq}");
    signed.app.as_owner(&forged).await;
    let told = refused(&signed.verify());
    assert!(told.contains("is another one than was signed"), "{told}");
    signed
        .app
        .as_owner(&format!("DELETE FROM audit_entry WHERE seq >= {seq}"))
        .await;
    let told = refused(&signed.verify());
    assert!(told.contains("the log ends before entry"), "{told}");

    let mut line: Value = serde_json::from_str(text.trim()).expect("a signature");
    line["day"] = serde_json::json!("2020-01-01");
    fs::write(signed.file("signatures"), format!("{line}\n")).expect("a file");
    let told = refused(&signed.verify());
    assert!(told.contains("not of this key, or was changed"), "{told}");
}

/// Goal: with a key a worker or a server signs the log by itself when it starts, once a day however often it is started, and
/// the next day again.
#[tokio::test]
async fn a_process_with_the_key_signs_every_day() {
    let signed = Signed::start().await;
    let (key, file, mails) = (
        signed.file("key"),
        signed.file("signatures"),
        signed.file("mails"),
    );
    let settings = [
        ("TALKOOT_AUDIT_KEY", key.as_str()),
        ("TALKOOT_AUDIT_SIGNATURES", &file),
        ("TALKOOT_MAIL_FOLDER", &mails),
    ];
    let url = &signed.app.database_url;
    let worker = Process::worker_with(url, &settings);
    assert_eq!(signed.days(1).await.len(), 1);
    drop(worker);
    let (server, _) = Process::everything_with(url, &settings);
    // So long it could sign again.
    tokio::time::sleep(Duration::from_secs(2)).await;
    drop(server);
    signed.ahead(TimeDelta::days(1)).await;
    let (server, _) = Process::everything_with(url, &settings);
    let days = signed.days(2).await;
    drop(server);
    let different: BTreeSet<&String> = days.iter().collect();
    assert!(days.len() >= 2 && different.len() == days.len(), "{days:?}");
    let told = said(&signed.verify());
    assert!(
        told.contains(&format!("{} signatures: whole", days.len())),
        "{told}"
    );
    let doctor = said(&signed.doctor(Some(&key)));
    assert!(
        doctor.contains(&format!("signatures: {} in {file} match the log", days.len())),
        "{doctor}"
    );
}

/// Goal: the doctor says whether the key and the signatures can be used, whether what was written is signed, and whether the
/// log is the one that was signed.
#[tokio::test]
async fn the_doctor_looks_at_the_signatures() {
    let signed = Signed::start().await;
    let (key, folder) = (signed.file("key"), signed.folder.path().display());
    let unsigned = said(&signed.doctor(None));
    assert!(unsigned.contains("signatures: no key is set"), "{unsigned}");
    let none = refused(&signed.doctor(Some(&key)));
    assert!(none.contains("signatures: NONE in "), "{none}");
    let printed = signed.sign();
    let (_, head) = printed.trim().rsplit_once(": ").expect("the head");
    let (seq, _) = head.split_once(':').expect("a number");
    let well = said(&signed.doctor(Some(&key)));
    assert!(
        well.contains("signatures: 1 in ") && well.contains(" match the log"),
        "{well}"
    );
    assert!(well.contains(&format!("MiB free at {folder}\n")), "{well}");
    let without = said(&signed.doctor(None));
    assert!(without.contains("TALKOOT_AUDIT_KEY is not set here"), "{without}");

    said(&talkoot(&["audit", "new-key", "--output", &signed.file("other")]));
    fs::write(signed.file("text"), "no key").expect("a file");
    for (name, words) in [
        ("nowhere", "the key CANNOT BE USED: cannot read the key"),
        ("text", "is no key of `talkoot audit new-key`"),
        ("other", "DOES NOT HOLD: it is not of this key"),
    ] {
        let told = refused(&signed.doctor(Some(&signed.file(name))));
        assert!(told.contains(words), "{name}: {told}");
    }

    // Nobody has signed for days: that matters once something was written.
    signed.ahead(TimeDelta::days(3)).await;
    said(&signed.doctor(Some(&key)));
    signed.app.application_at(Stage::Submitted).await;
    signed.app.work().await;
    let old = refused(&signed.doctor(Some(&key)));
    assert!(
        old.contains(" is OLD: ") && old.contains("sign now with"),
        "{old}"
    );

    let forged = format!("UPDATE audit_entry SET hash = prev_hash WHERE seq = {seq}");
    signed.app.as_owner(&forged).await;
    let anew = refused(&signed.doctor(Some(&key)));
    assert!(anew.contains("is another one than was signed"), "{anew}");
    assert!(anew.contains("signatures: 1 of 1 DO NOT HOLD"), "{anew}");
}

/// Goal: after a backup is put back it is told that what was signed later is gone, and a new file of signatures goes on.
#[tokio::test]
async fn a_log_that_was_restored_is_signed_into_a_new_file() {
    if engine() != Engine::Sqlite {
        return;
    }
    let signed = Signed::start().await;
    let (copy, key) = (signed.file("copy.db"), signed.file("key"));
    let url = &signed.app.database_url;
    said(&talkoot(&["backup", "--database-url", url, "--output", &copy]));
    signed.app.application_at(Stage::Submitted).await;
    signed.app.work().await;
    signed.sign();
    let there = format!("sqlite://{}?mode=rwc", signed.file("restored.db"));
    said(&talkoot(&["restore", "--database-url", &there, "--from", &copy]));
    let with = |command: &[&str], file: &str| {
        let (file, mut arguments) = (signed.file(file), command.to_vec());
        arguments.extend([
            "--database-url",
            &there,
            "--audit-key",
            &key,
            "--audit-signatures",
            &file,
        ]);
        talkoot(&arguments)
    };
    let told = refused(&with(&["doctor"], "signatures"));
    assert!(told.contains("the log ends before entry"), "{told}");
    assert!(told.contains("restored from one of before"), "{told}");
    assert!(
        told.contains("name a new file in TALKOOT_AUDIT_SIGNATURES"),
        "{told}"
    );
    said(&with(&["audit", "sign"], "new-signatures"));
    let well = said(&with(&["doctor"], "new-signatures"));
    assert!(
        well.contains("signatures: 1 in ") && well.contains(" match the log"),
        "{well}"
    );
}
