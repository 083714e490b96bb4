//! Contents of files outside of the database: in a folder, and in a bucket of a real S3 server.

mod kept;
mod moved;
mod place;
mod swept;

use chrono::{DateTime, TimeZone, Utc};
use place::Outside;
use talkoot_server::http::Extras;
use talkoot_test_support::TestApp;

/// What everybody of these tests uploads, each with a number of its own.
fn pdf(number: usize) -> Vec<u8> {
    let words = format!("%PDF-1.7\n% liite {number}\n");
    [words.as_bytes(), &vec![b'x'; 20_000]].concat()
}

fn start() -> DateTime<Utc> {
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0);
    start.single().expect("a time")
}

async fn keeping_in(outside: &Outside) -> TestApp {
    let places = outside.places();
    let change = |app: talkoot_app::App| app.with_places(places);
    TestApp::start_signing_in(start(), change, async |_| Extras::default()).await
}

/// Uploads as Lohja's preparer: the status, and what was said.
async fn send(app: &TestApp, content: &[u8]) -> (u16, serde_json::Value) {
    let lohja = app.world.municipality("Lohja").clone();
    let part = reqwest::multipart::Part::bytes(content.to_vec()).file_name("liite.pdf");
    let form = reqwest::multipart::Form::new()
        .text("organisation", lohja.id)
        .part("file", part);
    let page = app
        .browser()
        .request("/files", |request| {
            request.bearer_auth(&lohja.preparer.token).multipart(form)
        })
        .await;
    (page.status, serde_json::from_str(&page.body).expect("JSON"))
}

/// Uploads; gives the file's id.
async fn sent(app: &TestApp, content: &[u8]) -> String {
    let (status, said) = send(app, content).await;
    assert_eq!(status, 201, "{said}");
    said["id"].as_str().expect("an id").to_owned()
}

async fn read(app: &TestApp, file: &str) -> (u16, Vec<u8>) {
    let lohja = app.world.municipality("Lohja").clone();
    app.download(&lohja.preparer, file).await
}

/// How many contents are in the database and how many outside.
async fn counted(app: &TestApp) -> (i64, i64) {
    let outside = "SELECT COUNT(*) FROM file_content WHERE object_key IS NOT NULL AND length(content) = 0";
    let inside = "SELECT COUNT(*) FROM file_content WHERE object_key IS NULL AND length(content) > 0";
    (app.number(inside).await, app.number(outside).await)
}
