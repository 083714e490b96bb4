//! A newer version changes the schema while an older one works.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use talkoot_storage::{
    audit,
    schema::{Steps, Version},
};
use talkoot_test_support::TestApp;

use super::fleet::{Balancer, Post, Servers, several, until, until_idle};
use crate::{
    crashes::process::{Death, Process},
    faults::load::Load,
    running::{refused, said, talkoot},
};

async fn ready(url: &str) -> (StatusCode, String) {
    let answer = reqwest::get(format!("{url}/ready")).await.expect("an answer");
    (answer.status(), answer.text().await.expect("text"))
}

/// The steps of a version to come, which adds a column to every table there is: whoever names the columns that it
/// means does not notice.
async fn everything_wider(app: &TestApp) -> Steps {
    let tables = "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let rows = app.reader().await.rows(tables).await;
    let names = rows.iter().map(|row| row["name"].clone().expect("a name"));
    names.filter(|table| table != "seaql_migrations").zip(0..).fold(
        Steps::of_this_program(),
        |steps, (table, number)| {
            let sql = format!("ALTER TABLE {table} ADD COLUMN from_the_future TEXT");
            steps.and(&format!("m20990101_{number:06}_widen_{table}"), &sql)
        },
    )
}

/// Goal: while four people work on two servers, a newer version adds to every table. The older servers and worker go on
/// and are ready, one more of them starts, nothing is disturbed, and what only the newer version knows is left to it.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_version_goes_on_beside_a_newer_schema() {
    if !several() {
        return;
    }
    let mut app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let balancer = Balancer::before(&servers).await;
    let direct = std::mem::replace(&mut app.url, balancer.url.clone());
    let post = Post::open();
    let _worker = post.worker(&app, "older");
    let load = Load::begin(&app);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let steps = everything_wider(&app).await;
    app.app
        .store()
        .migrate_with(&steps)
        .await
        .expect("every table is wider");
    tokio::time::sleep(Duration::from_millis(500)).await;
    let figures = load.end().await;
    println!(
        "{} steps of a newer version under load: {figures}",
        steps.names().filter(|name| name.starts_with("m2099")).count()
    );
    assert_eq!(figures.disturbed, 0, "{figures}");
    for url in &servers.urls {
        assert_eq!(ready(url).await, (StatusCode::OK, "ready".to_owned()));
    }
    app.by_hand(
        "INSERT INTO job (id, kind, unique_key, payload, state, run_at, attempts) VALUES \
         ('00000000-0000-4000-8000-000000000001', 'of_the_future', 'future', '{}', 'queued', '2026-02-02T10:00:00Z', 0)",
    )
    .await
    .expect("a job that only a newer worker knows");
    app.by_hand(
        "UPDATE log_head SET outbox_seq = outbox_seq + 1; INSERT INTO outbox_event (seq, at, kind, object_id) \
         SELECT outbox_seq, '2026-02-02T10:00:00Z', 'call_of_the_future', (SELECT id FROM call LIMIT 1) FROM log_head",
    )
    .await
    .expect("an event that only a newer worker knows");
    app.granted_project().await;
    until(&app, "SELECT COUNT(*) FROM mail WHERE kind = 'decision-made'", 1).await;
    until_idle(&app).await;
    assert!(post.taken().len() > 10, "{} mails", post.taken().len());
    let left = "SELECT COUNT(*) FROM job WHERE kind = 'of_the_future' AND state = 'queued' AND attempts = 0";
    assert_eq!(app.number(left).await, 1, "it waits for whoever knows it");
    let left = "SELECT COUNT(DISTINCT seq) FROM waiting_event WHERE attempts = 0";
    until(&app, left, 1).await;
    let (_third, url) = Process::server(&app.database_url, Death::Never);
    assert_eq!(ready(&url).await.0, StatusCode::OK);
    let log = audit::verify(app.app.store(), None).await.expect("the log");
    assert!(log.is_whole(), "{:#?}", log.findings);
    app.by_hand("DELETE FROM job WHERE kind = 'of_the_future'; DELETE FROM waiting_event")
        .await
        .expect("the end of both");
    let doctor = said(&talkoot(&["doctor", "--database-url", &app.database_url]));
    assert!(doctor.contains("schema: newer than this program"), "{doctor}");
    app.url = direct;
    app.finish().await;
}

/// Goal: a step that takes away what this version uses is announced first. By the time that it is taken, servers and
/// workers of this version have stopped doing anything, and all of them say what to install.
#[tokio::test(flavor = "multi_thread")]
async fn a_contract_stops_older_programs_before_it_is_taken() {
    const STEP: &str = "m20990101_000000_take_away";
    if !several() {
        return;
    }
    let app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let post = Post::open();
    let _worker = post.worker(&app, "older");
    let followed = "SELECT COALESCE(MIN(seq), 0) - (SELECT outbox_seq FROM log_head) FROM reaction_cursor";
    until(&app, followed, 0).await;
    for url in &servers.urls {
        assert_eq!(ready(url).await.0, StatusCode::OK);
    }
    let steps = Steps::of_this_program().and_contract(STEP, "DROP TABLE told_once", Version(99, 0, 0));
    app.app.store().migrate_with(&steps).await.expect("the step");
    for url in &servers.urls {
        let request = reqwest::Client::new().post(format!("{url}/graphql"));
        let request = request.json(&json!({ "query": "{ serverTime { today } }" }));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key("retry-after"));
        let body: Value = answer.json().await.expect("JSON");
        assert_eq!(
            body["errors"][0]["extensions"]["code"], "SERVER_OUTGROWN",
            "{body}"
        );
        let page = reqwest::Client::new()
            .get(format!("{url}/sign-in"))
            .header("accept", "text/html")
            .header("accept-language", "sv");
        let page = page.send().await.expect("a page").text().await.expect("words");
        assert!(page.contains("Tjänsten uppdateras"), "{page}");
        let health = reqwest::get(format!("{url}/health")).await.expect("an answer");
        assert_eq!(health.status(), StatusCode::OK);
        let (status, told) = ready(url).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(
            told.contains("install 99.0.0 or newer") && told.contains(STEP),
            "{told}"
        );
    }
    // The server inside the test does not look; what it does is followed by nobody.
    app.published_call(|_| {}).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(app.number(followed).await < 0, "the older worker does nothing");
    for command in ["serve", "worker", "migrate", "doctor"] {
        let mut arguments = vec![command, "--database-url", &app.database_url];
        arguments.extend((command == "serve").then_some("--no-worker"));
        let told = refused(&talkoot(&arguments));
        assert!(told.contains("install 99.0.0 or newer"), "{command}: {told}");
    }
}
