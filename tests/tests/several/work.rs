//! Commands go to two servers in turn, two workers do what follows from them: each thing once.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use super::fleet::{Balancer, Post, Servers, several, until, until_idle};
use crate::crashes::show;

/// The day on which the cost reports of the first half-year are due, so that everybody is reminded at once.
const DUE: &str = "2026-08-14T06:00:00Z";
const REMINDERS: &str = "SELECT COUNT(*) FROM mail WHERE kind = 'reminder'";
const UNSENT: &str = "SELECT COUNT(*) FROM mail WHERE state = 'queued'";
/// Somebody in each of the five partners is reminded of the cost report.
const REMINDERS_OF_A_PROJECT: i64 = 5;

/// The copies of each mail that was handed over, by its id.
fn copies(mails: &[Value]) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for mail in mails {
        let id = mail["messageId"].as_str().expect("an id").to_owned();
        *copies.entry(id).or_default() += 1;
    }
    copies
}

/// The mails that were sent, as the database says, and that the mail server does not know. Reminders of one person go
/// together under an id of them all.
async fn unknown(app: &TestApp, copies: &BTreeMap<String, usize>) -> Vec<String> {
    let sent = "SELECT id::text AS id FROM mail WHERE state = 'sent' AND kind <> 'reminder'";
    let rows = app.reader().await.rows(sent).await;
    assert!(rows.len() >= 20, "{} mails", rows.len());
    let ids = rows.into_iter().map(|row| row["id"].clone().expect("an id"));
    ids.filter(|id| !copies.keys().any(|known| known.starts_with(&format!("<{id}@"))))
        .collect()
}

fn from(mails: &[Value], worker: &str) -> usize {
    let address = format!("{worker}@example.test");
    mails
        .iter()
        .filter(|mail| mail["envelope"]["from"] == address.as_str())
        .count()
}

/// Goal: whatever two servers take in, two workers carry out once; and when one of them is killed in the middle, the
/// other one does the rest.
#[tokio::test(flavor = "multi_thread")]
async fn what_two_servers_take_two_workers_do_once() {
    if !several() {
        return;
    }
    let due: DateTime<Utc> = DUE.parse().expect("a time");
    let mut app = TestApp::start_at(due).await;
    let servers = Servers::start(&app, &[]).await;
    let balancer = Balancer::before(&servers).await;
    let direct = std::mem::replace(&mut app.url, balancer.url.clone());
    let mut post = Post::open();
    // So that one worker does not do everything before the other one looks.
    post.server.tell(&json!({ "slow": 50 }));
    let mut one = post.worker(&app, "one");
    let _other = post.worker(&app, "other");

    app.granted_project().await;
    app.granted_project().await;
    until(&app, REMINDERS, 2 * REMINDERS_OF_A_PROJECT).await;
    until_idle(&app).await;
    let [here, there] = balancer.passed();
    assert!(
        here > 20 && here.abs_diff(there) <= 1,
        "{here} and {there} requests"
    );
    let mails = post.taken();
    let all = copies(&mails);
    assert!(all.values().all(|&number| number == 1), "{all:#?}");
    assert_eq!(
        unknown(&app, &all).await,
        Vec::<String>::new(),
        "sent and not taken"
    );
    let shares = [from(&mails, "one"), from(&mails, "other")];
    println!(
        "{} commands and questions on two servers; mails of the workers: {shares:?}",
        here + there
    );
    assert!(shares.iter().all(|&share| share > 0), "both worked: {shares:?}");
    // None for what went along in the mail of another job.
    let again = "SELECT COUNT(*) FROM job WHERE attempts > 1";
    assert_eq!(app.number(again).await, 0, "each job was taken once");

    // Mails pile up, then both workers have much to do at once.
    post.server.tell(&json!({ "refuse": "everybody" }));
    app.granted_project().await;
    app.granted_project().await;
    until(&app, REMINDERS, 4 * REMINDERS_OF_A_PROJECT).await;
    let before = post.taken().len();
    post.server.tell(&json!({ "slow": 100 }));
    show(&app, due + TimeDelta::minutes(10)).await;
    while from(&post.taken()[before..], "one") < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    one.kill();
    let left = app.number(UNSENT).await;
    assert!(left > 1, "killed in the middle");
    // Past the lease of what it held.
    show(&app, due + TimeDelta::minutes(20)).await;
    until_idle(&app).await;
    let all = copies(&post.taken());
    let twice = all.values().filter(|&&number| number > 1).count();
    println!("killed with {left} mails left; the other worker sent them, {twice} under way were sent again");
    assert!(all.values().all(|&number| number <= 2) && twice <= 1, "{all:#?}");
    assert_eq!(
        unknown(&app, &all).await,
        Vec::<String>::new(),
        "sent and not taken"
    );
    app.url = direct;
    app.finish().await;
}
