//! The demonstration as a newcomer meets it: one command loads and serves it, the walkthrough passes
//! against it, a second start is quick, and the audit log holds.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use talkoot_test_support::TestDatabase;

const TALKOOT: &str = env!("CARGO_BIN_EXE_talkoot");

/// A running demonstration; stopped by its process id.
struct Demonstration {
    process: Child,
    url: String,
}

impl Demonstration {
    fn start(database: &str, data: &Path, more: &[&str]) -> Self {
        talkoot_server::cryptography::install();
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

/// What the call of seed 1 comes to, on both engines and each time.
const FIGURES: [&str; 18] = [
    "applications: 52",
    "granted: 21",
    "EUR granted: 446617.00",
    "of them in part: 4",
    "refused, the money ended before them: 11",
    "refused, below the least points: 16",
    "refused, results would leave the municipalities: 4",
    "decided as drawn: 52",
    "kept ranking list of: 52",
    "conflicts of interest: 4",
    "letters with a number of their own: 52",
    "letters with a hash: 52",
    "letters in fi: 45",
    "letters in sv: 7",
    "decisions in public: 52",
    "of them with money: 21",
    "EUR in public: 446617.00",
    "17 figures compared, 0 differ",
];

/// Goal: one command plays the whole call with the same figures on both engines; a second run adds nothing; the audit
/// log holds; the public sees the decisions and nothing more, an applicant nothing of how it was reviewed.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_two_applications_become_twenty_one_grants() {
    let database = TestDatabase::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");

    for again in [false, true] {
        let played = talkoot(&["demo", "call", "--data", data], &database.url);
        let told = text(&played);
        assert!(played.status.success(), "{told}");
        for figure in FIGURES {
            assert!(told.contains(figure), "{figure}:\n{told}");
        }
        assert_eq!(told.contains("is there already"), again, "{told}");
    }
    let doctor = talkoot(&["doctor"], &database.url);
    assert!(doctor.status.success(), "{}", text(&doctor));
    assert!(
        text(&doctor).contains("mails: 0 in the queue"),
        "{}",
        text(&doctor)
    );

    let tokens = talkoot(&["demo", "tokens", "--json", "--data", data], &database.url);
    let tokens: Value = serde_json::from_slice(&tokens.stdout).expect("JSON");
    let served = Demonstration::start(&database.url, folder.path(), &[]);
    let public = reqwest::get(format!("{}/public/decisions.json", served.url)).await;
    let public = public.expect("what is public").text().await.expect("text");
    let refused = public_decisions(&public);
    no_secrets(&served, &tokens, &refused).await;
}

/// The recipients that got nothing; of them nothing is told but that they asked and for how much.
fn public_decisions(public: &str) -> Vec<String> {
    let all: Vec<Value> = serde_json::from_str(public).expect("JSON");
    let ours = all.iter().filter(|one| {
        let programme = one["programme"].as_str();
        programme.is_some_and(|programme| programme.starts_with("Kuntien digikokeilut"))
    });
    let (refused, granted): (Vec<&Value>, Vec<&Value>) =
        ours.partition(|one| one["amount_granted"] == "0.00");
    assert_eq!((refused.len(), granted.len()), (31, 21));
    assert!(granted.iter().all(|one| one["purpose"].is_string()), "{public}");
    assert!(refused.iter().all(|one| one["purpose"].is_null()), "{public}");
    // No reasoning, no statement, no name of a person.
    for secret in [
        "vertailussa",
        "jämförelsen",
        "Laskelma",
        "Riitta",
        "Maija",
        "Kaisa",
        "kunta-",
    ] {
        assert!(!public.contains(secret), "{secret} in {public}");
    }
    let recipient = |one: &&Value| {
        let name = one["recipient"].as_str().expect("a name");
        name.split(" (").next().expect("a name").to_owned()
    };
    refused.iter().map(recipient).collect()
}

/// Who was refused reads the own letter, and of the handling nothing; of another's application nothing at all.
async fn no_secrets(served: &Demonstration, tokens: &Value, refused: &[String]) {
    const QUERY: &str =
        "{ applications(first: 100) { nodes { id lead { nameFi } partners { organisation { nameFi } }
        reviews { id } manualChecks { code } checks { code }
        decision { awarded letter { text pdfPath } } } } }";
    let token = |role: &str, organisation: &str| {
        let mut all = tokens.as_array().expect("a list").iter();
        let found = all.find(|one| one["role"] == role && one["organisation"] == organisation);
        found
            .and_then(|one| one["token"].as_str())
            .expect("a token")
            .to_owned()
    };
    let client = reqwest::Client::new();
    let ask = async |token: &str| -> Value {
        let request = client.post(format!("{}/graphql", served.url)).bearer_auth(token);
        let answer = request
            .json(&json!({ "query": QUERY }))
            .send()
            .await
            .expect("an answer");
        answer.json().await.expect("JSON")
    };
    let name = &refused[0];
    let own = ask(&token("lead_coordinator", name)).await;
    let nodes = own["data"]["applications"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("no applications in {own}"));
    for one in nodes {
        let takes_part = one["partners"].as_array().expect("partners").iter();
        let mut takes_part = takes_part.filter(|part| part["organisation"]["nameFi"] == json!(name));
        assert!(
            takes_part.next().is_some(),
            "{name} reads another's application: {one}"
        );
        for hidden in ["reviews", "manualChecks", "checks"] {
            assert_eq!(one[hidden], json!([]), "{hidden}");
        }
    }
    let led = nodes
        .iter()
        .find(|one| one["lead"]["nameFi"] == json!(name) && one["decision"]["awarded"] == false);
    let letter = &led.expect("the own application")["decision"]["letter"];
    assert!(
        letter["text"]
            .as_str()
            .is_some_and(|text| !text.contains("pistettä")),
        "{letter}"
    );
    let path = letter["pdfPath"]
        .as_str()
        .expect("a path")
        .trim_start_matches('/');
    let file = client
        .get(format!("{}/{path}", served.url))
        .bearer_auth(token("lead_coordinator", name));
    let file = file
        .send()
        .await
        .expect("an answer")
        .bytes()
        .await
        .expect("a file");
    assert!(file.starts_with(b"%PDF-"), "the letter as a file");
}
