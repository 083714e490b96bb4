//! What an OpenTelemetry collector is sent: what was done and how long it took, in words of ours, and nothing about people.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Bytes, extract::State, routing::post};
use serde_json::{Value, json};
use talkoot_test_support::TestApp;
use tokio::net::TcpListener;

/// What has arrived, body by body.
type Arrived = Arc<Mutex<Vec<String>>>;

/// A collector on loopback that keeps what it gets; ends with the test.
async fn collector() -> (String, Arrived) {
    let arrived = Arrived::default();
    let keep = async |State(arrived): State<Arrived>, body: Bytes| {
        let text = String::from_utf8(body.to_vec()).expect("JSON");
        arrived.lock().expect("the bodies").push(text);
        "{}"
    };
    let router = Router::new()
        .route("/v1/traces", post(keep))
        .with_state(arrived.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}"), arrived)
}

/// A server with its worker that tells a collector; killed when dropped.
struct Traced {
    process: Child,
    url: String,
}

impl Traced {
    fn start(app: &TestApp, collector: &str, percent: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .arg("serve")
            .args([
                "--smtp-host",
                "127.0.0.1",
                "--smtp-port",
                "9",
                "--smtp-tls",
                "none",
            ])
            .env("DATABASE_URL", &app.database_url)
            .env("PORT", "0")
            .env("TALKOOT_OTLP_ENDPOINT", collector)
            .env("TALKOOT_TRACE_PERCENT", percent)
            .env("OTEL_BSP_SCHEDULE_DELAY", "100")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("a line").expect("text");
        let url = first.replace("serving on ", "");
        Self { process, url }
    }

    async fn ask(&self, token: &str, query: &str, parent: Option<&str>) -> Value {
        let mut request = reqwest::Client::new()
            .post(format!("{}/graphql", self.url))
            .bearer_auth(token)
            .json(&json!({ "query": query }));
        if let Some(parent) = parent {
            request = request.header("traceparent", parent);
        }
        let answer = request.send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }
}

impl Drop for Traced {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The spans that have arrived.
fn spans(arrived: &Arrived) -> Vec<Value> {
    let bodies = arrived.lock().expect("the bodies").clone();
    let bodies = bodies
        .iter()
        .map(|body| serde_json::from_str::<Value>(body).expect("JSON"));
    let list = |value: &Value, field: &str| value[field].as_array().cloned().unwrap_or_default();
    bodies
        .flat_map(|body| list(&body, "resourceSpans"))
        .flat_map(|resource| list(&resource, "scopeSpans"))
        .flat_map(|scope| list(&scope, "spans"))
        .collect()
}

/// The value of an attribute, as text.
fn attribute(span: &Value, key: &str) -> Option<String> {
    let all = span["attributes"].as_array()?;
    let found = all.iter().find(|one| one["key"] == key)?["value"].as_object()?;
    let value = found.values().next()?;
    Some(
        value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned),
    )
}

async fn until(arrived: &Arrived, what: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    for _ in 0..100 {
        let seen = spans(arrived);
        if what(&seen) {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not all has arrived: {:#?}", spans(arrived));
}

/// Neither names nor addresses nor what else a client sent.
fn nothing_private(arrived: &Arrived, more: &[&str]) {
    let all = arrived.lock().expect("the bodies").join("\n").to_lowercase();
    for private in ["aino", "virtanen", "@example", "127.0.0.1"].iter().chain(more) {
        assert!(
            !all.contains(&private.to_lowercase()),
            "{private} has left: {all}"
        );
    }
}

#[tokio::test]
async fn what_was_done_is_traced_without_anything_about_people() {
    let app = TestApp::start().await;
    // Letters that wait for a worker.
    let project = app.granted_project().await;
    let (collector, arrived) = collector().await;
    let server = Traced::start(&app, &collector, "100");
    let officer = &app.world.officer;
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let query = format!(
        "query Aino {{ virtanen: project(id: \"{}\") {{ name }} serverTime {{ today }} }}",
        project.id
    );
    let read = server.ask(&officer.token, &query, Some(parent)).await;
    assert_eq!(read["errors"], Value::Null, "{read}");
    let wrong = server.ask(&officer.token, "{ ainoVirtanen { id } }", None).await;
    assert_ne!(wrong["errors"], Value::Null);
    assert_eq!(
        reqwest::get(format!("{}/nothing/aino", server.url))
            .await
            .expect("an answer")
            .status(),
        404
    );

    let seen = until(&arrived, |seen| {
        seen.iter().filter(|span| span["name"] == "POST /graphql").count() >= 2
            && seen.iter().any(|span| span["name"] == "job send_mail")
            && seen.iter().any(|span| span["name"] == "reaction letters")
            && seen.iter().any(|span| span["name"] == "GET none")
    })
    .await;
    let asked: Vec<&Value> = seen
        .iter()
        .filter(|span| span["name"] == "POST /graphql")
        .collect();
    let right = asked
        .iter()
        .find(|span| span["traceId"] == "0af7651916cd43dd8448eb211c80319c");
    let right = right.expect("a part of the trace of whoever asked");
    assert_eq!(right["parentSpanId"], "b7ad6b7169203331");
    for (key, expected) in [
        ("http.route", "/graphql"),
        ("http.request.method", "POST"),
        ("http.response.status_code", "200"),
        ("graphql.operation.type", "query"),
        ("graphql.fields", "project serverTime"),
        ("graphql.outcome", "done"),
    ] {
        assert_eq!(attribute(right, key).as_deref(), Some(expected), "{key}");
    }
    let refused = asked
        .iter()
        .find(|span| attribute(span, "graphql.outcome").as_deref() == Some("INVALID_DOCUMENT"));
    assert_eq!(attribute(refused.expect("the other one"), "graphql.fields"), None);
    let ended = |span: &Value| {
        span["endTimeUnixNano"]
            .as_str()
            .and_then(|text| text.parse::<u64>().ok())
    };
    assert!(seen.iter().all(|span| ended(span).is_some()));

    nothing_private(&arrived, &[&officer.token, &project.id]);
    // Its worker leaves mails behind, for nobody takes them: nothing that `finish` could look at.
    drop(server);
}

/// Goal: nothing hangs on the collector, and of what is not to be traced nothing leaves.
#[tokio::test]
async fn a_collector_that_is_away_or_not_wanted_changes_nothing() {
    let app = TestApp::start().await;
    let (collector, arrived) = collector().await;
    for (collector, percent) in [("http://127.0.0.1:9", "100"), (collector.as_str(), "0")] {
        let server = Traced::start(&app, collector, percent);
        for _ in 0..3 {
            let read = server
                .ask(&app.world.officer.token, "{ serverTime { today } }", None)
                .await;
            assert_eq!(read["errors"], Value::Null, "{read}");
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(spans(&arrived), Vec::<Value>::new());
    app.finish().await;
}

/// Goal: a setting that means nothing stops the start and says what to write.
#[tokio::test]
async fn a_setting_that_means_nothing_is_refused() {
    for (key, value, said) in [
        ("TALKOOT_TRACE_PERCENT", "250", "from 0 to 100"),
        ("TALKOOT_TRACE_PERCENT", "NaN", "from 0 to 100"),
        ("TALKOOT_OTLP_ENDPOINT", "not an address", "http://127.0.0.1:4318"),
    ] {
        let done = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .args(["docs", "--output", "/nonexistent"])
            .env("TALKOOT_OTLP_ENDPOINT", "http://127.0.0.1:9")
            .env(key, value)
            .output()
            .expect("the program");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            !done.status.success() && told.contains(said),
            "{key}={value}: {told}"
        );
    }
}
