//! Trusted documents: where a file names them, nothing else is carried out.

use std::sync::Arc;

use reqwest::Client;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use talkoot_server::{documents::TrustedDocuments, http::Extras};
use talkoot_test_support::TestApp;
use tempfile::NamedTempFile;

use super::started;

const TODAY: &str = "query Today { serverTime { today } }";
const WHO: &str = "query Who { viewer { person { name } } }";
const PROJECT: &str = "query Project($id: ID!, $first: Int!) { project(id: $id) { name claims(first: $first) { totalCount } } }";
const CREATE: &str = "mutation Create($input: CreatePersonInput!) { createPerson(input: $input) { person { name } refusals { code } } }";
const TWO: &str = "query Now { serverTime { now } } query Day { serverTime { today } }";

fn hash(document: &str) -> String {
    let digest = digest(&SHA256, document.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn manifest(entries: &[(String, &str)]) -> NamedTempFile {
    let map: serde_json::Map<String, Value> = entries
        .iter()
        .map(|(name, document)| (name.clone(), json!(document)))
        .collect();
    let file = NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), Value::Object(map).to_string()).expect("the documents");
    file
}

async fn trusting() -> TestApp {
    let mut entries: Vec<(String, &str)> = [TODAY, WHO, PROJECT, CREATE, TWO]
        .map(|document| (hash(document), document))
        .to_vec();
    // Some generators write the name of the function before the hash.
    entries[1].0 = format!("sha256:{}", entries[1].0);
    let file = manifest(&entries);
    let documents = TrustedDocuments::read(file.path())
        .await
        .expect("trusted documents");
    assert_eq!(documents.number(), 5);
    started(Extras {
        documents: Some(Arc::new(documents)),
        ..Extras::default()
    })
    .await
}

async fn post(app: &TestApp, body: &Value) -> (u16, Value) {
    let sent = Client::new()
        .post(format!("{}/graphql", app.url))
        .bearer_auth(&app.world.administrator.token)
        .json(body);
    let answer = sent.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.json().await.expect("JSON"))
}

/// Goal: a trusted document is carried out however it is named.
#[tokio::test]
async fn a_trusted_document_is_carried_out() {
    let app = trusting().await;
    let bare = hash(TODAY);
    for body in [
        json!({ "documentId": bare }),
        json!({ "documentId": format!("sha256:{bare}"), "extensions": null, "operationName": null }),
        json!({ "documentId": bare.to_uppercase() }),
        json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": bare } } }),
        json!({ "query": TODAY }),
        json!({ "query": TODAY, "extensions": { "persistedQuery": { "version": 1, "sha256Hash": bare } } }),
    ] {
        let (status, answer) = post(&app, &body).await;
        assert_eq!(status, 200, "{body}: {answer}");
        assert_eq!(
            answer["data"]["serverTime"]["today"], "2026-02-02",
            "{body}: {answer}"
        );
    }
    let (_, who) = post(&app, &json!({ "documentId": hash(WHO) })).await;
    assert!(who["data"]["viewer"]["person"]["name"].is_string(), "{who}");
    let input =
        json!({ "idempotencyKey": "k", "name": "Nimi", "email": "nimi@example.test", "language": "FI" });
    let (_, made) = post(
        &app,
        &json!({ "documentId": hash(CREATE), "variables": { "input": input } }),
    )
    .await;
    assert_eq!(made["data"]["createPerson"]["person"]["name"], "Nimi", "{made}");
    let (_, day) = post(&app, &json!({ "documentId": hash(TWO), "operationName": "Day" })).await;
    assert_eq!(day["data"]["serverTime"]["today"], "2026-02-02", "{day}");
    app.finish().await;
}

/// Goal: everything else is refused before it is read, whoever asks, with what to do; and nothing is done.
#[tokio::test]
async fn everything_else_is_refused() {
    let app = trusting().await;
    let other = "mutation { createPerson(input: { idempotencyKey: \"x\", name: \"N\", email: \"n@example.test\", language: FI }) { person { id } } }";
    let entries = "SELECT seq FROM audit_entry ORDER BY seq";
    let before = app.reader().await.rows(entries).await.len();
    for (body, status, code) in [
        (json!({ "query": other }), 403, "DOCUMENT_NOT_TRUSTED"),
        (
            json!({ "query": "{ this is { no GraphQL" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        // One space more is another document.
        (
            json!({ "query": format!("{TODAY} ") }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "query": "{ __schema { types { name } } }" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (json!({ "documentId": hash(other) }), 404, "DOCUMENT_UNKNOWN"),
        (json!({ "documentId": "Today" }), 404, "DOCUMENT_UNKNOWN"),
        // A client that brings hash and text adds nothing to what is trusted.
        (
            json!({ "query": other, "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash(other) } } }),
            404,
            "DOCUMENT_UNKNOWN",
        ),
        (
            json!({ "documentId": hash(TODAY), "query": other }),
            400,
            "DOCUMENT_DIFFERS",
        ),
        (json!({}), 400, "NO_REQUEST"),
        (
            json!([{ "documentId": hash(TODAY) }, { "documentId": hash(WHO) }]),
            400,
            "NO_REQUEST",
        ),
    ] {
        let (got, answer) = post(&app, &body).await;
        let error = &answer["errors"][0];
        assert_eq!(
            (got, &error["extensions"]["code"]),
            (status, &json!(code)),
            "{body}: {answer}"
        );
        assert!(
            error["message"].as_str().is_some_and(|words| words.len() > 30),
            "{answer}"
        );
        assert!(answer["data"].is_null(), "{answer}");
    }
    assert_eq!(
        app.reader().await.rows(entries).await.len(),
        before,
        "nothing was done"
    );
    app.finish().await;
}

/// Goal: where no documents are kept, a client that sends a hash is told to send the whole one.
#[tokio::test]
async fn without_a_file_every_document_is_carried_out() {
    let app = TestApp::start().await;
    let persisted = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash(TODAY) } });
    for body in [
        json!({ "extensions": persisted }),
        json!({ "documentId": hash(TODAY) }),
    ] {
        let (status, answer) = post(&app, &body).await;
        assert_eq!(status, 400, "{answer}");
        assert_eq!(
            answer["errors"][0]["extensions"]["code"],
            "PERSISTED_QUERY_NOT_SUPPORTED"
        );
    }
    let (status, answer) = post(&app, &json!({ "query": TODAY, "extensions": persisted })).await;
    assert_eq!(status, 200, "{answer}");
    app.finish().await;
}

/// Goal: a file that does not fit stops the start, and names what is wrong in it.
#[tokio::test]
async fn a_file_that_does_not_fit_stops_the_start() {
    let wrong = "query Yesterday { serverTime { yesterday } }";
    for (entries, words) in [
        (
            vec![(hash(TODAY), TODAY), (hash(wrong), wrong)],
            vec![
                hash(wrong),
                "query Yesterday".to_owned(),
                "does not fit the schema".to_owned(),
            ],
        ),
        (
            vec![(hash(WHO), TODAY)],
            vec![hash(WHO), "is not the SHA-256".to_owned()],
        ),
        (
            vec![("Today".to_owned(), TODAY)],
            vec!["Today is not the SHA-256".to_owned()],
        ),
        (vec![], vec!["holds no document".to_owned()]),
    ] {
        let file = manifest(&entries);
        let fault = TrustedDocuments::read(file.path()).await.expect_err("a fault");
        let said = format!("{fault:#}");
        for words in words {
            assert!(said.contains(&words), "{said}");
        }
        let mut serve = std::process::Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"));
        let ended = serve
            .args([
                "serve",
                "--no-worker",
                "--port",
                "0",
                "--database-url",
                "sqlite::memory:",
            ])
            .env("TALKOOT_TRUSTED_DOCUMENTS", file.path())
            .output()
            .expect("the program");
        assert!(!ended.status.success(), "it started: {ended:?}");
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(told.contains(&file.path().display().to_string()), "{told}");
    }
    let fault = TrustedDocuments::read("/nowhere/documents.json".as_ref()).await;
    assert!(format!("{:#}", fault.expect_err("no file")).contains("/nowhere/documents.json"));
}
