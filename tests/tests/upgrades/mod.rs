//! The database of every version that was given out is brought up to date, with all that it holds.
//!
//! Each is in `tests/databases/<version>`, one of each engine, with what people were answered then. `make
//! release-database` writes those of the version that is being made; a tag without them fails.

mod kept;
mod writing;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::{DateTime, TimeDelta, Utc};
use kept::Answered;
use serde_json::{Value, json};
use talkoot_app::{Clock as _, Engine, Store, SystemClock};
use talkoot_storage::demo_clock::{self, Demonstration};
use talkoot_test_support::{Answer, Reader, TestDatabase};

use crate::{
    crashes::process::{Death, Process},
    running::{said, talkoot},
};

/// What a migration changed in rows that were there, as `(table, column)`, with the reason beside it.
const CHANGED: [(&str, &str); 0] = [];

/// Where the databases are, a folder for each version.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("databases")
}

fn versions() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("the folder of databases");
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect()
}

/// Lets processes that start from now on begin at this time.
async fn show(url: &str, time: DateTime<Utc>) {
    let ahead = time - SystemClock.now();
    let store = Store::connect(url).await.expect("the database");
    let tx = store.begin().await.expect("a transaction");
    let demonstration = Demonstration {
        ahead_microseconds: ahead.num_microseconds().expect("microseconds"),
        loaded: true,
    };
    demo_clock::set(&tx, demonstration).await.expect("the clock");
    tx.commit().await.expect("a commit");
    store.close().await.expect("closed");
}

/// No row is lost or another than it was; what was added to tables is no concern.
async fn rows_are_kept(before: &talkoot_test_support::Dump, url: &str, version: &str) {
    let after = Reader::of(url).await.dump().await;
    for (table, rows) in before {
        let mut now = after
            .get(table)
            .unwrap_or_else(|| panic!("{version}: no table {table}"))
            .clone();
        let mut rows = rows.clone();
        let columns: BTreeSet<String> = rows
            .first()
            .into_iter()
            .flat_map(|row| row.keys().cloned())
            .collect();
        for row in now.iter_mut().chain(&mut rows) {
            row.retain(|column, _| columns.contains(column) && !CHANGED.contains(&(table, column)));
        }
        rows.sort();
        now.sort();
        assert_eq!(rows, now, "{version}: {table}");
    }
}

async fn ask(url: &str, token: &str, query: &str, variables: Value) -> Answer {
    let client = reqwest::Client::new();
    let body = json!({ "query": query, "variables": variables });
    let sent = client
        .post(format!("{url}/graphql"))
        .bearer_auth(token)
        .json(&body);
    let answer = sent.send().await.expect("an answer");
    Answer(answer.json().await.expect("JSON"))
}

/// Goal: whoever comes from any version finds everything as it was, and goes on with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_of_every_version_is_brought_up_to_date() {
    talkoot_server::cryptography::install();
    for version in versions() {
        let database = TestDatabase::empty().await;
        let url = database.url.as_str();
        let known = kept::restore(&folder().join(&version), url);
        let before = Reader::of(url).await.dump().await;
        assert!(before["cost_line"].len() > 5 && before["audit_entry"].len() > 100);

        let printed = said(&talkoot(&["migrate", "--database-url", url]));
        assert!(printed.contains("up to date"), "{version}: {printed}");
        rows_are_kept(&before, url, &version).await;
        let printed = said(&talkoot(&["doctor", "--database-url", url]));
        assert!(printed.contains("audit log: whole"), "{version}: {printed}");

        show(url, known.at).await;
        let (server, site) =
            Process::server_with(url, Death::Never, &[("TALKOOT_RATE_PER_MINUTE", "100000")]);
        assert!(known.things.len() > 40, "{version}");
        for Answered {
            who,
            token,
            query,
            answer,
        } in &known.things
        {
            let now = ask(&site, token, query, json!({})).await;
            assert_eq!(&now.0, answer, "{version}: {who} asks {query}");
        }
        drop(server);
        goes_on(url, &known, &version).await;
    }
}

/// The worker of today does what a week brings, and people's next command is taken.
async fn goes_on(url: &str, known: &kept::Known, version: &str) {
    show(url, known.at + TimeDelta::days(7)).await;
    let mails = tempfile::tempdir().expect("a folder");
    let folder = mails.path().to_str().expect("a path");
    let (_server, site) = Process::everything_with(url, &[("TALKOOT_MAIL_FOLDER", folder)]);
    let officer = known.things.iter().find(|thing| thing.who == "authority.officer");
    let token = &officer.expect("somebody of the authority").token;
    let mutation = "mutation($input: CreateCallInput!) { createCall(input: $input) \
                    { call { state } refusals { message } } }";
    let content = json!({
        "title": "Haku", "opensOn": "2030-01-01", "closesOn": "2030-02-28",
        "usePeriodFirst": "2030-05-01", "usePeriodLast": "2031-12-31",
        "appropriation": "1000000.00", "largestAward": "300000.00",
    });
    let input = json!({ "idempotencyKey": "0b6d2ff4-5d0a-4a43-9d3b-3f0f9c1d2e77", "content": content });
    let done = ask(&site, token, mutation, json!({ "input": input })).await;
    assert_eq!(
        done.text("/createCall/call/state"),
        "draft",
        "{version}: {:#}",
        done.0
    );
    let mut reader = Reader::of(url).await;
    let left = "SELECT COUNT(*) AS left_over FROM job WHERE state <> 'done'";
    let behind = "SELECT (SELECT outbox_seq FROM log_head) - MIN(seq) AS left_over FROM reaction_cursor";
    for question in [behind, left] {
        let mut rows = Vec::new();
        for _ in 0..600 {
            rows = reader.rows(question).await;
            if rows[0]["left_over"].as_deref() == Some("0") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(
            rows[0]["left_over"].as_deref(),
            Some("0"),
            "{version}: {question}"
        );
    }
    let printed = said(&talkoot(&["doctor", "--database-url", url]));
    assert!(printed.contains("audit log: whole"), "{version}: {printed}");
}

/// Goal: no version is given out without its database.
#[test]
fn every_tag_has_its_databases() {
    let known = versions();
    let this = env!("CARGO_PKG_VERSION");
    assert!(
        known.contains(this),
        "no database of {this}: run make release-database, and commit what it writes"
    );
    let tags = Command::new("git").args(["tag", "--list", "v*"]).output();
    let tags = tags
        .map(|tags| String::from_utf8_lossy(&tags.stdout).into_owned())
        .unwrap_or_default();
    for tag in tags.lines() {
        assert!(
            known.contains(tag.trim_start_matches('v')),
            "{tag} has no database under tests/databases"
        );
    }
    for version in known {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            for file in kept::files(&folder().join(&version), engine) {
                assert!(file.exists(), "{} is missing", file.display());
            }
        }
    }
}
