//! Requests that never end: cut off, and nobody else waits for them.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use talkoot_server::http::{Extras, Patience};
use talkoot_test_support::TestApp;
use tokio::task::spawn_blocking;

use super::started;

const PATIENCE: Patience = Patience {
    head: Duration::from_secs(2),
    pause: Duration::from_secs(1),
    body: Duration::from_secs(3),
    file: Duration::from_secs(5),
};
const DROP: Duration = Duration::from_millis(200);
/// Nobody waits for longer than this, also on a machine that is busy.
const ENOUGH: Duration = Duration::from_secs(30);

async fn hurried() -> TestApp {
    started(Extras {
        patience: PATIENCE,
        ..Extras::default()
    })
    .await
}

fn open(app: &TestApp) -> TcpStream {
    let address = app.url.strip_prefix("http://").expect("an address");
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(ENOUGH)).expect("a limit");
    stream
}

/// Sends the beginning, then `drop` again and again until nobody takes it any more; what was answered, and after how
/// long the connection was closed.
fn drip(mut stream: TcpStream, beginning: &str, drop: &'static [u8]) -> (String, Duration) {
    stream.write_all(beginning.as_bytes()).expect("a beginning");
    let mut writer = stream.try_clone().expect("the same connection");
    let over = Arc::new(AtomicBool::new(false));
    let stop = over.clone();
    let dripping = std::thread::spawn(move || {
        while !drop.is_empty() && !stop.load(Ordering::Relaxed) {
            if writer.write_all(drop).is_err() {
                return;
            }
            std::thread::sleep(DROP);
        }
    });
    let begun = Instant::now();
    let mut answer = Vec::new();
    // The other side may reset the connection after its answer, because more drops came.
    let _ = stream.read_to_end(&mut answer);
    let took = begun.elapsed();
    over.store(true, Ordering::Relaxed);
    dripping.join().expect("the drops");
    (String::from_utf8_lossy(&answer).into_owned(), took)
}

fn post(path: &str, kind: &str, token: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: talkoot.example.test\r\nAuthorization: Bearer {token}\r\nContent-Type: {kind}\r\n\
         Content-Length: 100000\r\n\r\n"
    )
}

/// Goal: a body that comes drop by drop is cut off with words, however many there are, and others are served meanwhile.
#[tokio::test]
async fn a_body_drop_by_drop_is_cut_off_while_others_are_served() {
    let app = hurried().await;
    let token = app.world.officer.token.clone();
    let slow: Vec<_> = (0..20)
        .map(|_| {
            let (stream, head) = (open(&app), post("/graphql", "application/json", &token));
            spawn_blocking(move || drip(stream, &head, b" "))
        })
        .collect();
    let mut served = 0;
    while !slow.iter().all(tokio::task::JoinHandle::is_finished) {
        assert_eq!(
            app.status(&app.world.officer, "{ serverTime { today } }").await,
            200
        );
        served += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(served > 10, "only {served} were served");
    for one in slow {
        let (answer, took) = one.await.expect("the slow one");
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("\"code\":\"BODY_TOO_SLOW\""), "{answer}");
        assert!(answer.contains("over a faster connection"), "{answer}");
        assert!(answer.contains("x-content-type-options: nosniff"), "{answer}");
        assert!(took >= Duration::from_secs(2) && took < ENOUGH, "{took:?}");
    }
    app.finish().await;
}

/// Goal: a body that stops is cut off after a pause; files have more time, but may not stop either.
#[tokio::test]
async fn a_body_that_stops_is_cut_off() {
    let app = hurried().await;
    let token = app.world.municipality("Lohja").preparer.token.clone();
    for (path, kind, words) in [
        ("/graphql", "application/json", "take 3 s"),
        ("/files", "multipart/form-data; boundary=x", "take 5 s"),
    ] {
        let (stream, head) = (open(&app), post(path, kind, &token));
        let (answer, took) = spawn_blocking(move || drip(stream, &head, b""))
            .await
            .expect("the one that stops");
        assert!(answer.starts_with("HTTP/1.1 408"), "{path}: {answer}");
        assert!(
            answer.contains("BODY_TOO_SLOW") && answer.contains(words),
            "{path}: {answer}"
        );
        assert!(took >= Duration::from_millis(900), "{path}: {took:?}");
    }
    app.finish().await;
}

/// Goal: a head that does not end, and a connection over which nothing comes at all, are closed.
#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let app = hurried().await;
    for (beginning, drop) in [
        ("GET /health HTTP/1.1\r\nX-Filler: ", &b"x"[..]),
        ("P", b""),
        ("", b""),
    ] {
        let stream = open(&app);
        let (answer, took) = spawn_blocking(move || drip(stream, beginning, drop))
            .await
            .expect("the slow one");
        assert!(!answer.contains("200 OK"), "{beginning:?}: {answer}");
        assert!(took < ENOUGH, "{beginning:?}: still open after {took:?}");
    }
    app.finish().await;
}

/// Goal: a body in pieces that comes in time is read as a whole.
#[tokio::test]
async fn a_body_in_pieces_is_read() {
    let app = hurried().await;
    let token = app.world.officer.token.clone();
    let mut stream = open(&app);
    let answer = spawn_blocking(move || {
        let body = r#"{"query":"{ serverTime { today } }"}"#;
        let head = post("/graphql", "application/json", &token)
            .replace("100000", &body.len().to_string())
            .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("the head");
        for piece in body.as_bytes().chunks(12) {
            stream.write_all(piece).expect("a piece");
            std::thread::sleep(DROP);
        }
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer");
        answer
    });
    let answer = answer.await.expect("an answer");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("\"today\""),
        "{answer}"
    );
    app.finish().await;
}
