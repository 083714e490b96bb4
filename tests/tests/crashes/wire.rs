//! A wire on which each command meets a server that dies, twice, before it is answered.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
};
use serde_json::Value;
use talkoot_test_support::{Dump, Reader, TestApp};
use tokio::net::TcpListener;

use crate::crashes::process::{Death, Process};

/// So long a process may take to die once its commit is reached.
const PATIENCE: Duration = Duration::from_secs(20);

/// A wire between a test and the product.
pub struct Wire {
    line: Arc<Line>,
}

struct Line {
    /// The server in the test's own process: for questions and uploads.
    server: String,
    database_url: String,
    reader: tokio::sync::Mutex<Reader>,
    client: reqwest::Client,
    /// The commands during which servers died.
    survived: Mutex<Vec<String>>,
}

impl Wire {
    /// Lays the wire in front of a server: from now on the test's commands go over it.
    pub async fn lay(app: &mut TestApp) -> Self {
        let line = Arc::new(Line {
            server: app.url.clone(),
            database_url: app.database_url.clone(),
            reader: tokio::sync::Mutex::new(app.reader().await),
            client: reqwest::Client::new(),
            survived: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on loopback");
        app.url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(pass).with_state(line.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { line }
    }

    /// The commands that were carried out in spite of two deaths each, in order.
    pub fn survived(&self) -> Vec<String> {
        let survived = self.line.survived.lock();
        survived.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn pass(
    State(line): State<Arc<Line>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Bytes) {
    let path = uri.path_and_query().expect("a path").as_str();
    let asked = Asked {
        method,
        path,
        headers: &headers,
        body: &body,
    };
    match mutation(&body).filter(|_| path == "/graphql") {
        Some(name) => line.carry_out(&name, &asked).await,
        None => line.send(&line.server, &asked).await.expect("an answer"),
    }
}

/// The mutation that a body asks for.
fn mutation(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let (_, after) = body["query"]
        .as_str()?
        .strip_prefix("mutation")?
        .split_once('{')?;
    Some(after.split_once('(')?.0.trim().to_owned())
}

struct Asked<'a> {
    method: Method,
    path: &'a str,
    headers: &'a HeaderMap,
    body: &'a Bytes,
}

impl Line {
    async fn send(&self, to: &str, asked: &Asked<'_>) -> Option<(StatusCode, Bytes)> {
        let mut request = self
            .client
            .request(asked.method.clone(), format!("{to}{}", asked.path))
            .body(asked.body.clone());
        for name in [header::AUTHORIZATION, header::CONTENT_TYPE] {
            if let Some(value) = asked.headers.get(&name) {
                request = request.header(name, value);
            }
        }
        let answer = request.send().await.ok()?;
        let status = answer.status();
        Some((status, answer.bytes().await.ok()?))
    }

    /// Sends a command to a server that dies: nothing of it has happened when it dies before the commit, all
    /// of it when it dies after, and sent once more with the same key it changes nothing further.
    async fn carry_out(&self, name: &str, asked: &Asked<'_>) -> (StatusCode, Bytes) {
        let before = self.dump().await;
        let mut after = before.clone();
        // The first commit of all may only note that a token was used.
        for _ in 0..3 {
            if let Some(answer) = self.dying(Death::Before(1), asked).await {
                assert_eq!(
                    self.dump().await,
                    before,
                    "{name} changed something without a commit"
                );
                return answer;
            }
            assert_eq!(
                self.dump().await,
                before,
                "{name} left something before its commit"
            );
            let told = self.dying(Death::After(1), asked).await;
            assert!(told.is_none(), "{name} was answered by a server that died");
            after = self.dump().await;
            if after != before {
                break;
            }
        }
        assert_ne!(after, before, "{name} was committed and changed nothing");
        let (process, url) = Process::server(&self.database_url, Death::Never);
        let answer = self.send(&url, asked).await.expect("an answer");
        drop(process);
        assert_eq!(
            self.dump().await,
            after,
            "{name} was only half done, or done twice"
        );
        let mut survived = self.survived.lock().unwrap_or_else(PoisonError::into_inner);
        survived.push(name.to_owned());
        answer
    }

    /// The answer of a server that dies at a commit; none when it died.
    async fn dying(&self, death: Death, asked: &Asked<'_>) -> Option<(StatusCode, Bytes)> {
        let (mut process, url) = Process::server(&self.database_url, death);
        let answer = self.send(&url, asked).await;
        if answer.is_none() {
            assert!(
                process.dies_within(PATIENCE).await,
                "no answer, and the server lives"
            );
        }
        answer
    }

    /// Every row but the marks of when a token was used.
    async fn dump(&self) -> Dump {
        let mut dump = self.reader.lock().await.dump().await;
        dump.remove("access_token");
        dump
    }
}
