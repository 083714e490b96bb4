//! The processes: servers, workers, a mail server, and what stands before the servers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
};
use serde_json::Value;
use talkoot_app::Engine;
use talkoot_test_support::{TestApp, engine};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{
    crashes::{
        process::{Death, Process},
        show,
    },
    mail_delivery::smtp,
};

/// Only PostgreSQL serves several processes.
pub(super) fn several() -> bool {
    engine() == Engine::Postgres
}

/// Two servers without a worker.
pub(super) struct Servers {
    pub(super) urls: [String; 2],
    _processes: [Process; 2],
}

impl Servers {
    /// Starts both over the database of a test; their clock shows the time of the test, and goes on.
    pub(super) async fn start(app: &TestApp, settings: &[(&str, &str)]) -> Self {
        show(app, app.app.now()).await;
        let known_as = ("TALKOOT_BASE_URL", "https://talkoot.example.test");
        let settings: Vec<(&str, &str)> = settings.iter().copied().chain([known_as]).collect();
        let start = || Process::server_with(&app.database_url, Death::Never, &settings);
        let ((one, one_url), (other, other_url)) = (start(), start());
        Self {
            urls: [one_url, other_url],
            _processes: [one, other],
        }
    }
}

/// A mail server, and the workers that hand mails to it, each under an address of its own.
pub(super) struct Post {
    pub(super) server: smtp::Server,
    folder: TempDir,
}

impl Post {
    pub(super) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("mails.jsonl");
        Self {
            server: smtp::Server::start(&["--log", log.to_str().expect("a path")]),
            folder,
        }
    }

    /// A worker; its mails come from `{name}@example.test`.
    pub(super) fn worker(&self, app: &TestApp, name: &str) -> Process {
        let (port, from) = (self.server.port.to_string(), format!("{name}@example.test"));
        let settings = [
            ("TALKOOT_SMTP_HOST", "127.0.0.1"),
            ("TALKOOT_SMTP_PORT", port.as_str()),
            ("TALKOOT_SMTP_TLS", "none"),
            ("TALKOOT_MAIL_FROM", from.as_str()),
            ("TALKOOT_BASE_URL", "https://talkoot.example.test"),
        ];
        Process::worker_with(&app.database_url, &settings)
    }

    /// Every mail that was taken, in order.
    pub(super) fn taken(&self) -> Vec<Value> {
        let log = std::fs::read_to_string(self.folder.path().join("mails.jsonl")).unwrap_or_default();
        log.lines()
            .map(|line| serde_json::from_str(line).expect("a mail"))
            .collect()
    }
}

/// Waits until a question to the database is answered with this number.
pub(super) async fn until(app: &TestApp, question: &str, wanted: i64) {
    let mut seen = 0;
    for _ in 0..600 {
        seen = app.number(question).await;
        if seen == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{question}: {seen}, not {wanted}");
}

/// Waits until the workers have nothing to do: every event is followed, every job done, no mail in the queue.
pub(super) async fn until_idle(app: &TestApp) {
    let unfollowed = "SELECT (SELECT outbox_seq FROM log_head) - COALESCE(MIN(seq), 0) FROM reaction_cursor";
    let undone = "SELECT COUNT(*) FROM job WHERE state <> 'done' AND kind <> 'of_the_future'";
    let unsent = "SELECT COUNT(*) FROM mail WHERE state = 'queued'";
    for question in [unfollowed, undone, unsent] {
        until(app, question, 0).await;
    }
}

/// What stands before both servers and sends each request to the other one than the one before.
pub(super) struct Balancer {
    pub(super) url: String,
    line: Arc<Line>,
}

struct Line {
    servers: [String; 2],
    passed: [AtomicUsize; 2],
    next: AtomicUsize,
    client: reqwest::Client,
}

impl Balancer {
    pub(super) async fn before(servers: &Servers) -> Self {
        let line = Arc::new(Line {
            servers: servers.urls.clone(),
            passed: [AtomicUsize::new(0), AtomicUsize::new(0)],
            next: AtomicUsize::new(0),
            client: reqwest::Client::new(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(pass).with_state(Arc::clone(&line));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, line }
    }

    /// How many requests each server got.
    pub(super) fn passed(&self) -> [usize; 2] {
        [0, 1].map(|place: usize| self.line.passed[place].load(Ordering::SeqCst))
    }
}

async fn pass(
    State(line): State<Arc<Line>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Bytes) {
    let place = line.next.fetch_add(1, Ordering::SeqCst) % 2;
    line.passed[place].fetch_add(1, Ordering::SeqCst);
    let path = uri.path_and_query().expect("a path").as_str();
    let mut request = line
        .client
        .request(method, format!("{}{path}", line.servers[place]))
        .body(body);
    for name in [header::AUTHORIZATION, header::CONTENT_TYPE] {
        if let Some(value) = headers.get(&name) {
            request = request.header(name, value);
        }
    }
    let answer = request.send().await.expect("an answer");
    (answer.status(), answer.bytes().await.expect("a body"))
}
