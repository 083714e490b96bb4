use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp, User};

/// Each action with "yes" or the code of the refusal.
fn told(actions: &Value) -> Vec<String> {
    actions
        .as_array()
        .expect("a list of actions")
        .iter()
        .map(|action| {
            let name = action["action"].as_str().expect("a name");
            let code = action["refusal"]["code"].as_str().unwrap_or("yes");
            assert_eq!(action["allowed"], json!(code == "yes"));
            format!("{name}: {code}")
        })
        .collect()
}

const ACTIONS: &str = "availableActions { action allowed refusal { code } }";

#[tokio::test]
async fn an_application_tells_each_person_what_can_be_done() {
    let app = TestApp::start().await;
    let read = async |user: &User, id: &str| {
        let query = format!("query($id: ID!) {{ application(id: $id) {{ {ACTIONS} }} }}");
        let read = app.graphql(user, &query, json!({ "id": id })).await.accepted();
        told(read.at("/application/availableActions"))
    };
    let draft = app.application_at(Stage::Budgeted).await;
    assert_eq!(
        read(&draft.lead.lead, &draft.id).await,
        [
            "updateApplication: yes",
            "setBudget: yes",
            "requestCommitments: yes",
            "reopenApplication: WRONG_STATE",
            "submitApplication: WRONG_STATE",
            "requestApplicationSupplement: NOT_PERMITTED",
            "evaluateApplication: NOT_PERMITTED",
            "withdrawApplication: yes",
        ]
    );
    let preparer = &app.world.municipality("Virrat").preparer;
    assert_eq!(
        read(preparer, &draft.id).await[..3],
        [
            "updateApplication: NOT_PERMITTED",
            "setBudget: yes",
            "requestCommitments: NOT_PERMITTED",
        ]
    );
    let asked = app.application_at(Stage::Asked).await;
    let submit = &read(&asked.lead.lead, &asked.id).await[4];
    assert_eq!(submit, "submitApplication: INCOMPLETE");
    let submitted = app.application_at(Stage::Submitted).await;
    assert_eq!(
        read(&app.world.officer, &submitted.id).await[5..],
        [
            "requestApplicationSupplement: yes",
            "evaluateApplication: yes",
            "withdrawApplication: NOT_PERMITTED",
        ]
    );
    app.finish().await;
}

#[tokio::test]
async fn a_commitment_and_a_decision_tell_it_too() {
    let app = TestApp::start().await;
    let asked = app.application_at(Stage::Asked).await;
    let lohja = app.world.municipality("Lohja");
    let query = format!(
        "query($id: ID!) {{ application(id: $id) {{ commitments {{ partner {{ nameFi }} {ACTIONS} }} }} }}"
    );
    let read = app
        .graphql(&lohja.approver, &query, json!({ "id": asked.id }))
        .await
        .accepted();
    for commitment in read.at("/application/commitments").as_array().unwrap() {
        let own = commitment["partner"]["nameFi"] == "Lohja";
        let expected = if own { "yes" } else { "NOT_PERMITTED" };
        assert_eq!(
            told(&commitment["availableActions"]),
            [
                format!("giveCommitment: {expected}"),
                format!("declineCommitment: {expected}"),
            ]
        );
    }

    let drafted = app.application_at(Stage::DecisionDrafted).await;
    let query = format!("query($id: ID!) {{ decision(id: $id) {{ {ACTIONS} }} }}");
    let read = async |user: &User| {
        let variables = json!({ "id": drafted.decision });
        let read = app.graphql(user, &query, variables).await.accepted();
        told(read.at("/decision/availableActions"))
    };
    assert_eq!(
        read(&app.world.second).await,
        [
            "updateDecision: NOT_PERMITTED",
            "approveDecision: yes",
            "acceptDecision: NOT_PERMITTED",
            "refuseDecision: NOT_PERMITTED",
        ]
    );
    app.decide(&app.world.second, &drafted, "approveDecision")
        .await
        .accepted();
    assert_eq!(
        read(&drafted.lead.lead).await[2..],
        ["acceptDecision: yes", "refuseDecision: yes"]
    );
    app.finish().await;
}
