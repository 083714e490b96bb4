//! Mails through the real worker process and a real SMTP server: refused, killed in the middle, started
//! again, and still every mail exactly once. And without a mail server: into a folder, shown as a page.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

mod bounces;
pub mod process;
pub mod secured;
#[path = "../../../crates/mail/tests/smtp/server.rs"]
pub mod smtp;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use process::Talkoot;
use serde_json::Value;
use talkoot_app::{Clock, SystemClock};
use talkoot_storage::{
    demo_clock,
    mails::{self, MailState},
};
use talkoot_test_support::TestApp;

/// The day on which the cost reports of the first half-year are due.
const DUE: &str = "2026-08-14T06:00:00Z";
const PROJECTS: usize = 4;
/// Each project has five partners, and one person in each prepares its cost report. Before that two people of each got
/// a receipt of the application, and the lead the decision; all of it waits for the worker.
const MAILS: usize = PROJECTS * (5 + 10 + 1);
/// The reminders of one person leave as one.
const LETTERS: usize = MAILS - 5 * (PROJECTS - 1);

/// Projects that have started, in a database whose clock shows the day on which reports are due.
async fn due() -> TestApp {
    let app = TestApp::start_at(DUE.parse().unwrap()).await;
    for _ in 0..PROJECTS {
        app.granted_project().await;
    }
    show(&app, DUE.parse().unwrap()).await;
    app
}

/// Lets the clock of every process that starts from now on show this time.
async fn show(app: &TestApp, time: DateTime<Utc>) {
    let ahead = time - SystemClock.now();
    let tx = app.app.store().begin().await.unwrap();
    let demonstration = demo_clock::Demonstration {
        ahead_microseconds: ahead.num_microseconds().unwrap(),
        loaded: true,
    };
    demo_clock::set(&tx, demonstration).await.unwrap();
    tx.commit().await.unwrap();
    app.clock.set(time);
}

async fn count(app: &TestApp, state: MailState) -> u64 {
    mails::count(app.app.store(), state).await.unwrap()
}

async fn until_sent(app: &TestApp, wanted: u64) {
    for _ in 0..600 {
        if count(app, MailState::Sent).await == wanted && count(app, MailState::Queued).await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!(
        "only {} of {wanted} mails were sent",
        count(app, MailState::Sent).await
    );
}

#[tokio::test]
async fn every_mail_arrives_once_though_the_server_refuses_and_the_worker_is_killed() {
    let app = due().await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("mails.jsonl");
    let server = smtp::Server::start(&["--refuse", "3", "--log", log.to_str().unwrap()]);
    let port = server.port.to_string();
    let settings = [
        ("TALKOOT_SMTP_HOST", "127.0.0.1"),
        ("TALKOOT_SMTP_PORT", port.as_str()),
        ("TALKOOT_SMTP_TLS", "none"),
        ("TALKOOT_MAIL_FROM", "talkoot@example.test"),
    ];
    let mut now: DateTime<Utc> = DUE.parse().unwrap();
    let kills = [6, 5];
    for taken in kills {
        let worker = Talkoot::start("worker", &app.database_url, &settings);
        for _ in 0..taken {
            server.mail();
        }
        worker.kill();
        assert!(count(&app, MailState::Queued).await > 0, "killed in the middle");
        // Past the waiting time of what was refused, and past the lease of what was being sent.
        now += TimeDelta::minutes(10);
        show(&app, now).await;
    }
    let worker = Talkoot::start("worker", &app.database_url, &settings);
    until_sent(&app, MAILS as u64).await;
    worker.kill();

    let mut copies: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in std::fs::read_to_string(&log).unwrap().lines() {
        let mail: Value = serde_json::from_str(line).unwrap();
        copies
            .entry(mail["messageId"].as_str().unwrap().to_owned())
            .or_default()
            .push(mail);
    }
    assert_eq!(
        copies.len(),
        LETTERS,
        "every letter, under a Message-ID of its own"
    );
    let sent = mails::in_state(app.app.store(), MailState::Sent).await.unwrap();
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in &sent {
        let written = mail.written.as_ref().unwrap();
        let arrived = if mail.kind == "reminder" {
            // Those of a person came together, under an id of them all.
            let to = serde_json::json!([written.address]);
            let mut letters = copies.values();
            let found =
                letters.find(|one| one[0]["envelope"]["to"] == to && one[0]["subject"] == written.subject);
            found.expect("the letter")
        } else {
            &copies[&format!("<{}@example.test>", mail.id)]
        };
        for copy in arrived {
            assert_eq!(copy["envelope"]["to"], serde_json::json!([written.address]));
            assert_eq!(copy["subject"], written.subject);
        }
        if mail.kind == "reminder" {
            *people.entry(&written.address).or_default() += 1;
        }
    }
    assert_eq!(people.len(), 5);
    assert!(people.values().all(|&number| number == PROJECTS), "{people:?}");
    let twice = copies.values().filter(|copies| copies.len() > 1).count();
    assert!(
        twice <= kills.len(),
        "a mail arrives twice only when it was under way at a kill: {twice}"
    );
    app.finish().await;
}

/// Goal: without a mail server mails lie in a folder and are shown where that is asked for, but to nobody behind a proxy.
#[tokio::test]
async fn without_a_mail_server_mails_lie_in_a_folder_and_are_shown() {
    let app = due().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [
        ("TALKOOT_MAIL_FOLDER", folder.path().to_str().unwrap()),
        ("TALKOOT_SHOW_MAILBOX", "true"),
        ("PORT", "0"),
    ];
    let server = Talkoot::start("serve", &app.database_url, &settings);
    let url = server.line().replace("serving on ", "");
    until_sent(&app, MAILS as u64).await;
    let get = async |path: &str| reqwest::get(format!("{url}{path}")).await.unwrap();
    let list = get("/mailbox").await.text().await.unwrap();
    assert_eq!(list.matches("<tr><td>2026-08-14").count(), LETTERS);
    assert!(
        list.contains("preparer-291 &lt;preparer-291@example.test&gt;"),
        "{list}"
    );
    let link = list.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = get(link).await;
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
    let page = answer.text().await.unwrap();
    assert!(
        page.contains("<iframe title=\"The mail as HTML\" sandbox srcdoc=\"&lt;!doctype"),
        "{page}"
    );
    assert!(page.contains("<pre>"));
    for nothing in ["/mailbox/none", "/mailbox/..%2Fsecret"] {
        assert_eq!(get(nothing).await.status(), 404);
    }
    for (header, path) in [
        ("forwarded", "/mailbox"),
        ("x-forwarded-for", "/mailbox"),
        ("x-forwarded-proto", link),
        ("x-real-ip", link),
    ] {
        let handed_on = reqwest::Client::new().get(format!("{url}{path}"));
        let answer = handed_on.header(header, "127.0.0.1").send().await.unwrap();
        assert_eq!(answer.status(), 404, "{header}");
    }
    server.kill();
    // Where mails are sent there is no mailbox.
    assert_eq!(
        reqwest::get(format!("{}/mailbox", app.url))
            .await
            .unwrap()
            .status(),
        404
    );
    app.finish().await;
}

/// Goal: unless that is asked for nobody is shown mails, and where others may reach the server also then; where they are shown
/// no links to sign in are sent.
#[tokio::test]
async fn mails_in_a_folder_are_shown_to_nobody_unless_that_is_asked_for() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (here, elsewhere) = ("http://127.0.0.1:8080", "https://talkoot.example.test");
    for (asked, base, status) in [
        (None, here, 404),
        (Some("false"), here, 404),
        (Some("true"), elsewhere, 404),
        (Some("true"), here, 200),
    ] {
        let mut settings = vec![
            ("TALKOOT_MAIL_FOLDER", folder.path().to_str().unwrap()),
            ("TALKOOT_BASE_URL", base),
            ("PORT", "0"),
        ];
        settings.extend(asked.map(|asked| ("TALKOOT_SHOW_MAILBOX", asked)));
        let server = Talkoot::start("serve", &app.database_url, &settings);
        let url = server.line().replace("serving on ", "");
        let get = async |path: &str| reqwest::get(format!("{url}{path}")).await.unwrap();
        assert_eq!(get("/mailbox").await.status(), status, "{asked:?} at {base}");
        let page = get("/sign-in").await.text().await.unwrap();
        let are_links_sent = page.contains("name=\"email\"");
        assert_eq!(are_links_sent, status == 404, "{asked:?} at {base}");
        server.kill();
    }
}
