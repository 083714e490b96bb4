//! Who gets which file and which page, as the server answers; a new route without a decision fails.

use std::fmt::Write as _;

use serde_json::json;

use crate::permissions::{prepared::Prepared, reviewed};

/// Routes as they stand in the sources of the server.
const SOURCES: [&str; 2] = [
    include_str!("../../../crates/server/src/http.rs"),
    include_str!("../../../crates/server/src/http/sign_in.rs"),
];
/// Those that show nothing of anybody, or only to who knows a secret, with the tests that look after them.
const ELSEWHERE: [&str; 23] = [
    "/",
    "/assets/{name}",    // files of the page of the graph
    "/calendars/{file}", // a secret: reports::, persons::
    "/demo/clock",       // the demonstration alone
    "/files",            // care::scanned
    "/graphql",          // matrix.txt and fields.txt
    "/health",
    "/mailbox",               // the demonstration alone
    "/mailbox/{name}",        // the demonstration alone
    "/ready",                 // running::watching
    "/sign-in",               // signing_in::
    "/sign-in/callback",      // signing_in::
    "/sign-in/link/{secret}", // signing_in::
    "/sign-in/logout",        // signing_in::
    "/sign-in/passkey",       // signing_in::passkeys
    "/sign-in/passkey/options",
    "/sign-in/passkeys",
    "/sign-in/passkeys.js",
    "/sign-in/passkeys/options",
    "/sign-in/passkeys/{id}/remove",
    "/sign-in/provider", // signing_in::
    "/sign-out",         // signing_in::
    "/surveys/{secret}", // surveys::
];

/// Questions to the graph that show rows of a file, with what they are told.
const ROWS: [(&str, &str); 2] = [
    ("checkLedger", "CheckLedgerInput"),
    ("inspectLedger", "InspectLedgerInput"),
];

/// What is asked of each route with files.
fn asked(prepared: &Prepared) -> Vec<(&'static str, Vec<String>)> {
    let of = |kind: &str| prepared.id(kind).expect("a prepared thing").to_owned();
    vec![
        (
            "/agreements/{id}/{file}",
            vec![
                format!("/agreements/{}/agreement.txt", of("Agreement")),
                format!("/agreements/{}/agreement.pdf", of("Agreement")),
            ],
        ),
        (
            "/decisions/{id}/{file}",
            vec![
                format!("/decisions/{}/letter.txt", of("Decision")),
                format!("/decisions/{}/letter.pdf", of("Decision")),
            ],
        ),
        ("/files/{id}", vec![format!("/files/{}", of("File"))]),
        (
            "/people/{id}/{file}",
            vec![
                "/people/me/data.json".to_owned(),
                format!("/people/{}/data.json", of("Person")),
            ],
        ),
        (
            "/portfolio/{file}",
            [
                "late.csv",
                "projects.csv",
                "projects.xlsx",
                "summary.pdf",
                "summary.txt",
            ]
            .map(|file| format!("/portfolio/{file}"))
            .to_vec(),
        ),
        (
            "/programmes/{id}/{file}",
            vec![format!("/programmes/{}/budget.csv", of("Programme"))],
        ),
        (
            "/projects/{id}/{file}",
            vec![format!("/projects/{}/reconciliation.csv", of("Project"))],
        ),
        (
            "/public/{file}",
            [
                "calls.json",
                "decisions.json",
                "decisions.csv",
                "results.json",
                "results.csv",
            ]
            .map(|file| format!("/public/{file}"))
            .to_vec(),
        ),
    ]
}

/// The routes of the sources, but for the pages of links, which only say who has to sign in.
fn routes() -> Vec<&'static str> {
    let mut all: Vec<&str> = SOURCES
        .iter()
        .flat_map(|source| source.split(".route(\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Who is answered what, in groups of the same answer.
fn grouped<'a>(answers: impl IntoIterator<Item = (&'a str, u16)>) -> String {
    let mut groups: Vec<(u16, Vec<&str>)> = Vec::new();
    for (who, status) in answers {
        match groups.iter_mut().find(|(known, _)| *known == status) {
            Some((_, people)) => people.push(who),
            None => groups.push((status, vec![who])),
        }
    }
    groups.sort_unstable();
    let mut text = String::new();
    for (status, people) in groups {
        let _ = writeln!(text, "  {status}  {}", people.join(" "));
    }
    text
}

/// Who sees rows of a file that nobody has put to use yet, by the status that a download would have.
async fn rows(prepared: &Prepared, text: &mut String) {
    let app = &prepared.claims.app;
    let variables = json!({ "input": { "fileId": prepared.id("File") } });
    for (field, input) in ROWS {
        let query = format!("query($input: {input}!) {{ {field}(input: $input) {{ __typename }} }}");
        let mut answers = Vec::new();
        for (who, user) in prepared.users() {
            let answer = match &user {
                Some(user) => app.graphql(user, &query, variables.clone()).await,
                None => app.anonymous_with(&query, variables.clone()).await,
            };
            let status = match answer.errors().first().map(String::as_str) {
                None => 200,
                Some("UNAUTHENTICATED") => 401,
                Some("NOT_FOUND") => 404,
                Some(code) => panic!("{field} for {who}: {code}"),
            };
            answers.push((who, status));
        }
        let _ = write!(text, "\nquery {field}\n{}", grouped(answers));
    }
}

/// Goal: each route with files has a decision, and everybody gets what it says, whole or as rows.
#[tokio::test]
async fn everybody_gets_the_files_that_the_reviewed_file_says() {
    let prepared = Prepared::start().await;
    let app = &prepared.claims.app;
    let asked = asked(&prepared);
    let mut known: Vec<&str> = asked.iter().map(|(route, _)| *route).chain(ELSEWHERE).collect();
    known.sort_unstable();
    assert_eq!(routes(), known, "each route is decided on here");

    let mut text = "Who gets which file, as the server answers over HTTP.\n".to_owned();
    let browser = app.browser();
    for (route, paths) in &asked {
        for path in paths {
            let file = path.rsplit('/').next().filter(|_| !route.ends_with("{id}"));
            let _ = writeln!(text, "\n{} {}", route, file.unwrap_or_default());
            let mut answers = Vec::new();
            for (who, user) in prepared.users() {
                let status = match user {
                    Some(user) => app.get(&user, path.trim_start_matches('/')).await.0,
                    None => browser.get(path).await.status,
                };
                assert!(status < 500, "{path} for {who}: {status}");
                answers.push((who, status));
            }
            text.push_str(&grouped(answers));
        }
    }
    rows(&prepared, &mut text).await;
    reviewed("files.txt", include_str!("files.txt"), &text);
}
