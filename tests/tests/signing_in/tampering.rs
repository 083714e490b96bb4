//! Rights that somebody writes into the database past the engine are found, and the last entry about whom is named.

use serde_json::json;
use talkoot_app::Engine;
use talkoot_storage::audit;
use talkoot_test_support::{TestApp, engine};

use crate::signing_in::help::{id_of, mutate};

const OFFICER: &str = "(SELECT id FROM person WHERE email = 'officer@example.test')";
const AUDITOR: &str = "(SELECT id FROM person WHERE email = 'auditor@example.test')";
const AUTHORITY: &str = "(SELECT organisation_id FROM membership WHERE person_id = (SELECT id FROM person WHERE email = \
     'auditor@example.test'))";
const READER: &str = "(SELECT id FROM access_token WHERE label = 'reader')";
const TAKEN_BACK: &str = "(SELECT id FROM access_token WHERE label = 'taken back')";
const OPEN: &str = "(SELECT id FROM session WHERE ended_at IS NULL)";
const ENDED: &str = "(SELECT id FROM session WHERE ended_at IS NOT NULL)";
const LOHJA: &str = "(SELECT id FROM organisation WHERE code = '444')";

/// An identifier that nobody has, as the engine makes it.
fn new_id() -> &'static str {
    match engine() {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    }
}

/// The officer with two sessions, one of them ended, and two tokens, one of them taken back.
async fn signed_in() -> TestApp {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let person = id_of(&app, officer).await;
    let browser = app.signed_in(officer).await;
    for label in ["reader", "taken back"] {
        let input = json!({ "personId": person, "label": label, "days": 30, "scope": "READ",
            "idempotencyKey": label });
        let _ = mutate(&browser, "issueToken", "IssueTokenInput", input)
            .await
            .accepted();
    }
    let query = "query($id: ID) { accessTokens(personId: $id) { edges { node { id label } } } }";
    let tokens = browser.graphql(query, json!({ "id": person })).await.accepted();
    let tokens = tokens.at("/accessTokens/edges").clone();
    let tokens = tokens
        .as_array()
        .expect("tokens")
        .iter()
        .map(|edge| &edge["node"]);
    let found = tokens.clone().find(|token| token["label"] == "taken back");
    let id = found.expect("the token")["id"].clone();
    let input = json!({ "id": id, "idempotencyKey": "back" });
    let _ = mutate(&browser, "revokeToken", "TokenStepInput", input)
        .await
        .accepted();
    assert_eq!(browser.post("/sign-out", &[]).await.status, 200);
    let _ = app.signed_in(officer).await;
    app
}

/// A line per way to give oneself rights past the engine: about what, the table, what is done.
fn cases() -> Vec<(&'static str, &'static str, &'static str, String)> {
    let mut cases = Vec::new();
    let mut add = |object, whose, table, sql: String| cases.push((object, whose, table, sql));
    for set in [
        "role = 'second_approver'",
        "valid_from = '2020-01-01T00:00:00Z'",
        "valid_to = '2020-01-01T00:00:00Z', valid_from = '2020-01-01T00:00:00Z'",
        &format!("organisation_id = {LOHJA}"),
        &format!("deputy_for = {AUDITOR}"),
    ] {
        let sql = format!("UPDATE membership SET {set} WHERE person_id = {OFFICER}");
        add("person", OFFICER, "membership", sql);
    }
    let sql = format!("DELETE FROM membership WHERE person_id = {OFFICER}");
    add("person", OFFICER, "membership", sql);
    let sql = format!(
        "INSERT INTO membership (id, person_id, organisation_id, role, valid_from) \
         SELECT {}, {AUDITOR}, {AUTHORITY}, 'administrator', valid_from FROM membership WHERE person_id = {AUDITOR}",
        new_id()
    );
    add("person", AUDITOR, "membership", sql);
    let sql = format!(
        "INSERT INTO person_identity (id, person_id, issuer, subject, created_at) \
         SELECT {}, id, 'https://evil.example', '1', created_at FROM person WHERE id = {OFFICER}",
        new_id()
    );
    add("person", OFFICER, "person_identity", sql);
    for set in ["email = 'evil@example.test'", "name = 'x'", "language = 'sv'"] {
        let sql = format!("UPDATE person SET {set} WHERE id = {OFFICER}");
        add("person", OFFICER, "person", sql);
    }
    for set in ["kind = 'authority', code = NULL", "name_fi = 'x'", "code = '445'"] {
        let sql = format!("UPDATE organisation SET {set} WHERE code = '444'");
        add("organisation", LOHJA, "organisation", sql);
    }
    for set in [
        "scope = 'write'",
        "expires_at = '2030-01-01T00:00:00Z'",
        &format!("person_id = {AUDITOR}"),
        &format!("organisation_id = {LOHJA}"),
        &format!("confirmed_by = {AUDITOR}, confirmed_at = created_at"),
        "token_hash = (SELECT secret_hash FROM session WHERE ended_at IS NULL)",
    ] {
        let sql = format!("UPDATE access_token SET {set} WHERE label = 'reader'");
        add("access_token", READER, "access_token", sql);
    }
    let sql = "UPDATE access_token SET revoked_by = NULL, revoked_at = NULL WHERE label = 'taken back'";
    add("access_token", TAKEN_BACK, "access_token", sql.to_owned());
    let sql = "DELETE FROM access_token WHERE label = 'reader'";
    add("access_token", READER, "access_token", sql.to_owned());
    let sql = format!("UPDATE session SET person_id = {AUDITOR} WHERE ended_at IS NULL");
    add("session", OPEN, "session", sql);
    let sql = "UPDATE session SET ended_at = NULL, ended_by = NULL, ended_why = NULL";
    add("session", ENDED, "session", sql.to_owned());
    cases
}

#[tokio::test]
async fn what_is_changed_about_who_may_what_is_found() {
    let app = signed_in().await;
    for (object, whose, table, sql) in cases() {
        let about =
            format!("SELECT MAX(seq) FROM audit_entry WHERE object = '{object}' AND object_id = {whose}");
        let seq = app.number(&about).await;
        let found = app.found_after(table, &sql).await;
        assert_eq!(found.len(), 1, "{sql}: {found:?}");
        assert_eq!(found[0].seq, seq, "{sql}: {found:?}");
        let named = format!("the {} ", object.replace('_', " "));
        assert!(found[0].what.starts_with(&named), "{sql}: {found:?}");
    }
    // Use is no command: it is kept without an entry.
    for (table, sql) in [
        (
            "access_token",
            "UPDATE access_token SET last_used_at = created_at",
        ),
        ("session", "UPDATE session SET last_used_at = created_at"),
    ] {
        let found = app.found_after(table, sql).await;
        assert!(found.is_empty(), "{sql}: {found:?}");
    }
    let whole = audit::verify(app.app.store(), None).await.expect("an answer");
    assert!(whole.is_whole(), "{:?}", whole.findings);
    app.finish().await;
}

/// Who is put there, with everything that belongs to it, is in no entry.
#[tokio::test]
async fn who_is_put_there_past_the_engine_is_found() {
    let app = signed_in().await;
    let id = new_id();
    for (table, sql) in [
        (
            "person",
            format!(
                "INSERT INTO person (id, name, email, language, created_at) \
                 SELECT {id}, 'Evil', 'evil@example.test', 'fi', created_at FROM person WHERE id = {OFFICER}"
            ),
        ),
        (
            "organisation",
            format!(
                "INSERT INTO organisation (id, kind, name_fi, name_sv, language) \
                 SELECT {id}, 'authority', 'Evil', 'Evil', 'fi' FROM organisation WHERE code = '444'"
            ),
        ),
        (
            "access_token",
            format!(
                "INSERT INTO access_token (id, person_id, token_hash, label, created_at, expires_at) \
                 SELECT {id}, person_id, id, 'evil', created_at, expires_at FROM access_token WHERE label = 'reader'"
            ),
        ),
        (
            "session",
            format!(
                "INSERT INTO session (id, person_id, secret_hash, opened_by, browser, created_at, last_used_at, \
                     ends_at, idle_seconds) \
                 SELECT {id}, person_id, {hash}, opened_by, browser, created_at, last_used_at, ends_at, \
                     idle_seconds FROM session WHERE ended_at IS NULL",
                hash = match engine() {
                    Engine::Sqlite => "randomblob(32)",
                    Engine::Postgres => "decode(repeat('0a', 32), 'hex')",
                }
            ),
        ),
    ] {
        // Postgres takes no identifier for bytes.
        let sql = match engine() {
            Engine::Postgres if table == "access_token" => {
                sql.replace("person_id, id,", "person_id, decode(repeat('0a', 32), 'hex'),")
            }
            _ => sql,
        };
        let found = app.found_after(table, &sql).await;
        assert_eq!(found.len(), 1, "{sql}: {found:?}");
        let named = format!("the {} ", table.replace('_', " "));
        let what = &found[0].what;
        assert!(
            what.starts_with(&named) && what.contains("is in no entry"),
            "{sql}: {what}"
        );
    }
    app.finish().await;
}
