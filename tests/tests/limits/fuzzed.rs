//! The whole API under a fuzzer of somebody else's that writes queries and mutations from the contract.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use talkoot_test_support::wish;

use crate::permissions::prepared::Prepared;

/// So long when nobody asks for more, in seconds: both engines together half an hour.
const SECONDS: u64 = 900;

/// Who asks, one after the other; `both` holds every role.
const WHO: [&str; 4] = ["both", "authority.officer", "lead.coordinator", "nobody"];

/// Goal: whatever is asked, no answer is a fault of the server or tells of its insides, and afterwards the log is whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a quarter of an hour on each engine; `make fuzz-api` runs it"]
async fn no_query_and_no_mutation_breaks_the_server() {
    let program: PathBuf = wish("TALKOOT_SCHEMATHESIS").expect("where the fuzzer is; make fuzz-api says it");
    let seconds = wish("TALKOOT_FUZZ_SECONDS").unwrap_or(SECONDS);
    let prepared = Prepared::start().await;
    let app = &prepared.claims.app;
    let folder = tempfile::tempdir().expect("a folder");
    let ids: Vec<&str> = prepared.objects().map(|(_, id)| id).collect();
    let known = folder.path().join("ids.json");
    std::fs::write(&known, serde_json::to_vec(&ids).expect("ids")).expect("a file");
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/limits");
    let contract = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    for (who, user) in prepared.users() {
        if !WHO.contains(&who) {
            continue;
        }
        println!("as {who}, for {} seconds", seconds / WHO.len() as u64);
        let mut fuzzer = Command::new(&program);
        fuzzer
            .current_dir(folder.path())
            .arg("run")
            .arg(&contract)
            .args(["--url", &format!("{}/graphql", app.url)])
            .args(["--phases", "fuzzing", "--checks", "nothing_breaks", "--no-shrink"])
            .args([
                "--suppress-health-check",
                "all",
                "--warnings",
                "off",
                "--request-timeout",
                "60",
            ])
            .args(["--max-time", &(seconds / WHO.len() as u64).to_string()])
            .env("SCHEMATHESIS_HOOKS", tests.join("fuzzed.py"))
            .env("TALKOOT_KNOWN_IDS", &known)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        if let Some(user) = user {
            fuzzer.args(["--header", &format!("Authorization: Bearer {}", user.token)]);
        }
        let done = tokio::task::spawn_blocking(move || fuzzer.status());
        let done = done.await.expect("the fuzzer ends").expect("the fuzzer runs");
        assert!(
            done.success(),
            "as {who} something broke; what was asked stands above"
        );
    }
    prepared.claims.app.finish().await;
}
