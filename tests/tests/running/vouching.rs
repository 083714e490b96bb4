//! A log of before that vouches for nobody begins to, once.

use talkoot_app::Engine;
use talkoot_storage::audit;
use talkoot_test_support::{TestApp, engine};

use super::{said, talkoot};

/// Goal: brought up to date, the log vouches for everybody as they are; whoever is put there afterwards is not taken in.
#[tokio::test]
async fn a_log_that_vouched_for_nobody_begins_to_and_does_it_once() {
    let app = TestApp::start().await;
    let (genesis, id) = match engine() {
        Engine::Sqlite => ("zeroblob(32)", "randomblob(16)"),
        Engine::Postgres => ("decode(repeat('00', 32), 'hex')", "gen_random_uuid()"),
    };
    // As if all that was logged about them had come before.
    app.as_owner(&format!(
        "DELETE FROM audit_entry; UPDATE log_head SET audit_seq = 0, audit_hash = {genesis}"
    ))
    .await;
    let arguments = ["migrate", "--database-url", &app.database_url];
    said(&talkoot(&arguments));
    let sealed = "SELECT COUNT(*) FROM audit_entry WHERE command = 'vouchFromNowOn' AND seal IS NOT NULL";
    let everybody = "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM organisation) + \
                     (SELECT COUNT(*) FROM access_token)";
    let vouched = app.number(sealed).await;
    assert!(vouched > 50, "{vouched}");
    assert_eq!(vouched, app.number(everybody).await);
    let whole = audit::verify(app.app.store(), None).await.expect("an answer");
    assert!(whole.is_whole(), "{:?}", whole.findings);
    let sql = "UPDATE person SET email = 'evil@example.test' WHERE email = 'officer@example.test'";
    let found = app.found_after("person", sql).await;
    assert_eq!(found.len(), 1, "{found:?}");

    app.by_hand(&format!(
        "INSERT INTO person (id, name, email, language, created_at) \
         SELECT {id}, 'Evil', 'evil@example.test', 'fi', created_at FROM person \
         WHERE email = 'officer@example.test'"
    ))
    .await
    .expect("a row");
    said(&talkoot(&arguments));
    assert_eq!(app.number(sealed).await, vouched, "once");
    let found = audit::verify(app.app.store(), None).await.expect("an answer");
    let [finding] = found.findings.as_slice() else {
        panic!("{:?}", found.findings);
    };
    assert!(finding.what.contains("is in no entry"), "{finding:?}");
    app.finish().await;
}
