//! The decisions of a whole call: each on its own, done by the same request again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

const FIELDS: &str = "items { decision { id version state award letter { number } } refusals { code path } } refusals { code }";

async fn ask(app: &TestApp, by: &User, mutation: &str, input: Value) -> Answer {
    let mut name = mutation.to_owned();
    name[..1].make_ascii_uppercase();
    let query = format!("mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {FIELDS} }} }}");
    app.graphql(by, &query, json!({ "input": input })).await
}

/// What became of each: its state, or the code of its refusal.
fn outcomes(answer: &Answer, mutation: &str) -> Vec<String> {
    let items = answer.at(&format!("/{mutation}/items")).as_array().cloned();
    let items = items.unwrap_or_else(|| panic!("no items in {:#}", answer.0));
    let outcome = |one: &Value| {
        let text = one["decision"]["state"]
            .as_str()
            .or(one["refusals"][0]["code"].as_str());
        text.unwrap_or("nothing").to_owned()
    };
    items.iter().map(outcome).collect()
}

async fn draft_of(app: &TestApp, applied: &Applied, award: &str) -> Value {
    json!({
        "applicationId": applied.id, "expectedVersion": app.application_version(applied).await,
        "awarded": true, "award": award, "reasoning": "Täyttää haun ehdot.", "conditions": ["Tulokset julkaistaan."],
    })
}

async fn evaluated(app: &TestApp, call: &str, many: usize) -> Vec<Applied> {
    let mut all = Vec::new();
    for _ in 0..many {
        all.push(app.application_to(call, Stage::Evaluated).await);
    }
    all
}

/// Goal: what passes is drafted and made, what does not says why, and the same request again changes nothing.
#[tokio::test]
async fn each_stands_on_its_own() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["appropriation"] = json!("500000.00"))
        .await;
    let applied = evaluated(&app, &call, 3).await;
    let elsewhere = app.application_at(Stage::Evaluated).await;
    let items = json!([
        draft_of(&app, &applied[0], "300000.00").await,
        draft_of(&app, &applied[1], "323000.01").await,
        draft_of(&app, &applied[2], "300000.00").await,
        draft_of(&app, &elsewhere, "300000.00").await,
    ]);
    let input = json!({ "callId": call, "idempotencyKey": "all", "items": items });
    let drafted = ask(&app, &app.world.officer, "draftDecisions", input.clone()).await;
    let expected = ["drafted", "LIMIT_EXCEEDED", "drafted", "INVALID_INPUT"];
    assert_eq!(outcomes(&drafted, "draftDecisions"), expected);
    let again = ask(&app, &app.world.officer, "draftDecisions", input).await;
    assert_eq!(again.0, drafted.0, "the same request has no second effect");
    assert_eq!(app.number("SELECT COUNT(*) FROM decision").await, 2);

    let step = |place: usize| {
        let decision = drafted.at(&format!("/draftDecisions/items/{place}/decision"));
        json!({ "id": decision["id"], "expectedVersion": decision["version"] })
    };
    let input = json!({ "callId": call, "idempotencyKey": "made", "items": [step(0), step(2)] });
    let officer = ask(&app, &app.world.officer, "approveDecisions", input.clone()).await;
    assert_eq!(officer.at("/approveDecisions/refusals/0/code"), "NOT_PERMITTED");
    let made = ask(&app, &app.world.second, "approveDecisions", input.clone()).await;
    // The appropriation covers one of them.
    assert_eq!(outcomes(&made, "approveDecisions"), ["decided", "LIMIT_EXCEEDED"]);
    assert_eq!(
        made.at("/approveDecisions/items/0/decision/letter/number"),
        "2026-0001"
    );
    let again = ask(&app, &app.world.second, "approveDecisions", input).await;
    assert_eq!(
        outcomes(&again, "approveDecisions"),
        ["decided", "LIMIT_EXCEEDED"]
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM decision_letter").await, 1);
    app.finish().await;
}

#[tokio::test]
async fn who_drafted_one_does_not_make_it_in_a_batch_either() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let applied = evaluated(&app, &call, 1).await;
    let items = json!([draft_of(&app, &applied[0], "300000.00").await]);
    let input = json!({ "callId": call, "idempotencyKey": "a", "items": items });
    let drafted = ask(&app, &app.world.both, "draftDecisions", input).await;
    let id = drafted.text("/draftDecisions/items/0/decision/id");
    let items = json!([{ "id": id, "expectedVersion": 1 }]);
    let input = json!({ "callId": call, "idempotencyKey": "b", "items": items });
    let made = ask(&app, &app.world.both, "approveDecisions", input).await;
    assert_eq!(outcomes(&made, "approveDecisions"), ["SAME_PERSON"]);
    app.finish().await;
}

#[tokio::test]
async fn a_request_that_cannot_be_is_refused_as_a_whole() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let applied = evaluated(&app, &call, 1).await;
    let one = draft_of(&app, &applied[0], "300000.00").await;
    let many: Vec<Value> = (0..201).map(|_| one.clone()).collect();
    for (by, items, key, code) in [
        (&app.world.officer, json!([]), "a", "INCOMPLETE"),
        (&app.world.officer, json!([one, one]), "b", "INVALID_INPUT"),
        (&app.world.officer, json!(many), "c", "LIMIT_EXCEEDED"),
        (
            &app.world.officer,
            json!([one]),
            &"x".repeat(191)[..],
            "INVALID_INPUT",
        ),
        (&app.world.second, json!([one]), "d", "NOT_PERMITTED"),
        (&applied[0].lead.lead, json!([one]), "e", "NOT_PERMITTED"),
    ] {
        let input = json!({ "callId": call, "idempotencyKey": key, "items": items });
        let answer = ask(&app, by, "draftDecisions", input).await;
        assert_eq!(answer.refusals("draftDecisions"), [code], "{key}");
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM decision").await, 0);
    app.finish().await;
}
