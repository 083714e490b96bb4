//! Without a token there is only the time, and what the law makes public.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp};

use crate::administration::steps::{authority, bearer, id_of};

const SCHEMA: &str = "{ __schema { queryType { fields { name type { ...Type } args { name type { ...Type } } } } \
    mutationType { fields { name } } types { kind name fields { name args { name } } inputFields { name type { ...Type } \
    defaultValue } enumValues { name } } } } \
    fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The innermost type.
fn named(of: &Value) -> &Value {
    if of["ofType"].is_object() {
        named(&of["ofType"])
    } else {
        of
    }
}

/// A value of a required argument or field, whatever it means.
fn literal(types: &[Value], of: &Value, id: &str) -> String {
    if of["kind"] == "NON_NULL" {
        return literal(types, &of["ofType"], id);
    }
    let name = of["name"].as_str().unwrap_or_default();
    match (of["kind"].as_str(), name) {
        (Some("LIST"), _) => "[]".to_owned(),
        (Some("ENUM"), _) => {
            let found = types.iter().find(|one| one["name"] == name).expect("the enum");
            found["enumValues"][0]["name"]
                .as_str()
                .expect("a value")
                .to_owned()
        }
        (Some("INPUT_OBJECT"), _) => {
            let found = types.iter().find(|one| one["name"] == name).expect("the input");
            let fields = found["inputFields"].as_array().expect("fields");
            let required = fields
                .iter()
                .filter(|field| field["type"]["kind"] == "NON_NULL" && field["defaultValue"].is_null());
            let written: Vec<String> = required
                .map(|field| {
                    format!(
                        "{}: {}",
                        field["name"].as_str().unwrap_or_default(),
                        literal(types, &field["type"], id)
                    )
                })
                .collect();
            format!("{{ {} }}", written.join(", "))
        }
        (_, "Int") => "1".to_owned(),
        (_, "Boolean") => "true".to_owned(),
        (_, "NaiveDate") => "\"2026-03-01\"".to_owned(),
        (_, "Money" | "Percent") => "\"1.00\"".to_owned(),
        (_, "ID") => format!("\"{id}\""),
        _ => "\"x\"".to_owned(),
    }
}

/// What the law makes public has a test of its own.
const PUBLIC: [&str; 4] = ["publicCalls", "publicDecisions", "publicResults", "publicSurveys"];

/// Every field of the query, with an object that exists wherever an id is asked for.
#[tokio::test]
async fn without_a_token_there_is_only_the_time_and_what_is_public() {
    let app = TestApp::start().await;
    assert_eq!(status_of_invented(&app).await, 401);
    let schema = app.anonymous(SCHEMA).await.accepted();
    let types = schema
        .at("/__schema/types")
        .as_array()
        .cloned()
        .expect("the types");
    let fields = schema
        .at("/__schema/queryType/fields")
        .as_array()
        .cloned()
        .expect("the fields");
    assert!(fields.len() > 20, "{}", fields.len());
    let ids = [
        authority(&app),
        id_of(&app, &app.world.officer).await,
        "invented".to_owned(),
    ];
    for field in &fields {
        for id in &ids {
            let answer = ask(&app, &types, field, id).await;
            let name = field["name"].as_str().expect("a name");
            if name == "surveyForm" {
                assert!(answer.accepted().at("/surveyForm").is_null(), "no such link");
                continue;
            }
            if name == "serverTime" {
                assert!(answer.accepted().at("/serverTime").is_object());
                continue;
            }
            if PUBLIC.contains(&name) {
                assert!(answer.accepted().at(&format!("/{name}")).is_object());
                continue;
            }
            assert_eq!(
                answer.errors(),
                ["UNAUTHENTICATED"],
                "{name}({id}): {:#}",
                answer.0
            );
            assert!(answer.at(&format!("/{name}")).is_null(), "{name}");
        }
    }
    app.finish().await;
}

async fn ask(app: &TestApp, types: &[Value], field: &Value, id: &str) -> Answer {
    let name = field["name"].as_str().expect("a name");
    let arguments = field["args"].as_array().expect("arguments").iter();
    let written: Vec<String> = arguments
        .filter(|argument| argument["type"]["kind"] == "NON_NULL")
        .map(|argument| {
            format!(
                "{}: {}",
                argument["name"].as_str().unwrap_or_default(),
                literal(types, &argument["type"], id)
            )
        })
        .collect();
    let arguments = if written.is_empty() {
        String::new()
    } else {
        format!("({})", written.join(", "))
    };
    let selection = match named(&field["type"])["kind"].as_str() {
        Some("SCALAR" | "ENUM") => "",
        _ => "{ __typename }",
    };
    app.anonymous(&format!("{{ {name}{arguments} {selection} }}"))
        .await
}

async fn status_of_invented(app: &TestApp) -> u16 {
    app.status(&bearer(app, "talkoot_invented"), "{ viewer { person { name } } }")
        .await
}

/// People are found by those who have to do with them, not by everybody who knows an id.
#[tokio::test]
async fn a_person_is_found_by_acquaintances_only() {
    let app = TestApp::start().await;
    let node = "query($id: ID!) { node(id: $id) { ... on Person { name } ... on Organisation { nameFi } } }";
    let finds = async |by: &talkoot_test_support::User, id: &str| {
        let found = app.graphql(by, node, json!({ "id": id })).await.accepted();
        !found.at("/node").is_null()
    };
    let world = &app.world;
    let (lohja, palkane) = (world.municipality("Lohja"), world.municipality("Pälkäne"));
    let preparer = id_of(&app, &lohja.preparer).await;
    let officer = id_of(&app, &world.officer).await;
    assert!(finds(&lohja.preparer, &preparer).await, "oneself");
    assert!(finds(&lohja.approver, &preparer).await, "a colleague");
    assert!(
        finds(&world.administrator, &preparer).await,
        "who keeps the installation"
    );
    assert!(
        finds(&world.stranger, &lohja.id).await,
        "organisations are public facts"
    );
    for (by, whom) in [
        (&palkane.lead, &preparer),
        (&world.officer, &preparer),
        (&lohja.preparer, &officer),
    ] {
        assert!(!finds(by, whom).await);
    }
    app.granted_project().await;
    for (by, whom) in [
        (&palkane.lead, &preparer),
        (&world.officer, &preparer),
        (&lohja.preparer, &officer),
    ] {
        assert!(finds(by, whom).await, "after a project in common");
    }
    for by in [&world.stranger, &world.outsider.lead] {
        assert!(!finds(by, &preparer).await && !finds(by, &officer).await);
    }
    app.finish().await;
}
