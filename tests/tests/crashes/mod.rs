//! The process dies at every commit of a claim, of a payout and of the worker. Whoever starts it again finds
//! the state of before or of after, never one between, and nothing happens twice.

pub mod process;
pub mod wire;

use std::{collections::BTreeSet, time::Duration};

use crate::payments::{
    batching::Batching,
    setup::{Payable, approved_claim},
};
use chrono::{DateTime, TimeDelta, Utc};
use process::{Death, Process};
use serde_json::json;
use talkoot_app::{Clock, SystemClock};
use talkoot_storage::{
    demo_clock,
    mails::{self, MailState},
};
use talkoot_test_support::{TestApp, finnish_iban};
use wire::Wire;

/// Lets the clock of every process that starts from now on show this time.
pub async fn show(app: &TestApp, time: DateTime<Utc>) {
    let ahead = time - SystemClock.now();
    let tx = app.app.store().begin().await.expect("a transaction");
    let demonstration = demo_clock::Demonstration {
        ahead_microseconds: ahead.num_microseconds().expect("microseconds"),
        loaded: true,
    };
    demo_clock::set(&tx, demonstration).await.expect("the clock");
    tx.commit().await.expect("a commit");
    app.clock.set(time);
}

/// Goal: from the first ledger to the confirmed payout, a server that dies at any commit loses nothing and
/// repeats nothing: each command is answered in the end as if nothing had been, and one payment file is made.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_and_its_payout_survive_death_at_every_commit() {
    let mut app = TestApp::start().await;
    app.authority_account(&finnish_iban(90)).await;
    let project = app.granted_project().await;
    let now = app.app.now();
    show(&app, now).await;
    let wire = Wire::lay(&mut app).await;
    let claim = approved_claim(&app, &project, "100.00").await;
    let payable = Payable { app, project, claim };
    let payout = payable.approved_payout().await;
    let batching = Batching {
        payables: vec![(payout.clone(), payable.claim)],
        app: payable.app,
    };
    let batch = batching.sent(&[&payout]).await;
    let confirmation = json!({ "bankReference": "ARK1", "valueDate": batching.day() });
    batching
        .payout_step(batching.officer(), "confirmPayout", &payout, confirmation)
        .await
        .accepted();
    assert_eq!(
        wire.survived(),
        [
            "openCostReports",
            "saveAccountMapping",
            "importLedger",
            "submitCostReport",
            "acceptCostReport",
            "draftClaim",
            "submitClaim",
            "acceptCostLines",
            "checkClaimContent",
            "approveClaim",
            "createPayout",
            "approvePayout",
            "createPaymentBatch",
            "approvePaymentBatch",
            "sendPaymentBatch",
            "confirmPayout",
        ]
    );
    let files = "SELECT COUNT(*) FROM stored_file WHERE name LIKE 'payments-%'";
    assert_eq!(batching.app.number(files).await, 1);
    let batch = batching.batch(&batch).await;
    assert_eq!(batch["total"], json!("85.00"));
    batching.app.finish().await;
}

/// Goal: workers that die one after the other, each one commit later than the one before it, now before, now
/// after the commit, get everything done in the end, and write every mail once.
#[tokio::test(flavor = "multi_thread")]
async fn the_worker_survives_death_at_every_commit() {
    let due: DateTime<Utc> = "2026-08-14T06:00:00Z".parse().expect("a time");
    let app = TestApp::start_at(due).await;
    app.granted_project().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a path");
    let mut now = due;
    let mut deaths = 0;
    // Each worker comes one commit further than the one before it.
    'lives: for number in 1..60 {
        for death in [Death::Before(number), Death::After(number)] {
            show(&app, now).await;
            let mut worker = Process::worker(&app.database_url, death, path);
            if !worker.dies_within(Duration::from_secs(5)).await {
                break 'lives;
            }
            deaths += 1;
            // Past the lease of what it held.
            now += TimeDelta::minutes(10);
        }
    }
    assert!(deaths > 10, "workers died at {deaths} commits only");
    show(&app, now).await;
    let worker = Process::worker(&app.database_url, Death::Never, path);
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let queued = mails::count(app.app.store(), MailState::Queued).await;
        let sent = mails::count(app.app.store(), MailState::Sent).await;
        if queued.expect("a count") == 0 && sent.expect("a count") >= 5 {
            break;
        }
    }
    drop(worker);
    let store = app.app.store();
    assert_eq!(mails::count(store, MailState::Queued).await.expect("a count"), 0);
    let sent = mails::in_state(store, MailState::Sent).await.expect("mails");
    let written: BTreeSet<String> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(sent.len() >= 5, "{} mails", sent.len());
    assert_eq!(written.len(), sent.len(), "{written:?}");
    let steps =
        "SELECT COUNT(*) FROM (SELECT DISTINCT obligation_id, step_key, due_date FROM reminder) AS one";
    let all = app.number("SELECT COUNT(*) FROM reminder").await;
    assert_eq!(app.number(steps).await, all);
    app.finish().await;
}
