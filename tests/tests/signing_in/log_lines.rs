//! What others send stays on one line of the log, whatever it holds.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use talkoot_test_support::{Browser, Page, TestApp};
use tempfile::TempDir;

use crate::signing_in::issuer::{CLIENT, Issuer, SECRET};

/// Would look like an entry of its own, and change colours, where line breaks and control characters were let through.
const FORGED: &str =
    "a\r\n2001-01-01T10:00:00.000000Z ERROR talkoot: forged\n{\"level\":\"ERROR\"}\u{1b}[31m\u{8}\0";
/// How it would begin.
const ENTRY: &str = "2001-01-01";

/// A server with a sign-in service that writes its log into a file; killed when dropped.
struct Logging {
    process: Child,
    url: String,
    folder: TempDir,
}

impl Logging {
    fn start(app: &TestApp, issuer: &Issuer, format: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = File::create(folder.path().join("log")).expect("a file");
        let mut process = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .args(["serve", "--no-worker"])
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
            .env("TALKOOT_BASE_URL", "https://talkoot.example.test")
            .env("TALKOOT_LOG_FORMAT", format)
            .env("TALKOOT_OIDC_ISSUER", &issuer.url)
            .env("TALKOOT_OIDC_CLIENT_ID", CLIENT)
            .env("TALKOOT_OIDC_CLIENT_SECRET", SECRET)
            .env("TALKOOT_SIGN_IN_LINKS", "true")
            .env("RUST_LOG", "info,sqlx=off")
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::from(log))
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("a line").expect("text");
        let url = first.replace("serving on ", "");
        Self { process, url, folder }
    }

    /// Begins to sign in at the service; gives the state.
    async fn begin(&self, browser: &Browser) -> String {
        let begun = browser.post(&format!("{}/sign-in/provider", self.url), &[]).await;
        let service = begun
            .location
            .unwrap_or_else(|| panic!("no service: {}", begun.body));
        let (_, rest) = service.split_once("state=").expect("a state");
        rest.split('&').next().unwrap_or_default().to_owned()
    }

    /// Comes back from the service with a part of the address.
    async fn back(&self, browser: &Browser, part: &str) -> Page {
        let state = self.begin(browser).await;
        let forged: String = FORGED.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let page = format!("{}/sign-in/callback?state={state}&{part}={forged}", self.url);
        browser.get(&page).await
    }

    /// A request whose head holds what no client would send.
    fn raw(&self) {
        let address = self.url.strip_prefix("http://").expect("an address");
        let mut stream = TcpStream::connect(address).expect("a connection");
        let limit = Some(Duration::from_secs(30));
        stream.set_read_timeout(limit).expect("a limit");
        let head = format!(
            "GET /sign-in HTTP/1.1\r\nHost: talkoot.example.test\r\nUser-Agent: {FORGED}\r\n\
             X-Forwarded-For: {FORGED}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.starts_with(b"HTTP/1.1 "), "it is answered");
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).expect("the log")
    }
}

impl Drop for Logging {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Goal: line breaks and control characters in an address, in a form, in a header, and in what the sign-in service
/// repeats, make no line of their own in the log, in neither format; what was sent is told all the same.
#[tokio::test]
async fn nobody_writes_lines_of_their_own_into_the_log() {
    let app = TestApp::start().await;
    let issuer = Issuer::start().await;
    for format in ["text", "json"] {
        let server = Logging::start(&app, &issuer, format);
        let browser = app.browser();
        for part in ["error", "code"] {
            let refused = server.back(&browser, part).await;
            assert_eq!(refused.reason(), Some("provider-refused"), "{format} {part}");
        }
        let form = [("email", FORGED)];
        let asked = browser.post(&format!("{}/sign-in", server.url), &form).await;
        assert_eq!(asked.status, 422, "no address");
        let form = [("logout_token", FORGED)];
        let out = browser
            .post(&format!("{}/sign-in/logout", server.url), &form)
            .await;
        assert_eq!(out.status, 400, "no token");
        server.raw();

        let log = server.log();
        for line in log.lines() {
            let is_ours = if format == "json" {
                serde_json::from_str::<Value>(line).is_ok_and(|entry| entry["timestamp"].is_string())
            } else {
                line.starts_with("20") && !line.starts_with(ENTRY)
            };
            assert!(is_ours, "{format}: {line:?} in {log}");
        }
        let has = |what: &str| log.lines().filter(|line| line.contains(what)).count();
        assert_eq!(has("the sign-in service signed nobody in"), 1, "{log}");
        assert_eq!(has("the sign-in service did not exchange a code"), 1, "{log}");
        assert_eq!(has("forged"), 2, "{log}");
        let breaks = log.chars().filter(|c| c.is_control() && *c != '\n').count();
        assert_eq!(breaks, 0, "{log:?}");
    }
    app.finish().await;
}
