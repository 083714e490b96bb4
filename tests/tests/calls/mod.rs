//! Calls: drafted by one person, published by another, closed by the clock.

pub mod corrections;
pub mod rules;
pub mod update;

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

const FIELDS: &str = "call { id version state publishedAt }";

fn content() -> Value {
    json!({
        "title": "Digikannustin 2026",
        "opensOn": "2026-02-02", "closesOn": "2026-02-28",
        "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "300000.00",
    })
}

async fn draft(app: &TestApp) -> Answer {
    let input = json!({ "content": content() });
    app.mutate(&app.world.officer, "createCall", "CreateCallInput", input, FIELDS)
        .await
        .accepted()
}

async fn step(app: &TestApp, user: &User, mutation: &str, call: &Answer, from: &str) -> Answer {
    let input = json!({
        "id": call.text(&format!("/{from}/call/id")),
        "expectedVersion": call.number(&format!("/{from}/call/version")),
    });
    app.mutate(user, mutation, "CallStepInput", input, FIELDS).await
}

#[tokio::test]
async fn a_call_lives_from_draft_to_archive() {
    let app = TestApp::start().await;
    let drafted = draft(&app).await;
    assert_eq!(drafted.text("/createCall/call/state"), "draft");
    let published = step(&app, &app.world.second, "publishCall", &drafted, "createCall")
        .await
        .accepted();
    assert_eq!(published.text("/publishCall/call/state"), "published");

    // 28 February 2026 is a Saturday: the call takes applications until the end of Monday.
    app.travel_to(Utc.with_ymd_and_hms(2026, 3, 2, 21, 59, 59).unwrap())
        .await;
    assert_eq!(read(&app, &published).await.text("/call/state"), "published");
    app.travel_to(Utc.with_ymd_and_hms(2026, 3, 2, 22, 0, 0).unwrap())
        .await;
    let closed = read(&app, &published).await;
    assert_eq!(closed.text("/call/state"), "closed");

    let input = json!({ "id": closed.text("/call/id"), "expectedVersion": closed.number("/call/version") });
    let resolved = app
        .mutate(&app.world.second, "resolveCall", "CallStepInput", input, FIELDS)
        .await
        .accepted();
    let archived = step(&app, &app.world.officer, "archiveCall", &resolved, "resolveCall")
        .await
        .accepted();
    assert_eq!(archived.text("/archiveCall/call/state"), "archived");
    app.finish().await;
}

async fn read(app: &TestApp, published: &Answer) -> Answer {
    let query = "query($id: ID!) { call(id: $id) { id version state } }";
    app.graphql(
        &app.world.officer,
        query,
        json!({ "id": published.text("/publishCall/call/id") }),
    )
    .await
}

#[tokio::test]
async fn what_may_not_be_done_is_refused_with_a_reason() {
    let app = TestApp::start().await;
    let drafted = draft(&app).await;
    let by_drafter = step(&app, &app.world.officer, "publishCall", &drafted, "createCall").await;
    assert_eq!(by_drafter.refusals("publishCall"), ["NOT_PERMITTED"]);
    let archived = step(&app, &app.world.officer, "archiveCall", &drafted, "createCall").await;
    assert_eq!(archived.refusals("archiveCall"), ["WRONG_STATE"]);
    let elsewhere = step(&app, &app.world.stranger, "publishCall", &drafted, "createCall").await;
    assert_eq!(
        elsewhere.errors(),
        ["NOT_FOUND"],
        "a draft of another authority does not exist"
    );

    let published = step(&app, &app.world.second, "publishCall", &drafted, "createCall")
        .await
        .accepted();
    let stale = step(&app, &app.world.second, "resolveCall", &drafted, "createCall").await;
    assert_eq!(stale.refusals("resolveCall"), ["VERSION_CONFLICT"]);
    let again = step(&app, &app.world.second, "publishCall", &published, "publishCall").await;
    assert_eq!(again.refusals("publishCall"), ["WRONG_STATE"]);
    app.finish().await;
}

#[tokio::test]
async fn one_person_with_both_roles_is_still_one_person() {
    let app = TestApp::start().await;
    let input = json!({ "content": content() });
    let drafted = app
        .mutate(&app.world.both, "createCall", "CreateCallInput", input, FIELDS)
        .await
        .accepted();
    let published = step(&app, &app.world.both, "publishCall", &drafted, "createCall").await;
    assert_eq!(published.refusals("publishCall"), ["SAME_PERSON"]);
    app.finish().await;
}

#[tokio::test]
async fn whoever_changed_a_call_once_does_not_publish_it() {
    let app = TestApp::start().await;
    let drafted = draft(&app).await;
    let id = drafted.text("/createCall/call/id");
    let change = async |user: &User, version: i64| {
        let input = json!({ "id": id, "expectedVersion": version, "content": content() });
        app.mutate(user, "updateCall", "UpdateCallInput", input, FIELDS)
            .await
            .accepted()
    };
    change(&app.world.both, 1).await;
    let last = change(&app.world.officer, 2).await;
    let published = step(&app, &app.world.both, "publishCall", &last, "updateCall").await;
    assert_eq!(
        published.refusals("publishCall"),
        ["SAME_PERSON"],
        "somebody else was the last, and neither drafted it"
    );

    // The database says the same to somebody who goes past the engine.
    let forged = "UPDATE call SET state = 'published', published_at = opens_on, published_by = \
        (SELECT person_id FROM hand WHERE object = 'call' AND deed = 'changed' AND person_id <> drafted_by LIMIT 1)";
    let refused = app.by_hand(forged).await.expect_err("the trigger").to_string();
    assert!(refused.contains("two persons"), "{refused}");

    // When it is not known who drafted it, nobody can be told apart.
    app.by_hand("DELETE FROM hand WHERE object = 'call'")
        .await
        .unwrap();
    let unknown = step(&app, &app.world.second, "publishCall", &last, "updateCall").await;
    assert_eq!(unknown.refusals("publishCall"), ["CANNOT_CHECK"]);
    app.finish().await;
}

#[tokio::test]
async fn a_repeated_command_has_one_effect_and_the_same_answer() {
    let app = TestApp::start().await;
    let input = json!({ "content": content(), "idempotencyKey": "one" });
    let create = async |input: Value| {
        app.mutate(&app.world.officer, "createCall", "CreateCallInput", input, FIELDS)
            .await
    };
    let first = create(input.clone()).await.accepted();
    assert_eq!(create(input.clone()).await, first);
    let mut other = input;
    other["content"]["title"] = json!("Another");
    assert_eq!(create(other).await.refusals("createCall"), ["KEY_REUSED"]);
    let calls = app
        .graphql(
            &app.world.officer,
            "{ calls { totalCount edges { node { id } } } }",
            json!({}),
        )
        .await;
    assert_eq!(calls.number("/calls/totalCount"), 1);
    app.finish().await;
}

#[tokio::test]
async fn available_actions_say_why_not() {
    let app = TestApp::start().await;
    let drafted = draft(&app).await;
    let query = "query($id: ID!) { call(id: $id) { availableActions { action allowed refusal { code } } } }";
    let actions = app
        .graphql(
            &app.world.second,
            query,
            json!({ "id": drafted.text("/createCall/call/id") }),
        )
        .await
        .accepted();
    assert_eq!(
        actions.at("/call/availableActions"),
        &json!([
            { "action": "updateCall", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "setReviewCriteria", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "chooseCallForm", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "publishCall", "allowed": true, "refusal": null },
            { "action": "resolveCall", "allowed": false, "refusal": { "code": "WRONG_STATE" } },
            { "action": "archiveCall", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "createApplication", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "fixRanking", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
        ])
    );
    app.finish().await;
}

#[tokio::test]
async fn a_call_says_who_can_apply() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let query = "query($id: ID!) { call(id: $id) { availableActions { action refusal { code } } } }";
    let applying = async |user: &User| {
        let read = app.graphql(user, query, json!({ "id": call })).await.accepted();
        let actions = read
            .at("/call/availableActions")
            .as_array()
            .cloned()
            .unwrap_or_default();
        let found = actions.iter().find(|one| one["action"] == "createApplication");
        found.expect("the action")["refusal"]["code"].clone()
    };
    let lohja = app.world.municipality("Lohja");
    assert_eq!(applying(&lohja.lead).await, Value::Null);
    assert_eq!(applying(&lohja.preparer).await, json!("NOT_PERMITTED"));
    assert_eq!(applying(&app.world.officer).await, json!("NOT_PERMITTED"));
    app.clock.advance(chrono::Duration::days(1000));
    assert_eq!(applying(&lohja.lead).await, json!("DEADLINE"));
    app.work().await;
    app.finish().await;
}

/// Parameters that cannot stand together are refused at once, with the field at fault.
#[tokio::test]
async fn a_flat_rate_evidence_and_wages_must_make_sense() {
    let app = TestApp::start().await;
    let category = |code: &str, kind: &str| json!({ "code": code, "nameFi": code, "nameSv": code, "nameEn": code, "kind": kind });
    let flat = |categories: Value| json!({ "flatRateOfWages": "40", "categories": categories });
    for (more, field) in [
        (flat(json!([category("w", "WAGES")])), "categories"),
        (
            flat(json!([category("f", "FLAT_RATE"), category("t", "ACTUAL")])),
            "categories",
        ),
        (
            flat(json!([
                category("f", "FLAT_RATE"),
                category("g", "FLAT_RATE"),
                category("w", "WAGES")
            ])),
            "categories",
        ),
        (
            json!({ "categories": [category("f", "FLAT_RATE"), category("w", "WAGES")] }),
            "categories",
        ),
        (json!({ "evidenceOver": "-0.01" }), "evidenceOver"),
        (json!({ "wageAccountFirst": 4300 }), "wageAccountFirst"),
    ] {
        let mut content = json!({
            "title": "Haku", "opensOn": "2026-02-02", "closesOn": "2026-02-28",
            "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
            "appropriation": "1000000.00", "largestAward": "300000.00",
        });
        for (name, value) in more.as_object().expect("an object") {
            content[name] = value.clone();
        }
        let input = json!({ "content": content });
        let fields = "call { id version }";
        let refused = app
            .mutate(&app.world.officer, "createCall", "CreateCallInput", input, fields)
            .await;
        assert_eq!(
            refused.at("/createCall/refusals/0/path/0"),
            &json!(field),
            "{more} {refused:?}"
        );
    }
    let whole = json!([
        { "code": "w", "nameFi": "w", "nameSv": "w", "nameEn": "w", "kind": "WAGES" },
        { "code": "f", "nameFi": "f", "nameSv": "f", "nameEn": "f", "kind": "FLAT_RATE" },
    ]);
    let call = app
        .published_call(|content| {
            content["flatRateOfWages"] = json!("40");
            content["evidenceOver"] = json!("1000.00");
            content["categories"] = whole;
        })
        .await;
    let query = "query($id: ID!) { call(id: $id) { terms { flatRateOfWages evidenceOver wageAccountFirst \
        wageAccountLast categories { code kind } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": call }))
        .await
        .accepted();
    assert_eq!(
        read.at("/call/terms"),
        &json!({ "flatRateOfWages": "40", "evidenceOver": "1000.00", "wageAccountFirst": 4000,
            "wageAccountLast": 4299,
            "categories": [{ "code": "w", "kind": "WAGES" }, { "code": "f", "kind": "FLAT_RATE" }] })
    );
    app.finish().await;
}
