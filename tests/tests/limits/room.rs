//! Files on their way: there is room for so many bytes at once, and whoever finds none is told to come again.

use std::time::Duration;

use talkoot_server::http::{Extras, Room};
use talkoot_test_support::{Municipality, TestApp};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::started;

/// Every upload of these tests is as large as this.
const UPLOAD: usize = 2_000;
/// Nobody waits for longer than this, also on a machine that is busy.
const ENOUGH: Duration = Duration::from_secs(60);
const MOMENT: Duration = Duration::from_millis(200);
const WANTED: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

async fn with_room(room: Room) -> TestApp {
    started(Extras {
        room,
        ..Extras::default()
    })
    .await
}

/// Room for two uploads, one of a person.
const fn two(wait: Duration) -> Room {
    Room {
        bytes: 2 * UPLOAD,
        of_one: UPLOAD,
        wait,
    }
}

async fn connect(app: &TestApp) -> TcpStream {
    let address = app.url.strip_prefix("http://").expect("an address");
    TcpStream::connect(address).await.expect("a connection")
}

fn head(of: &Municipality, more: &str) -> String {
    format!(
        "POST /files HTTP/1.1\r\nHost: talkoot.example.test\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {UPLOAD}\r\nConnection: close\r\n{more}\r\n",
        of.preparer.token
    )
}

fn body(of: &Municipality) -> Vec<u8> {
    let begin = format!(
        "--x\r\nContent-Disposition: form-data; name=\"organisation\"\r\n\r\n{}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n",
        of.id
    );
    let end = "\r\n--x--\r\n";
    let content = "a".repeat(UPLOAD - begin.len() - end.len());
    format!("{begin}{content}{end}").into_bytes()
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // The other side may close before it has read everything.
    let _ = timeout(ENOUGH, stream.read_to_end(&mut answer))
        .await
        .expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// An upload as a whole; the answer with its head.
async fn send(app: &TestApp, of: &Municipality) -> String {
    let mut stream = connect(app).await;
    let all = [head(of, "").into_bytes(), body(of)].concat();
    stream.write_all(&all).await.expect("the upload");
    rest(&mut stream).await
}

/// Begins an upload, and waits until the server asks for the body: from then on it has room for it.
async fn begin(app: &TestApp, of: &Municipality) -> TcpStream {
    let mut stream = connect(app).await;
    let head = head(of, "Expect: 100-continue\r\n");
    stream.write_all(head.as_bytes()).await.expect("the head");
    let mut said = vec![0_u8; WANTED.len()];
    timeout(ENOUGH, stream.read_exact(&mut said))
        .await
        .expect("a word in time")
        .expect("a word");
    assert_eq!(said, WANTED, "{}", String::from_utf8_lossy(&said));
    stream
}

async fn end(mut stream: TcpStream, of: &Municipality) -> String {
    stream.write_all(&body(of)).await.expect("the body");
    rest(&mut stream).await
}

fn assert_full(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 30"), "{answer}");
    assert!(answer.contains("try again"), "{answer}");
}

fn assert_kept(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

/// Goal: no more uploads are taken at once than there is room for; one too many gets 503 and is taken later, and
/// questions are answered all the time.
#[tokio::test]
async fn one_upload_too_many_is_told_to_come_again() {
    let app = with_room(two(MOMENT)).await;
    let [lohja, virrat, karkkila] =
        ["Lohja", "Virrat", "Karkkila"].map(|name| app.world.municipality(name).clone());
    let (first, second) = (begin(&app, &lohja).await, begin(&app, &virrat).await);
    assert_full(&send(&app, &karkkila).await);
    let question = "{ serverTime { today } }";
    assert_eq!(app.status(&karkkila.preparer, question).await, 200);
    assert_kept(&end(first, &lohja).await);
    assert_kept(&send(&app, &karkkila).await);
    assert_kept(&end(second, &virrat).await);
    assert_eq!(app.number("SELECT COUNT(*) FROM stored_file").await, 3);
    app.finish().await;
}

/// Goal: whoever sends slowly keeps nobody out but itself.
#[tokio::test]
async fn one_person_does_not_take_all_the_room() {
    let app = with_room(two(MOMENT)).await;
    let [lohja, virrat] = ["Lohja", "Virrat"].map(|name| app.world.municipality(name).clone());
    let slow = begin(&app, &lohja).await;
    assert_full(&send(&app, &lohja).await);
    assert_kept(&send(&app, &virrat).await);
    assert_kept(&end(slow, &lohja).await);
    assert_kept(&send(&app, &lohja).await);
    app.finish().await;
}

/// Goal: whoever waits gets the room of an upload that ends, and of one whose sender goes away.
#[tokio::test]
async fn who_waits_gets_the_room_of_others() {
    let app = with_room(two(ENOUGH)).await;
    let lohja = app.world.municipality("Lohja").clone();
    let first = begin(&app, &lohja).await;
    let (waited, kept) = tokio::join!(send(&app, &lohja), end(first, &lohja));
    assert_kept(&kept);
    assert_kept(&waited);

    let gone = begin(&app, &lohja).await;
    drop(gone);
    assert_kept(&send(&app, &lohja).await);
    app.finish().await;
}

/// Goal: a file that somebody reads slowly takes room as well, until it is read.
#[tokio::test]
async fn files_that_go_out_take_room() {
    // More than what the system keeps for a connection.
    const LARGE: usize = 40 * 1024 * 1024;
    let room = Room {
        bytes: LARGE + LARGE / 2,
        of_one: LARGE + LARGE / 2,
        wait: MOMENT,
    };
    let app = with_room(room).await;
    let lohja = app.world.municipality("Lohja").clone();
    let content = vec![b'x'; LARGE];
    let file = app
        .upload(&lohja.preparer, lohja.organisation, "suuri.csv", &content)
        .await;
    let mut slow = connect(&app).await;
    let head = format!(
        "GET /files/{file} HTTP/1.1\r\nHost: talkoot.example.test\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        lohja.preparer.token
    );
    slow.write_all(head.as_bytes()).await.expect("the head");
    let mut begun = [0_u8; 12];
    timeout(ENOUGH, slow.read_exact(&mut begun))
        .await
        .expect("a word in time")
        .expect("a word");
    assert_eq!(&begun, b"HTTP/1.1 200");
    let entries = "SELECT COUNT(*) FROM audit_entry WHERE command = 'downloadFile'";
    assert_eq!(app.number(entries).await, 1);
    let (status, said) = app.download(&lohja.preparer, &file).await;
    assert_eq!(status, 503, "{}", String::from_utf8_lossy(&said));
    assert_eq!(app.number(entries).await, 1, "what is not given is not read");

    let answer = rest(&mut slow).await;
    assert!(
        answer.contains(&format!("content-length: {LARGE}")),
        "{}",
        &answer[..500]
    );
    assert!(answer.ends_with(&"x".repeat(1000)));
    let (status, again) = app.download(&lohja.preparer, &file).await;
    assert_eq!((status, again == content), (200, true));
    app.finish().await;
}
