use serde_json::json;
use talkoot_test_support::{Applied, Stage, TestApp, User};

async fn sees(app: &TestApp, user: &User, applied: &Applied) -> bool {
    let query =
        "query($id: ID!) { application(id: $id) { id } applications { totalCount edges { node { id } } } }";
    let read = app
        .graphql(user, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let single = read.at("/application/id") == &json!(applied.id);
    let listed = read
        .at("/applications/edges")
        .as_array()
        .expect("a list")
        .iter()
        .any(|edge| edge["node"]["id"] == json!(applied.id));
    assert_eq!(single, listed, "the list and the single one agree");
    let edges = read.at("/applications/edges").as_array().map(Vec::len);
    assert_eq!(read.at("/applications/totalCount"), &json!(edges));
    single
}

#[tokio::test]
async fn a_draft_is_the_partners_and_a_submitted_application_also_the_authority_s() {
    let app = TestApp::start().await;
    let world = &app.world;
    for (stage, authority) in [
        (Stage::Drafted, false),
        (Stage::Committed, false),
        (Stage::Submitted, true),
        (Stage::Accepted, true),
    ] {
        let applied = app.application_at(stage).await;
        for municipality in &world.municipalities {
            assert!(sees(&app, &municipality.preparer, &applied).await);
            assert!(sees(&app, &municipality.approver, &applied).await);
        }
        for user in [&world.officer, &world.second, &world.auditor] {
            assert_eq!(sees(&app, user, &applied).await, authority, "{stage:?}");
        }
        for user in [&world.stranger, &world.outsider.lead] {
            assert!(!sees(&app, user, &applied).await);
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn an_application_withdrawn_before_it_was_submitted_stays_hidden() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Committed).await;
    let input = json!({ "reason": "Ei." });
    app.step_with(
        &applied.lead.lead,
        &applied,
        "withdrawApplication",
        "WithdrawApplicationInput",
        input,
    )
    .await
    .accepted();
    assert!(!sees(&app, &app.world.officer, &applied).await);
    app.finish().await;
}

#[tokio::test]
async fn what_the_authority_drafts_is_not_seen_by_the_applicants() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::DecisionDrafted).await;
    let query = "query($id: ID!, $decision: ID!) {
        application(id: $id) { evaluation decision { award } }
        decision(id: $decision) { award }
    }";
    let variables = json!({ "id": applied.id, "decision": applied.decision });
    let lead = app
        .graphql(&applied.lead.lead, query, variables.clone())
        .await
        .accepted();
    assert_eq!(
        lead.0["data"],
        json!({ "application": { "evaluation": null, "decision": null }, "decision": null })
    );
    let auditor = app.graphql(&app.world.auditor, query, variables).await.accepted();
    assert_eq!(
        auditor.0["data"],
        json!({
            "application": { "evaluation": "Hyvä hanke.", "decision": { "award": "300000.00" } },
            "decision": { "award": "300000.00" },
        })
    );
    app.finish().await;
}

#[tokio::test]
async fn applications_are_listed_by_call_and_page() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(app.application_to(&call, Stage::Drafted).await.id);
    }
    app.application_at(Stage::Drafted).await;
    let query = "query($call: ID, $after: ID) { applications(callId: $call, first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { id } }
    } }";
    let lead = &app.world.municipality("Pälkäne").lead;
    let page = async |after: serde_json::Value| {
        let variables = json!({ "call": call, "after": after });
        let read = app.graphql(lead, query, variables).await.accepted();
        assert_eq!(read.number("/applications/totalCount"), 3);
        let nodes: Vec<String> = read
            .at("/applications/edges")
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|edge| edge["node"]["id"].as_str().map(ToOwned::to_owned))
            .collect();
        (nodes, read.at("/applications/pageInfo").clone())
    };
    let (first, info) = page(json!(null)).await;
    assert_eq!(info["hasNextPage"], true);
    let (second, info) = page(info["endCursor"].clone()).await;
    assert_eq!(info["hasNextPage"], false);
    assert_eq!([first, second].concat(), ids);
    app.finish().await;
}
