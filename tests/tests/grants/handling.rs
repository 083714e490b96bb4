//! The handling of applications in the authority: checks, officers, queues.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

use crate::grants::reviewing::{assigned, person, reviewed, reviewed_call};

async fn give(app: &TestApp, by: &User, applied: &Applied, to: &User, reason: Value) -> Answer {
    let input = json!({ "personId": person(app, to).await, "reason": reason });
    app.step_with(by, applied, "assignApplication", "AssignApplicationInput", input)
        .await
}

async fn check(app: &TestApp, by: &User, applied: &Applied, passed: bool, note: &str) -> Answer {
    let input = json!({ "code": "state_aid", "passed": passed, "note": note });
    app.step_with(
        by,
        applied,
        "recordApplicationCheck",
        "RecordApplicationCheckInput",
        input,
    )
    .await
}

async fn tasks(app: &TestApp, by: &User) -> Vec<String> {
    let query = "{ workQueue(first: 100) { edges { node { task since application { id } } } } }";
    let read = app.graphql(by, query, json!({})).await.accepted();
    let edges = read.at("/workQueue/edges").as_array().expect("items").clone();
    let task = |edge: &Value| edge["node"]["task"].as_str().expect("a task").to_owned();
    edges.iter().map(task).collect()
}

#[tokio::test]
async fn automatic_checks_explain_themselves_to_the_authority() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Submitted).await;
    let query = "query($id: ID!) { application(id: $id) { checks { code passed explanation } } }";
    let read = async |by: &User| {
        let read = app
            .graphql(by, query, json!({ "id": applied.id }))
            .await
            .accepted();
        read.at("/application/checks").as_array().expect("checks").clone()
    };
    let told: Vec<String> = read(&app.world.officer)
        .await
        .iter()
        .map(|one| format!("{} {} {}", one["code"], one["passed"], one["explanation"]).replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "in_time true submitted on 2026-02-02 12:00, before the call closed on 2026-03-03 00:00",
            "lead_eligible true Pälkäne is a municipality and takes part",
            "joint_application true 5 municipalities apply together",
            "budget_limits true asks for 323000.00, at most 350000.00 is possible",
            "appropriation true asks for 323000.00 of the 1000000.00 that the call has in all",
            "budget_of_each true every municipality has a part of the budget",
            "commitments true all 5 municipalities have committed to what it says now",
            "required_parts true title, summary and 5 sub-areas with their budgets are there",
        ]
    );
    assert!(
        read(&applied.lead.lead).await.is_empty(),
        "they are the authority's"
    );
    // While a supplement changes what it says, the commitments no longer stand.
    let words = json!({ "questions": "Mistä säästöt?" });
    let mutation = "requestApplicationSupplement";
    app.step_with(
        &app.world.officer,
        &applied,
        mutation,
        "RequestApplicationSupplementInput",
        words,
    )
    .await
    .accepted();
    let mut content = app.application_input(&applied.call);
    content.as_object_mut().unwrap().remove("callId");
    content["subAreas"] = json!([{ "name": "Uusi", "leadId": applied.lead.id }]);
    app.step_with(
        &applied.lead.lead,
        &applied,
        "updateApplication",
        "UpdateApplicationInput",
        content,
    )
    .await
    .accepted();
    let failed: Vec<Value> = read(&app.world.officer)
        .await
        .into_iter()
        .filter(|one| one["passed"] == json!(false))
        .map(|one| one["code"].clone())
        .collect();
    assert_eq!(
        failed,
        ["budget_limits", "budget_of_each", "commitments", "required_parts"]
    );
    app.finish().await;
}

#[tokio::test]
async fn manual_checks_are_recorded_and_stay() {
    let app = TestApp::start().await;
    let (officer, world) = (&app.world.officer, &app.world);
    let applied = app.application_at(Stage::Submitted).await;
    let silent = check(&app, officer, &applied, true, " ").await;
    assert_eq!(silent.refusals("recordApplicationCheck"), ["INCOMPLETE"]);
    assert_eq!(
        silent.at("/recordApplicationCheck/refusals/0/path"),
        &json!(["note"])
    );
    for by in [&world.second, &world.auditor, &applied.lead.lead] {
        let refused = check(&app, by, &applied, true, "Ei.").await;
        assert_eq!(refused.refusals("recordApplicationCheck"), ["NOT_PERMITTED"]);
    }
    check(&app, officer, &applied, false, "Yritystuki puuttuu.")
        .await
        .accepted();
    check(&app, &world.other_officer, &applied, true, "Selvitetty.")
        .await
        .accepted();
    let query =
        "query($id: ID!) { application(id: $id) { manualChecks { code passed note checkedBy { name } } } }";
    let read = app
        .graphql(&world.auditor, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application/manualChecks"),
        &json!([
            { "code": "state_aid", "passed": false, "note": "Yritystuki puuttuu.", "checkedBy": { "name": "officer" } },
            { "code": "state_aid", "passed": true, "note": "Selvitetty.", "checkedBy": { "name": "other-officer" } },
        ])
    );
    let read = app
        .graphql(&applied.lead.lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(read.at("/application/manualChecks"), &json!([]));
    assert!(
        app.by_hand("UPDATE application_check SET passed = TRUE")
            .await
            .is_err()
    );
    assert!(app.by_hand("DELETE FROM application_check").await.is_err());
    let decided = app.application_at(Stage::Decided).await;
    let late = check(&app, officer, &decided, true, "Myöhässä.").await;
    assert_eq!(late.refusals("recordApplicationCheck"), ["WRONG_STATE"]);
    app.finish().await;
}

#[tokio::test]
async fn only_the_officer_who_has_it_asks_for_a_supplement_and_evaluates() {
    let app = TestApp::start().await;
    let (officer, other, world) = (&app.world.officer, &app.world.other_officer, &app.world);
    let applied = app.application_at(Stage::Submitted).await;
    let none = json!(null);
    for to in [&world.second, &world.stranger, &applied.lead.lead] {
        let refused = give(&app, officer, &applied, to, none.clone()).await;
        assert_eq!(refused.refusals("assignApplication"), ["INVALID_INPUT"]);
    }
    let refused = give(&app, &world.second, &applied, officer, none.clone()).await;
    assert_eq!(refused.refusals("assignApplication"), ["NOT_PERMITTED"]);
    give(&app, officer, &applied, officer, none.clone())
        .await
        .accepted();
    let again = give(&app, other, &applied, officer, json!("Sama.")).await;
    assert_eq!(again.refusals("assignApplication"), ["DUPLICATE"]);
    let ask = async |by: &User| {
        let words = json!({ "questions": "Mistä säästöt?" });
        let mutation = "requestApplicationSupplement";
        app.step_with(by, &applied, mutation, "RequestApplicationSupplementInput", words)
            .await
            .refusals(mutation)
    };
    let evaluate = async |by: &User| {
        let words = json!({ "statement": "Hyvä." });
        app.step_with(
            by,
            &applied,
            "evaluateApplication",
            "EvaluateApplicationInput",
            words,
        )
        .await
        .refusals("evaluateApplication")
    };
    assert_eq!(ask(other).await, ["NOT_PERMITTED"]);
    assert_eq!(evaluate(other).await, ["NOT_PERMITTED"]);
    let foreign = check(&app, other, &applied, true, "Ei ole minun.").await;
    assert_eq!(foreign.refusals("recordApplicationCheck"), ["NOT_PERMITTED"]);
    assert_eq!(
        (tasks(&app, officer).await.len(), tasks(&app, other).await.len()),
        (1, 0)
    );
    // It goes to somebody else with a reason.
    let silent = give(&app, other, &applied, other, json!(" ")).await;
    assert_eq!(silent.refusals("assignApplication"), ["INCOMPLETE"]);
    give(&app, other, &applied, other, json!("Loma alkaa."))
        .await
        .accepted();
    assert_eq!(ask(officer).await, ["NOT_PERMITTED"]);
    assert_eq!(ask(other).await, [""; 0]);
    app.step(&applied.lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    assert_eq!(evaluate(other).await, [""; 0]);
    let query = "query($id: ID!) { application(id: $id) { handlers { officer { name } assignedBy { name } reason } } }";
    let read = app
        .graphql(&world.second, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application/handlers"),
        &json!([
            { "officer": { "name": "officer" }, "assignedBy": { "name": "officer" }, "reason": null },
            { "officer": { "name": "other-officer" }, "assignedBy": { "name": "other-officer" }, "reason": "Loma alkaa." },
        ])
    );
    assert!(app.by_hand("DELETE FROM application_handler").await.is_err());
    let decided = app.application_at(Stage::Decided).await;
    let late = give(&app, officer, &decided, officer, none).await;
    assert_eq!(late.refusals("assignApplication"), ["WRONG_STATE"]);
    app.finish().await;
}

#[tokio::test]
async fn the_queue_tells_each_person_what_waits() {
    let app = TestApp::start().await;
    let (officer, other, world) = (&app.world.officer, &app.world.other_officer, &app.world);
    let call = reviewed_call(&app, true, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    assert_eq!(tasks(&app, officer).await, ["handle_application"]);
    assert!(tasks(&app, &world.second).await.is_empty());
    assert!(tasks(&app, &world.stranger).await.is_empty());
    assert!(tasks(&app, &applied.lead.lead).await.is_empty());
    let review = assigned(&app, &applied, other).await;
    assert_eq!(tasks(&app, officer).await, ["follow_reviews"]);
    assert_eq!(tasks(&app, other).await, ["review", "follow_reviews"]);
    reviewed(&app, other, &review, 4, 50).await;
    assert_eq!(tasks(&app, other).await, ["handle_application"]);
    let words = json!({ "statement": "Hyvä." });
    app.step_with(
        officer,
        &applied,
        "evaluateApplication",
        "EvaluateApplicationInput",
        words,
    )
    .await
    .accepted();
    assert_eq!(tasks(&app, officer).await, ["draft_decision"]);
    app.draft_decision(&world.both, &applied, "100000.00")
        .await
        .accepted();
    assert!(tasks(&app, officer).await.is_empty());
    assert_eq!(tasks(&app, &world.second).await, ["approve_decision"]);
    assert!(
        tasks(&app, &world.both).await.is_empty(),
        "who drafted it does not make it"
    );
    app.finish().await;
}
