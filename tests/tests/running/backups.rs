//! A copy of a database that is in use, verified, and put back.

use serde_json::json;
use talkoot_app::{Engine, Store};
use talkoot_storage::audit;
use talkoot_test_support::{TestApp, engine};

use super::{path, refused, said, talkoot};
use crate::claims::setup::{Claims, SERVICES};

async fn drafted(claims: &Claims) -> String {
    let answer = claims.draft_as(claims.lead(), 0).await.accepted();
    answer.text("/draftClaim/claim/id")
}

/// Goal: a copy made while somebody writes is whole, and restored it holds what was committed before; every command of
/// it goes on there.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_database_in_use_is_restored_whole() {
    if engine() != Engine::Sqlite {
        return;
    }
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let claim = drafted(&claims).await;
    let before = audit::head(claims.app.app.store())
        .await
        .expect("the head")
        .expect("a head");
    let folder = tempfile::tempdir().expect("a folder");
    let copy = path(folder.path(), "copy.db");
    let url = claims.app.database_url.clone();
    let arguments = ["backup", "--database-url", &url, "--output", &copy].map(str::to_owned);
    let copying = tokio::task::spawn_blocking(move || {
        talkoot(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    });
    // Somebody goes on writing.
    for number in 0..20 {
        let input = json!({ "title": format!("Haku {number}") });
        let _ = claims
            .app
            .mutate(
                claims.officer(),
                "createCall",
                "CreateCallInput",
                json!({ "content": input }),
                "call { id }",
            )
            .await;
    }
    let printed = said(&copying.await.expect("the copy"));
    assert!(
        printed.contains("verified") && printed.contains("log head: "),
        "{printed}"
    );

    let restored = path(folder.path(), "restored.db");
    let there = format!("sqlite://{restored}?mode=rwc");
    let printed = said(&talkoot(&["restore", "--database-url", &there, "--from", &copy]));
    assert!(printed.contains("log head: "), "{printed}");
    let store = Store::connect(&there).await.expect("the restored database");
    let checkup = audit::verify(&store, Some(&before)).await.expect("the log");
    assert!(
        checkup.is_whole(),
        "what was noted before is in it: {:?}",
        checkup.findings
    );
    let id = claims.app.graphql(
        claims.lead(),
        "query($id: ID!) { claim(id: $id) { id } }",
        json!({ "id": claim }),
    );
    assert_eq!(id.await.text("/claim/id"), claim);
    let kept = store.ping().await;
    assert!(kept.is_ok());
    store.close().await.expect("closed");
    let doctor = said(&talkoot(&[
        "doctor",
        "--database-url",
        &there,
        "--head",
        &before.to_string(),
    ]));
    assert!(doctor.contains("audit log: whole"), "{doctor}");
    claims.app.finish().await;
}

/// Goal: nothing is written over, and what is damaged, foreign or not there is refused without a trace.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn what_is_no_whole_copy_is_refused() {
    if engine() != Engine::Sqlite {
        let app = TestApp::start().await;
        let folder = tempfile::tempdir().expect("a folder");
        let copy = path(folder.path(), "copy.db");
        let told = refused(&talkoot(&[
            "backup",
            "--database-url",
            &app.database_url,
            "--output",
            &copy,
        ]));
        assert!(told.contains("pg_dump"), "{told}");
        app.finish().await;
        return;
    }
    let app = TestApp::start().await;
    app.granted_project().await;
    app.work().await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = path(folder.path(), "copy.db");
    said(&talkoot(&[
        "backup",
        "--database-url",
        &app.database_url,
        "--output",
        &copy,
    ]));
    let told = refused(&talkoot(&[
        "backup",
        "--database-url",
        &app.database_url,
        "--output",
        &copy,
    ]));
    assert!(told.contains("nothing is written over it"), "{told}");
    let told = refused(&talkoot(&[
        "restore",
        "--database-url",
        &app.database_url,
        "--from",
        &copy,
    ]));
    assert!(told.contains("nothing is written over it"), "{told}");

    let target = path(folder.path(), "target.db");
    let there = format!("sqlite://{target}?mode=rwc");
    let from = |name: &str| path(folder.path(), name);
    // What a database left beside its place would be taken for part of the copy.
    let left = format!("{target}-wal");
    std::fs::write(&left, "left").expect("a file");
    let restore = ["restore", "--database-url", &there, "--from", &copy];
    let told = refused(&talkoot(&restore));
    assert!(told.contains("target.db-wal exists"), "{told}");
    std::fs::remove_file(&left).expect("a file");
    let whole = std::fs::read(&copy).expect("the copy");
    std::fs::write(from("text.db"), "Tämä ei ole tietokanta.").expect("a file");
    std::fs::write(from("half.db"), &whole[..whole.len() / 2]).expect("a file");
    // The middle of the file: whatever stands there, some page contradicts.
    let mut torn = whole.clone();
    let middle = torn.len() / 2;
    torn[middle..middle + 8192].fill(0xA5);
    std::fs::write(from("torn.db"), &torn).expect("a file");
    for name in ["nowhere.db", "text.db", "half.db", "torn.db"] {
        let told = refused(&talkoot(&[
            "restore",
            "--database-url",
            &there,
            "--from",
            &from(name),
        ]));
        assert!(!told.is_empty(), "{name}");
        let left: Vec<String> = std::fs::read_dir(folder.path())
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .filter(|left| left.contains("target"))
            .collect();
        assert!(left.is_empty(), "{name} left {left:?}");
    }

    // Rows that were changed past the engine: the log says so.
    std::fs::write(from("forged.db"), &whole).expect("a file");
    let forged = Store::connect(&format!("sqlite://{}?mode=rw", from("forged.db")))
        .await
        .expect("a database");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}?mode=rw", from("forged.db")))
        .await
        .expect("a pool");
    sqlx::query("UPDATE project SET award_cents = award_cents + 1")
        .execute(&pool)
        .await
        .expect("an update");
    pool.close().await;
    forged.close().await.expect("closed");
    let told = refused(&talkoot(&[
        "restore",
        "--database-url",
        &there,
        "--from",
        &from("forged.db"),
    ]));
    assert!(told.contains("audit log is broken"), "{told}");
    app.finish().await;
}
