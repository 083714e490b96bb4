//! What the law makes public, as API and as files, for somebody who has not signed in; nothing else.

use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp};

const COLUMNS: [&str; 13] = [
    "decision_date",
    "recipient",
    "recipient_business_id",
    "granting_authority",
    "case_number",
    "amount_applied",
    "amount_granted",
    "has_eu_funding",
    "purpose",
    "programme",
    "region",
    "sektoriluokitus_code",
    "sektoriluokitus_label",
];

const DECISIONS: &str = "{ publicDecisions { totalCount edges { node {
    decisionDate recipient recipientBusinessId grantingAuthority caseNumber amountApplied amountGranted hasEuFunding
    purpose programme regions sectorCode sectorLabel
} } } }";

async fn get(app: &TestApp, file: &str) -> (u16, String, String) {
    let url = format!("{}/public/{file}", app.url);
    let answer = reqwest::get(url).await.expect("an answer");
    let status = answer.status().as_u16();
    let kind = answer
        .headers()
        .get("content-type")
        .map(|kind| kind.to_str().unwrap_or("").to_owned());
    (
        status,
        kind.unwrap_or_default(),
        answer.text().await.expect("a text"),
    )
}

async fn rows(app: &TestApp, file: &str) -> Vec<Value> {
    let (status, _, body) = get(app, file).await;
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).expect("a list")
}

/// Goal: a decision is public when it is made and not before, with the columns of the public register, the same by
/// each way.
#[tokio::test]
async fn a_decision_is_public_once_it_is_made() {
    let app = TestApp::start().await;
    let drafted = app.application_at(Stage::DecisionDrafted).await;
    assert_eq!(rows(&app, "decisions.json").await, Vec::<Value>::new());
    app.decide(&app.world.second, &drafted, "approveDecision")
        .await
        .accepted();
    let found = rows(&app, "decisions.json").await;
    let today = app.app.today().to_string();
    assert_eq!(
        found,
        [json!({
            "decision_date": today,
            "recipient": "Pälkäne (2050961-3)",
            "recipient_business_id": "2050961-3",
            "granting_authority": "Valtiovarainministeriö",
            "case_number": "2026-0001",
            "amount_applied": "323000.00",
            "amount_granted": "300000.00",
            "has_eu_funding": 0,
            "purpose": "Digitaaliset kunnat: Kunnat digitalisoivat yhdessä.",
            "programme": "Digikannustin",
            "region": "Pirkanmaa; Uusimaa",
            "sektoriluokitus_code": "S13131",
            "sektoriluokitus_label": "Paikallishallinto pl. hyvinvointialuehallinto",
        })]
    );
    let (status, kind, csv) = get(&app, "decisions.csv").await;
    assert_eq!(
        (status, kind.as_str()),
        (200, "text/csv; charset=utf-8; header=present")
    );
    let mut lines = csv.split("\r\n");
    assert_eq!(lines.next().map(ToOwned::to_owned), Some(COLUMNS.join(",")));
    assert!(lines.next().expect("a row").starts_with(&format!(
        "{today},Pälkäne (2050961-3),2050961-3,Valtiovarainministeriö,2026-0001,"
    )));
    let api = app.anonymous(DECISIONS).await.accepted();
    assert_eq!(api.number("/publicDecisions/totalCount"), 1);
    let node = api.at("/publicDecisions/edges/0/node");
    assert_eq!(node["amountGranted"], "300000.00");
    assert_eq!(node["regions"], json!(["Pirkanmaa", "Uusimaa"]));
    app.finish().await;
}

#[tokio::test]
async fn a_rejection_has_no_purpose_and_no_money() {
    let app = TestApp::start().await;
    let mut applied = app.application_at(Stage::Evaluated).await;
    let decision = json!({ "awarded": false, "reasoning": "Salainen syy." });
    let drafted = app
        .draft_decision_as(&app.world.officer, &applied, &decision)
        .await
        .accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    let found = rows(&app, "decisions.json").await;
    assert_eq!(
        (&found[0]["amount_granted"], &found[0]["purpose"]),
        (&json!("0.00"), &Value::Null)
    );
    assert_eq!(found[0]["amount_applied"], "323000.00");
    app.finish().await;
}

#[tokio::test]
async fn a_call_is_public_once_it_is_published() {
    let app = TestApp::start().await;
    let content = json!({ "content": {
        "title": "Luonnos", "opensOn": app.app.today(), "closesOn": app.app.today() + chrono::Days::new(30),
        "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00",
    } });
    app.mutate(
        &app.world.officer,
        "createCall",
        "CreateCallInput",
        content,
        "call { id }",
    )
    .await
    .accepted();
    app.published_call(|content| content["title"] = json!("Avoin haku"))
        .await;
    let found = rows(&app, "calls.json").await;
    let titles: Vec<&Value> = found.iter().map(|call| &call["title"]).collect();
    assert_eq!(titles, ["Avoin haku"], "a draft is nobody's to see");
    assert_eq!(found[0]["state"], "published");
    assert_eq!(found[0]["appropriation"], "1000000.00");
    let query = "{ publicCalls { totalCount edges { node { title authority state opensOn closesOn rate largestAward \
        appropriation useFrom useUntil topics } } } }";
    let api = app.anonymous(query).await.accepted();
    assert_eq!(api.at("/publicCalls/edges/0/node/title"), "Avoin haku");
    assert_eq!(api.number("/publicCalls/totalCount"), 1);
    app.finish().await;
}

/// Goal: after a grant with all that belongs to it, nothing of it but the public facts is in what everybody reads:
/// no person, no address, no reasons, no evaluation; and no other file is there.
#[tokio::test]
async fn nothing_else_leaks() {
    let app = TestApp::start().await;
    app.granted_project().await;
    let mut all = String::new();
    for file in ["calls.json", "decisions.json", "decisions.csv"] {
        all.push_str(&get(&app, file).await.2);
    }
    all.push_str(&app.anonymous(DECISIONS).await.0.to_string());
    for secret in [
        "@",
        "officer",
        "second",
        "lead-635",
        "Hyvä hanke",
        "Perustelut",
        "preparer",
        "FI21",
    ] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
    for decision in rows(&app, "decisions.json").await {
        let mut names: Vec<&String> = decision.as_object().expect("an object").keys().collect();
        names.sort();
        let mut columns = COLUMNS;
        columns.sort_unstable();
        assert_eq!(names, columns);
    }
    for file in [
        "projects.json",
        "decisions.xlsx",
        "people.json",
        "applications.json",
        "calls.csv",
    ] {
        assert_eq!(get(&app, file).await.0, 404, "{file}");
    }
    // From a public record there is no way on to what is not.
    for query in [
        "{ publicCalls { edges { node { id applications { totalCount } } } } }",
        "{ publicDecisions { edges { node { id } } } }",
        "{ publicDecisions { edges { node { decidedBy { name } } } } }",
    ] {
        assert!(!app.anonymous(query).await.errors().is_empty(), "{query}");
    }
    app.finish().await;
}
