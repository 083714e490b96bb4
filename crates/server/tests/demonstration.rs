//! The demonstration as a newcomer meets it: one command loads and serves it, the walkthrough passes
//! against it, a second start is quick, and the audit log holds.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use talkoot_test_support::TestDatabase;

const TALKOOT: &str = env!("CARGO_BIN_EXE_talkoot");

/// A running demonstration; stopped by its process id.
struct Demonstration {
    process: Child,
    url: String,
}

impl Demonstration {
    fn start(database: &str, data: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(TALKOOT)
            .args(["demo", "--data"])
            .arg(data)
            .args(more)
            .env("DATABASE_URL", database)
            .env("PORT", "0")
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the demonstration starts");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut told = Vec::new();
        let mut url = None;
        for line in lines.by_ref() {
            let line = line.expect("a line");
            if let Some((_, found)) = line.split_once("demonstration is on ") {
                url = Some(found.to_owned());
                break;
            }
            told.push(line);
        }
        let url = url.unwrap_or_else(|| panic!("the demonstration did not get ready:\n{}", told.join("\n")));
        // Somebody keeps listening, as a terminal does.
        thread::spawn(move || lines.for_each(drop));
        Self { process, url }
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        let _ = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status();
        let _ = self.process.wait();
    }
}

fn talkoot(arguments: &[&str], database: &str) -> Output {
    Command::new(TALKOOT)
        .args(arguments)
        .env("DATABASE_URL", database)
        .output()
        .expect("talkoot runs")
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_loads_and_the_walk_passes() {
    let database = TestDatabase::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let data_text = data.to_str().expect("a path");

    let demonstration = Demonstration::start(&database.url, &data, &[]);
    let walked = talkoot(
        &["walkthrough", "--url", &demonstration.url, "--data", data_text],
        &database.url,
    );
    assert!(walked.status.success(), "{}", text(&walked));
    for figure in [
        "49006.24", "10493.82", "3672.92", "19938.26", "8395.06", "6506.18",
    ] {
        assert!(
            text(&walked).contains(figure),
            "the walk shows {figure}:\n{}",
            text(&walked)
        );
    }
    let tokens = talkoot(&["demo", "tokens", "--json", "--data", data_text], &database.url);
    let tokens: serde_json::Value = serde_json::from_slice(&tokens.stdout).expect("JSON");
    let officer = tokens
        .as_array()
        .expect("a list")
        .iter()
        .find(|token| token["role"] == "officer");
    assert!(officer.is_some_and(|token| token["token"].as_str().is_some_and(|text| !text.is_empty())));
    let page = reqwest::get(&demonstration.url)
        .await
        .expect("the first page")
        .text()
        .await
        .expect("text");
    assert!(
        page.contains("Ready sign-ins") && page.contains("Esimerkki"),
        "{page}"
    );
    drop(demonstration);

    let started = Instant::now();
    drop(Demonstration::start(&database.url, &data, &[]));
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "a second start loads nothing"
    );
    let doctor = talkoot(&["doctor"], &database.url);
    assert!(doctor.status.success(), "{}", text(&doctor));

    let before = std::fs::read(data.join("demo-tokens.json")).expect("the sign-ins");
    drop(Demonstration::start(&database.url, &data, &["--reset"]));
    let after = std::fs::read(data.join("demo-tokens.json")).expect("the sign-ins");
    assert_ne!(before, after, "a demonstration is started over when asked");
}
