//! Processes that start: over an empty database, over one that a newer version has changed, over one of another line.

use std::thread;

use talkoot_app::Store;
use talkoot_storage::schema::{Fit, Steps};
use talkoot_test_support::{TestApp, TestDatabase};

use crate::crashes::process::{Death, Process};

/// Goal: three servers that start at once over an empty database take each step once, and serve. On both engines.
#[tokio::test(flavor = "multi_thread")]
async fn several_start_at_once_over_an_empty_database() {
    talkoot_server::cryptography::install();
    let database = TestDatabase::empty().await;
    let starting: Vec<_> = (0..3)
        .map(|_| {
            let url = database.url.clone();
            thread::spawn(move || Process::server(&url, Death::Never))
        })
        .collect();
    let servers: Vec<(Process, String)> = starting
        .into_iter()
        .map(|one| one.join().expect("a server that serves"))
        .collect();
    for (_, url) in &servers {
        let ready = reqwest::get(format!("{url}/ready")).await.expect("an answer");
        assert_eq!(ready.status(), 200);
    }
    let store = Store::connect(&database.url).await.expect("the database");
    assert_eq!(store.schema().await.expect("its schema"), Fit::UpToDate);
    store.close().await.expect("the end");
}

/// Goal: what the program says about a schema, case by case. On both engines.
#[tokio::test]
async fn a_schema_is_older_newer_or_of_another_line() {
    let app = TestApp::start().await;
    let store = app.app.store();
    let steps = Steps::of_this_program();
    let newest = steps.names().last().expect("a step").to_owned();
    assert_eq!(store.schema().await.expect("a schema"), Fit::UpToDate);

    app.as_owner(
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000000_think_ahead', 0)",
    )
    .await;
    let newer = store.schema().await.expect("a schema");
    assert!(
        matches!(&newer, Fit::Newer { unknown } if unknown == &["m20990101_000000_think_ahead"]),
        "{newer:?}"
    );
    assert!(newer.is_usable());
    store.migrate().await.expect("nothing to do");

    app.as_owner(&format!(
        "DELETE FROM seaql_migrations WHERE version = '{newest}'"
    ))
    .await;
    let foreign = store.schema().await.expect("a schema");
    assert!(matches!(foreign, Fit::Foreign { .. }), "{foreign:?}");
    let refused = store.migrate().await.expect_err("nothing is guessed").to_string();
    assert!(
        refused.contains(&newest) && refused.contains("start a version that has both"),
        "{refused}"
    );

    app.as_owner("DELETE FROM seaql_migrations WHERE version LIKE 'm2099%'")
        .await;
    let older = store.schema().await.expect("a schema");
    assert!(
        matches!(&older, Fit::Older { pending } if pending == std::slice::from_ref(&newest)),
        "{older:?}"
    );
    app.as_owner(&format!(
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('{newest}', 0)"
    ))
    .await;

    // The oldest program that may run: this one and before it may, after it may not, and what cannot be read may not.
    let own = steps.version().to_string();
    for (oldest, may) in [
        ("0.0.1", true),
        (own.as_str(), true),
        ("99.0.0", false),
        ("soon", false),
    ] {
        app.as_owner(&format!(
            "DELETE FROM schema_needs; INSERT INTO schema_needs VALUES ('m20990101_000000_think_ahead', '{oldest}')"
        ))
        .await;
        let fit = store.schema().await.expect("a schema");
        assert_eq!(fit.is_usable(), may, "{oldest}: {fit:?}");
        assert_eq!(
            store.outgrown().await.expect("an answer").is_none(),
            may,
            "{oldest}"
        );
    }
    app.as_owner("DELETE FROM schema_needs").await;
    app.finish().await;
}
