//! What fails for one project does not stop the others.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, Row, SqliteConnection, postgres::PgConnection};
use talkoot_app::worker;
use talkoot_storage::outbox::waiting;
use talkoot_test_support::{GrantedProject, TestApp};

use crate::reports::help::noon;

async fn run(url: &str, sql: String) {
    if url.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(url).await.expect("the database");
        db.execute(sqlx::AssertSqlSafe(sql)).await.expect("the statement");
    } else {
        let mut db = PgConnection::connect(url).await.expect("the database");
        db.execute(sqlx::AssertSqlSafe(sql)).await.expect("the statement");
    }
}

async fn text(url: &str, sql: String) -> String {
    if url.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(url).await.expect("the database");
        db.fetch_one(sqlx::AssertSqlSafe(sql))
            .await
            .expect("a row")
            .get(0)
    } else {
        let mut db = PgConnection::connect(url).await.expect("the database");
        db.fetch_one(sqlx::AssertSqlSafe(sql))
            .await
            .expect("a row")
            .get(0)
    }
}

async fn number_of(app: &TestApp, project: &GrantedProject) -> String {
    let query = "query($id: ID!) { project(id: $id) { number } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": project.id }))
        .await;
    read.text("/project/number")
}

async fn owed(app: &TestApp, project: &GrantedProject) -> Value {
    let query = "query($id: ID!) { project(id: $id) { obligations { totalCount } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": project.id }))
        .await;
    read.accepted().at("/project/obligations/totalCount").clone()
}

/// The terms of one project cannot be read. Its events wait; the other project's obligations are
/// created and its mails leave, in the same round. When the row is mended everything is made up for.
#[tokio::test]
async fn an_event_that_fails_waits_and_everybody_elses_go_on() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let broken = app.granted_project().await;
    let whole = app.granted_project().await;
    let number = number_of(&app, &broken).await;
    let url = app.database_url.clone();
    let terms = text(
        &url,
        format!("SELECT CAST(terms AS TEXT) FROM project WHERE number = '{number}'"),
    )
    .await;
    run(
        &url,
        format!("UPDATE project SET terms = '{{}}' WHERE number = '{number}'"),
    )
    .await;

    app.work().await;
    let held = waiting::all(app.app.store()).await.expect("what waits");
    assert!(!held.is_empty());
    assert_eq!(held[0].reaction, "obligations");
    assert_eq!(held[0].attempts, 1);
    assert!(
        held[0]
            .last_error
            .as_deref()
            .is_some_and(|error| error.contains("terms")),
        "{held:?}"
    );
    assert!(owed(&app, &whole).await.as_i64().is_some_and(|number| number > 5));
    assert!(
        !app.mail.take().is_empty(),
        "the other project's people are reminded"
    );

    // Tried again, less and less often, for a day; then it waits for a person.
    for hours in 1..40 {
        app.travel_to(noon("2026-06-01") + TimeDelta::hours(hours)).await;
    }
    let held = waiting::all(app.app.store()).await.expect("what waits");
    assert_eq!((held[0].attempts, held[0].try_at), (30, None));

    let terms = terms.replace('\'', "''");
    run(
        &url,
        format!("UPDATE project SET terms = '{terms}' WHERE number = '{number}'"),
    )
    .await;
    assert!(worker::resume(&app.app).await.expect("the worker") > 0);
    app.work().await;
    assert!(
        waiting::all(app.app.store())
            .await
            .expect("what waits")
            .is_empty()
    );
    assert_eq!(owed(&app, &broken).await, owed(&app, &whole).await);
    app.finish().await;
}
