use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

async fn save_mapping(app: &TestApp, user: &User, input: Value) -> Answer {
    app.mutate(
        user,
        "saveAccountMapping",
        "SaveAccountMappingInput",
        input,
        "accountMapping { version rules { account prefix from to costCentre category } savedBy { name } }",
    )
    .await
}

async fn save_profile(app: &TestApp, user: &User, input: Value) -> Answer {
    app.mutate(
        user,
        "saveLedgerProfile",
        "SaveLedgerProfileInput",
        input,
        "ledgerProfile { id system version profile }",
    )
    .await
}

#[tokio::test]
async fn a_mapping_is_saved_in_versions() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    let rules = json!([
        { "account": "4340", "category": "services", "costCentre": "6101" },
        { "from": 4000, "to": 4299, "category": "personnel" },
    ]);
    let query = "query($id: ID!) { accountMapping(organisation: $id) { version rules { category } } }";
    let none = app
        .graphql(&of.approver, query, json!({ "id": of.id }))
        .await
        .accepted();
    assert!(none.at("/accountMapping").is_null());
    let input = json!({ "organisationId": of.id, "rules": rules, "idempotencyKey": "one" });
    let saved = save_mapping(&app, &of.preparer, input.clone()).await.accepted();
    assert_eq!(saved.number("/saveAccountMapping/accountMapping/version"), 1);
    assert_eq!(save_mapping(&app, &of.preparer, input).await, saved);
    let input = json!({ "organisationId": of.id, "rules": [{ "prefix": "4", "category": "other" }] });
    save_mapping(&app, &of.preparer, input).await.accepted();
    let seen = app
        .graphql(&of.approver, query, json!({ "id": of.id }))
        .await
        .accepted();
    assert_eq!(
        seen.at("/accountMapping"),
        &json!({ "version": 2, "rules": [{ "category": "other" }] })
    );
    let stranger = &app.world.municipality("Virrat").preparer;
    let foreign = app.graphql(stranger, query, json!({ "id": of.id })).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

#[tokio::test]
async fn a_rule_says_one_thing() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    for rule in [
        json!({ "category": "other" }),
        json!({ "account": "4340", "prefix": "43", "category": "other" }),
        json!({ "account": " ", "category": "other" }),
        json!({ "from": 4300, "category": "other" }),
        json!({ "from": 4300, "to": 4200, "category": "other" }),
        json!({ "account": "4340", "category": " " }),
    ] {
        let input = json!({ "organisationId": of.id, "rules": [{ "account": "1", "category": "a" }, rule] });
        let answer = save_mapping(&app, &of.preparer, input).await;
        assert_eq!(answer.refusals("saveAccountMapping"), ["INVALID_INPUT"]);
        assert_eq!(
            answer.at("/saveAccountMapping/refusals/0/path"),
            &json!(["rules", "1"])
        );
    }
    let input = json!({ "organisationId": of.id, "rules": [] });
    let by_approver = save_mapping(&app, &of.approver, input.clone()).await;
    assert_eq!(by_approver.refusals("saveAccountMapping"), ["NOT_PERMITTED"]);
    let elsewhere = save_mapping(&app, &app.world.municipality("Virrat").preparer, input).await;
    assert_eq!(elsewhere.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

#[tokio::test]
async fn a_profile_is_saved_in_versions_per_system() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    let input = |system: &str, separator: &str| {
        json!({ "organisationId": of.id, "system": system, "profile": {
            "separator": separator, "decimalSeparator": "COMMA", "dateFormat": "DAY_MONTH_YEAR",
            "columns": [{ "field": "COST_CENTRE", "column": "Kp" }],
        } })
    };
    let first = save_profile(&app, &of.preparer, input("Raindance", ";"))
        .await
        .accepted();
    let profile: Value =
        serde_json::from_str(&first.text("/saveLedgerProfile/ledgerProfile/profile")).expect("JSON");
    assert_eq!(profile["columns"]["costCentre"], "Kp");
    assert_eq!(profile["dateFormat"], "dayMonthYear");
    save_profile(&app, &of.preparer, input("Raindance", "tab"))
        .await
        .accepted();
    save_profile(&app, &of.preparer, input("SAP", ";"))
        .await
        .accepted();
    let query = "query($id: ID!) { ledgerProfiles(organisation: $id) { system version } }";
    let seen = app
        .graphql(&of.lead, query, json!({ "id": of.id }))
        .await
        .accepted();
    assert_eq!(
        seen.at("/ledgerProfiles"),
        &json!([
            { "system": "Raindance", "version": 2 },
            { "system": "Raindance", "version": 1 },
            { "system": "SAP", "version": 1 },
        ])
    );
    let nameless = save_profile(&app, &of.preparer, input(" ", ";")).await;
    assert_eq!(nameless.refusals("saveLedgerProfile"), ["INVALID_INPUT"]);
    let faulty = save_profile(&app, &of.preparer, input("SAP", "abc")).await;
    assert_eq!(faulty.errors(), ["INVALID_INPUT"]);
    let by_approver = save_profile(&app, &of.approver, input("SAP", ";")).await;
    assert_eq!(by_approver.refusals("saveLedgerProfile"), ["NOT_PERMITTED"]);
    let foreign = save_profile(&app, &app.world.outsider.preparer, input("SAP", ";")).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    app.finish().await;
}
