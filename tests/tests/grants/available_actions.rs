use serde_json::{Value, json};
use talkoot_test_support::{Applied, Stage, TestApp, User};

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
            "draftDecision: NOT_PERMITTED",
            "assignReviewer: NOT_PERMITTED",
            "assignApplication: NOT_PERMITTED",
            "recordApplicationCheck: NOT_PERMITTED",
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
            "draftDecision: WRONG_STATE",
            "assignReviewer: WRONG_STATE",
            "assignApplication: yes",
            "recordApplicationCheck: yes",
        ]
    );
    app.finish().await;
}

#[tokio::test]
async fn an_application_says_when_its_decision_can_be_drafted() {
    let app = TestApp::start().await;
    let query = format!("query($id: ID!) {{ application(id: $id) {{ {ACTIONS} }} }}");
    for (stage, expected) in [
        (Stage::Submitted, "draftDecision: WRONG_STATE"),
        (Stage::Evaluated, "draftDecision: yes"),
        (Stage::DecisionDrafted, "draftDecision: DUPLICATE"),
    ] {
        let applied = app.application_at(stage).await;
        let officer = &app.world.officer;
        let read = app
            .graphql(officer, &query, json!({ "id": applied.id }))
            .await
            .accepted();
        assert_eq!(told(read.at("/application/availableActions"))[8], expected);
        let drafted = app.draft_decision(officer, &applied, "1000.00").await;
        let code = drafted
            .refusals("draftDecision")
            .first()
            .cloned()
            .unwrap_or("yes".to_owned());
        assert_eq!(
            format!("draftDecision: {code}"),
            expected,
            "the mutation says the same"
        );
    }
    app.finish().await;
}

/// The defect of the audit: only the first of a person's municipalities was looked at.
#[tokio::test]
async fn whoever_approves_in_one_municipality_and_prepares_in_another_may_prepare() {
    let app = TestApp::start().await;
    let draft = app.application_at(Stage::Budgeted).await;
    let lohja = app.world.municipality("Lohja").clone();
    let karkkila = app.world.municipality("Karkkila").clone();
    app.grant_role(&lohja.approver, &karkkila, "PARTNER_PREPARER")
        .await;
    let query = format!("query($id: ID!) {{ application(id: $id) {{ {ACTIONS} }} }}");
    let read = app
        .graphql(&lohja.approver, &query, json!({ "id": draft.id }))
        .await
        .accepted();
    assert_eq!(
        told(read.at("/application/availableActions"))[1],
        "setBudget: yes"
    );
    let _ = app
        .set_budget(&draft, &karkkila, &lohja.approver)
        .await
        .accepted();
    app.finish().await;
}

async fn reopen(app: &TestApp, by: &User, applied: &Applied) -> Vec<String> {
    let answer = app.step(by, applied, "reopenApplication").await;
    if answer.errors().is_empty() {
        answer.refusals("reopenApplication")
    } else {
        answer.errors()
    }
}

#[tokio::test]
async fn reopening_is_refused_to_others_and_in_other_states() {
    let app = TestApp::start().await;
    let asked = app.application_at(Stage::Asked).await;
    let lohja = app.world.municipality("Lohja");
    for by in [
        &lohja.lead,
        &asked.lead.preparer,
        &asked.lead.approver,
        &asked.lead.administrator,
    ] {
        assert_eq!(reopen(&app, by, &asked).await, ["NOT_PERMITTED"]);
    }
    for by in [&app.world.officer, &app.world.outsider.lead] {
        assert_eq!(reopen(&app, by, &asked).await, ["NOT_FOUND"]);
    }
    let stale = json!({ "expectedVersion": 1 });
    let stale = app
        .step_with(
            &asked.lead.lead,
            &asked,
            "reopenApplication",
            "ApplicationStepInput",
            stale,
        )
        .await;
    assert_eq!(stale.refusals("reopenApplication"), ["VERSION_CONFLICT"]);
    for stage in [
        Stage::Drafted,
        Stage::Submitted,
        Stage::Evaluated,
        Stage::Accepted,
    ] {
        let other = app.application_at(stage).await;
        assert_eq!(
            reopen(&app, &other.lead.lead, &other).await,
            ["WRONG_STATE"],
            "{stage:?}"
        );
    }
    app.finish().await;
}

#[tokio::test]
async fn a_commitment_is_declined_by_its_own_approver_only() {
    let app = TestApp::start().await;
    let asked = app.application_at(Stage::Asked).await;
    let lohja = app.world.municipality("Lohja").clone();
    let (id, version) = app.commitment(&asked, &lohja).await;
    let decline = async |by: &User| {
        let input = json!({ "id": id, "expectedVersion": version, "reason": "Ei onnistu." });
        let fields = "commitment { state }";
        app.mutate(by, "declineCommitment", "DeclineCommitmentInput", input, fields)
            .await
    };
    for by in [
        &lohja.preparer,
        &lohja.lead,
        &lohja.administrator,
        &asked.lead.approver,
        &asked.lead.lead,
    ] {
        assert_eq!(decline(by).await.refusals("declineCommitment"), ["NOT_PERMITTED"]);
    }
    for by in [&app.world.officer, &app.world.outsider.approver] {
        assert_eq!(decline(by).await.errors(), ["NOT_FOUND"]);
    }
    let _ = decline(&lohja.approver).await.accepted();
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
