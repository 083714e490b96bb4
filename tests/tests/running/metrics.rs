//! What a Prometheus reads: figures that agree with what was done, and nothing about people.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use chrono::{TimeZone, Utc};
use reqwest::Client;
use serde_json::{Value, json};
use talkoot_app::{Clock, SystemClock};
use talkoot_mail::DeliveryFailure;
use talkoot_test_support::TestApp;

/// A process with figures, killed when dropped.
struct Watched {
    process: Child,
    /// Where it serves, if it does.
    url: Option<String>,
    metrics: String,
}

impl Watched {
    fn start(arguments: &[&str], app: &TestApp) -> Self {
        // A mail server that nobody is: mails wait.
        let mut process = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .args(arguments)
            .args([
                "--smtp-host",
                "127.0.0.1",
                "--smtp-port",
                "9",
                "--smtp-tls",
                "none",
            ])
            .env("DATABASE_URL", &app.database_url)
            .env("TALKOOT_METRICS_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut line = || lines.next().expect("a line").expect("text");
        let first = line();
        let (url, metrics) = match first.strip_prefix("serving on ") {
            Some(url) => (Some(url.to_owned()), line()),
            None => (None, first.clone()),
        };
        let metrics = metrics
            .strip_prefix("metrics on ")
            .unwrap_or_else(|| panic!("no metrics: {metrics}"))
            .to_owned();
        Self {
            process,
            url,
            metrics,
        }
    }

    async fn read(&self) -> String {
        let answer = reqwest::get(&self.metrics).await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let kind = answer.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
        answer.text().await.expect("figures")
    }

    /// The figure, once it is as large as wished, or as it is after a while.
    async fn until(&self, name: &str, wished: f64) -> f64 {
        let mut seen = 0.0;
        for _ in 0..100 {
            seen = figure(&self.read().await, name);
            if seen >= wished {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        seen
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The figure of a series, named with its labels as they are written; 0 where there is none.
fn figure(text: &str, name: &str) -> f64 {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().expect("a number"))
}

async fn ask(url: &str, token: &str, query: &str, variables: Value) {
    let sent = Client::new()
        .post(format!("{url}/graphql"))
        .bearer_auth(token)
        .json(&json!({ "query": query, "variables": variables }))
        .send();
    assert_eq!(sent.await.expect("an answer").status(), 200);
}

/// What was asked of a server: an answer, a refusal, an error, a fault in the document, pages and files.
async fn known_requests(app: &TestApp, url: &str) {
    let officer = &app.world.officer.token;
    for _ in 0..3 {
        ask(url, officer, "query Salainen { serverTime { today } }", json!({})).await;
    }
    ask(url, officer, "{ nothing }", json!({})).await;
    let project = "query($id: ID!) { project(id: $id) { name } }";
    ask(url, officer, project, json!({ "id": "UHJvamVjdDp4" })).await;
    let create = "mutation($input: CreatePersonInput!) { createPerson(input: $input) { refusals { code } } }";
    let input =
        json!({ "idempotencyKey": "k", "name": "Salli Salainen", "email": "salli", "language": "FI" });
    ask(
        url,
        &app.world.administrator.token,
        create,
        json!({ "input": input }),
    )
    .await;
    let client = Client::new();
    for path in ["files/salainen", "surveys/salainen", "salainen", "health"] {
        let _ = client
            .get(format!("{url}/{path}"))
            .bearer_auth(officer)
            .send()
            .await
            .expect("an answer");
    }
    let link = client
        .post(format!("{url}/sign-in"))
        .form(&[("email", "officer@example.test")])
        .header("sec-fetch-site", "same-origin");
    assert_eq!(link.send().await.expect("an answer").status(), 200);
}

/// Goal: requests, operations, mails and overdue obligations as they were, and no more is told than that.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn figures_agree_with_what_was_done_and_tell_nothing_of_people() {
    let app = TestApp::start().await;
    let _ = app.granted_project().await;
    let later = Utc
        .with_ymd_and_hms(2026, 8, 17, 9, 0, 0)
        .single()
        .expect("a time");
    // One cannot be handed over now, and waits.
    app.mail.fail_next(DeliveryFailure::Temporary {
        code: Some(421),
        answer: "later".to_owned(),
    });
    app.travel_to(later).await;
    let mut reader = app.reader().await;
    let waiting = reader
        .rows("SELECT id FROM mail WHERE state = 'queued'")
        .await
        .len();
    assert!(waiting > 0, "the test has something to see");
    let overdue = reader
        .rows("SELECT id FROM obligation WHERE state = 'overdue'")
        .await
        .len();
    assert!(overdue > 0, "the test has something to see");

    let server = Watched::start(&["serve", "--no-worker", "--port", "0"], &app);
    let url = server.url.clone().expect("where it serves");
    known_requests(&app, &url).await;
    // What the database says is a few seconds old at most.
    let seen = server
        .until("talkoot_mails{state=\"waiting\"}", waiting as f64)
        .await;
    assert!(
        (seen - waiting as f64).abs() < f64::EPSILON,
        "{seen} of {waiting}"
    );
    let text = server.read().await;
    for (name, expected) in [
        (
            "talkoot_http_requests_total{route=\"/graphql\",method=\"POST\",status=\"200\"}",
            6.0,
        ),
        (
            "talkoot_http_request_duration_seconds_count{route=\"/graphql\",method=\"POST\"}",
            6.0,
        ),
        (
            "talkoot_http_requests_total{route=\"/files/{id}\",method=\"GET\",status=\"404\"}",
            1.0,
        ),
        (
            "talkoot_http_requests_total{route=\"/health\",method=\"GET\",status=\"200\"}",
            1.0,
        ),
        (
            "talkoot_http_requests_total{route=\"none\",method=\"GET\",status=\"404\"}",
            1.0,
        ),
        (
            "talkoot_graphql_operations_total{outcome=\"done\",code=\"\"}",
            3.0,
        ),
        (
            "talkoot_graphql_operations_total{outcome=\"error\",code=\"INVALID_DOCUMENT\"}",
            1.0,
        ),
        (
            "talkoot_graphql_operations_total{outcome=\"error\",code=\"NOT_FOUND\"}",
            1.0,
        ),
        (
            "talkoot_graphql_operations_total{outcome=\"refused\",code=\"INVALID_INPUT\"}",
            1.0,
        ),
        ("talkoot_obligations_overdue", overdue as f64),
        ("talkoot_mails{state=\"refused\"}", 0.0),
        ("talkoot_jobs_parked", 0.0),
        ("talkoot_database_up", 1.0),
    ] {
        let seen = figure(&text, name);
        assert!(
            (seen - expected).abs() < f64::EPSILON,
            "{name} is {seen}, not {expected}\n{text}"
        );
    }
    assert!(figure(&text, "talkoot_mails{state=\"sent\"}") > 0.0, "{text}");
    let oldest = figure(&text, "talkoot_mails_oldest_waiting_seconds");
    assert_eq!(oldest > 0.0, waiting > 0, "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    tells_nothing(&app, &text).await;
    // Nobody else is served there, and no figures elsewhere.
    let elsewhere = reqwest::get(format!("{url}/metrics")).await.expect("an answer");
    assert_eq!(elsewhere.status(), 404);
    let other = server.metrics.replace("/metrics", "/graphql");
    assert_eq!(reqwest::get(other).await.expect("an answer").status(), 404);
}

/// Goal: rounds of the worker, and when one last went well.
#[tokio::test]
async fn rounds_of_the_worker_are_told() {
    let app = TestApp::start().await;
    let worker = Watched::start(&["worker"], &app);
    let begun = SystemClock.now().timestamp() as f64;
    assert!(
        worker
            .until("talkoot_worker_rounds_total{outcome=\"done\"}", 2.0)
            .await
            >= 2.0
    );
    let text = worker.read().await;
    assert!(
        figure(&text, "talkoot_worker_round_duration_seconds_count") >= 2.0,
        "{text}"
    );
    let last = figure(&text, "talkoot_worker_last_success_timestamp_seconds");
    assert!((begun - last).abs() < 120.0, "{last} is not {begun}");

    // Rounds fail while a table is missing.
    app.as_owner("ALTER TABLE job RENAME TO job_away").await;
    let failed = worker
        .until("talkoot_worker_rounds_total{outcome=\"failed\"}", 1.0)
        .await;
    assert!(failed >= 1.0, "a failing round is told");
    app.as_owner("ALTER TABLE job_away RENAME TO job").await;
}

/// Nobody's name, address, token or id, nothing that a client chose: looked for in the values of labels, for the rest is
/// our own words and numbers.
async fn tells_nothing(app: &TestApp, text: &str) {
    let told: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    assert!(told.contains(&"/files/{id}"), "{told:?}");
    let mut secrets = vec![
        "alainen".to_owned(),
        "Salli".to_owned(),
        "UHJv".to_owned(),
        "@".to_owned(),
        app.world.officer.token.clone(),
    ];
    let mut reader = app.reader().await;
    for sql in [
        "SELECT name AS word FROM person",
        "SELECT email AS word FROM person",
        "SELECT name_fi AS word FROM organisation",
        "SELECT number AS word FROM project",
        "SELECT name AS word FROM project",
    ] {
        for row in reader.rows(sql).await {
            secrets.extend(row["word"].clone());
        }
    }
    assert!(secrets.len() > 30, "{secrets:?}");
    for secret in &secrets {
        assert!(
            !told.iter().any(|value| value.contains(secret.as_str())),
            "{secret} is told: {told:?}"
        );
    }
}
