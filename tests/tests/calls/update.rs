//! A drafted call can be changed, a published one not.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::{calls::content, calls::draft, calls::step};

async fn update(app: &TestApp, by: &User, id: &str, version: i64, content: Value) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version, "content": content });
    let fields = "call { id version state title terms { largestAward } }";
    app.mutate(by, "updateCall", "UpdateCallInput", input, fields)
        .await
}

#[tokio::test]
async fn a_draft_is_changed_until_it_is_published() {
    let app = TestApp::start().await;
    let drafted = draft(&app).await;
    let id = drafted.text("/createCall/call/id");
    let mut other = content();
    other["title"] = json!("Toinen nimi");
    other["largestAward"] = json!("200000.00");
    // Another officer of the authority may change what the first one drafted.
    let changed = update(&app, &app.world.other_officer, &id, 1, other.clone())
        .await
        .accepted();
    assert_eq!(changed.text("/updateCall/call/title"), "Toinen nimi");
    assert_eq!(changed.text("/updateCall/call/terms/largestAward"), "200000.00");
    assert_eq!(changed.number("/updateCall/call/version"), 2);
    assert_eq!(changed.text("/updateCall/call/state"), "draft");

    let stale = update(&app, &app.world.officer, &id, 1, other.clone()).await;
    assert_eq!(stale.refusals("updateCall"), ["VERSION_CONFLICT"]);
    let published = step(&app, &app.world.second, "publishCall", &changed, "updateCall")
        .await
        .accepted();
    let late = update(
        &app,
        &app.world.officer,
        &id,
        published.number("/publishCall/call/version"),
        other,
    )
    .await;
    assert_eq!(late.refusals("updateCall"), ["WRONG_STATE"]);
    app.finish().await;
}

/// Whoever changed a draft has a hand in it: the two persons are counted from there.
#[tokio::test]
async fn only_officers_of_the_authority_change_a_draft() {
    let app = TestApp::start().await;
    let id = draft(&app).await.text("/createCall/call/id");
    for by in [&app.world.second, &app.world.auditor, &app.world.administrator] {
        let refused = update(&app, by, &id, 1, content()).await;
        assert_eq!(refused.refusals("updateCall"), ["NOT_PERMITTED"]);
    }
    for by in [&app.world.stranger, &app.world.municipality("Lohja").lead] {
        assert_eq!(update(&app, by, &id, 1, content()).await.errors(), ["NOT_FOUND"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_a_call_is_refused() {
    let app = TestApp::start().await;
    let id = draft(&app).await.text("/createCall/call/id");
    for (field, value) in [
        ("title", json!(" ")),
        ("closesOn", json!("2026-01-01")),
        ("usePeriodLast", json!("2026-04-30")),
        ("largestAward", json!("1000000.01")),
        ("appropriation", json!("-1.00")),
    ] {
        let mut bad = content();
        bad[field] = value;
        let refused = update(&app, &app.world.officer, &id, 1, bad).await;
        let codes = refused.refusals("updateCall");
        assert_eq!(codes.len(), 1, "{field}: {codes:?}");
        assert_eq!(refused.at("/updateCall/call"), &Value::Null, "{field}");
    }
    let read = app
        .graphql(
            &app.world.officer,
            "query($id: ID!) { call(id: $id) { version } }",
            json!({ "id": id }),
        )
        .await;
    assert_eq!(read.number("/call/version"), 1, "nothing of it has happened");
    app.finish().await;
}
