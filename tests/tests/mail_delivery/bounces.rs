//! Mails that a mail server took and returned later: recorded against the address, shown, and the next role is told.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use serde_json::json;
use talkoot_storage::mails::{self, Mail, MailState};
use talkoot_test_support::TestApp;

use super::due;

/// As a mail server returns a mail that it could not deliver.
fn returned(address: &str, message_id: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mail.example.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.test\r\n\r\n\
         Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 no such user here\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n"
    )
}

/// What `talkoot bounce` says about a message, and how it ends.
fn bounce(database_url: &str, message: &str) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
        .arg("bounce")
        .env("DATABASE_URL", database_url)
        .env("TALKOOT_SMTP_HOST", "127.0.0.1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(message.as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    (
        String::from_utf8(ended.stdout).unwrap().trim().to_owned(),
        ended.status.code(),
    )
}

async fn sent(app: &TestApp) -> Vec<Mail> {
    mails::in_state(app.app.store(), MailState::Sent).await.unwrap()
}

/// Whose address refuses, as the administrators of their municipalities see it.
async fn unreachable(app: &TestApp) -> Vec<(String, String)> {
    let query = "{ unreachablePeople { address answer } }";
    let mut all = Vec::new();
    for name in ["Pälkäne", "Lohja", "Karkkila", "Kuhmoinen", "Virrat"] {
        let administrator = &app.world.municipality(name).administrator;
        let read = app.graphql(administrator, query, json!({})).await.accepted();
        let rows = read.at("/unreachablePeople").as_array().unwrap().clone();
        let text = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap().to_owned();
        all.extend(rows.iter().map(|row| (text(row, "address"), text(row, "answer"))));
    }
    all
}

/// How many people of the first project cannot be reached, as the officer sees it.
async fn shown(app: &TestApp) -> usize {
    let query = "{ portfolio(first: 1) { edges { node { project { unreachable { person { name } } } } } } }";
    let read = app.graphql(&app.world.officer, query, json!({})).await.accepted();
    let rows = read.at("/portfolio/edges/0/node/project/unreachable");
    rows.as_array().unwrap().len()
}

#[tokio::test]
async fn a_mail_that_comes_back_is_recorded_against_its_address_once() {
    let app = due().await;
    app.work().await;
    let mails = sent(&app).await;
    // Four reminders of one person left together; a receipt left by itself.
    let reminder = mails.iter().find(|mail| mail.kind == "reminder").unwrap();
    let together = mails
        .iter()
        .filter(|mail| (&mail.kind, mail.person) == (&reminder.kind, reminder.person));
    let together = together.count();
    assert!(together > 1);
    let written = reminder.written.clone().unwrap();
    let address = written.address;
    let message_id = app
        .mail
        .sent()
        .into_iter()
        .find(|mail| mail.to.address == address && mail.subject == written.subject)
        .unwrap()
        .message_id;
    assert_eq!(unreachable(&app).await, []);

    let url = &app.database_url;
    let elsewhere = "nobody@example.test";
    for (message, expected) in [
        // Forged or late: nothing of ours, not theirs, still on its way.
        (
            returned(
                &address,
                "<0198c1a2-0000-7000-8000-000000000001@localhost>",
                "failed",
            ),
            "0 mails came back",
        ),
        (returned(elsewhere, &message_id, "failed"), "0 mails came back"),
        (returned(&address, &message_id, "delayed"), "0 mails came back"),
        (
            "Subject: Away\r\n\r\nUntil Monday.\r\n".to_owned(),
            "passed over: the message is no delivery status notification; hand over what the mail server returns, whole",
        ),
    ] {
        assert_eq!(bounce(url, &message), (expected.to_owned(), Some(0)));
        assert_eq!(unreachable(&app).await, []);
    }
    let failed = returned(&address.to_uppercase(), &message_id, "failed");
    assert_eq!(
        bounce(url, &failed),
        (format!("{together} mails came back"), Some(0))
    );
    assert_eq!(bounce(url, &failed).0, "0 mails came back", "each once");
    let told = [(address.clone(), "5.1.1 550 no such user here".to_owned())];
    assert_eq!(unreachable(&app).await, told);
    assert_eq!(shown(&app).await, 1);
    assert_eq!(
        sent(&app).await.len(),
        mails.len(),
        "the past stays: they were sent"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_database_that_is_away_asks_the_mail_server_to_try_again() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = format!("sqlite://{}/none/talkoot.db?mode=ro", folder.path().display());
    let message = returned("a@b.example", "<x@y>", "failed");
    assert_eq!(bounce(&nowhere, &message).1, Some(75));
}
