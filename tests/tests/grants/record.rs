//! The log says what was changed: the old value and the new one.

use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp};

/// The details of the last entry of a command.
async fn details(app: &TestApp, command: &str) -> Value {
    let sql =
        format!("SELECT details FROM audit_entry WHERE command = '{command}' ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&app.text(&sql).await).expect("JSON")
}

#[tokio::test]
async fn a_changed_rate_of_a_call_is_on_record() {
    let app = TestApp::start().await;
    let content = |rate: &str| {
        json!({
            "title": "Digikannustin", "opensOn": "2026-02-02", "closesOn": "2026-02-28", "rate": rate,
            "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
            "appropriation": "1000.00", "largestAward": "1000.00",
        })
    };
    let officer = &app.world.officer;
    let input = json!({ "content": content("85") });
    let created = app
        .mutate(officer, "createCall", "CreateCallInput", input, "call { id }")
        .await
        .accepted();
    let set = details(&app, "createCall").await;
    assert_eq!(set["set"]["terms.rate"], "0.85");
    assert_eq!(set["set"]["terms.largestAwardCents"], 100_000);
    let id = created.text("/createCall/call/id");
    let input = json!({ "id": id, "expectedVersion": 1, "content": content("80") });
    app.mutate(officer, "updateCall", "UpdateCallInput", input, "call { id }")
        .await
        .accepted();
    assert_eq!(
        details(&app, "updateCall").await,
        json!({ "changed": { "terms.rate": { "from": "0.85", "to": "0.8" } } })
    );
    app.finish().await;
}

#[tokio::test]
async fn a_changed_budget_cell_and_a_changed_award_are_on_record() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Budgeted).await;
    let lohja = app.world.municipality("Lohja").clone();
    let mut cells = app.budget_cells(&applied.sub_areas);
    cells[0]["amount"] = json!("1234.56");
    let more = json!({ "partnerId": lohja.id, "cells": cells });
    app.step_with(&lohja.preparer, &applied, "setBudget", "SetBudgetInput", more)
        .await
        .accepted();
    let set = details(&app, "setBudget").await;
    let changed = set["changed"].as_object().expect("what changed");
    assert_eq!(changed.len(), 1, "only the cell that changed: {set}");
    let (cell, values) = changed.iter().next().expect("the cell");
    assert!(cell.starts_with("personnel/"), "{cell}");
    assert_eq!(values, &json!({ "from": "8000.00", "to": "1234.56" }));

    let drafted = app.application_at(Stage::DecisionDrafted).await;
    let input = json!({
        "id": drafted.decision, "expectedVersion": 1, "awarded": true, "award": "200000.00",
        "reasoning": "Vähemmän.",
    });
    app.mutate(
        &app.world.officer,
        "updateDecision",
        "UpdateDecisionInput",
        input,
        "decision { id }",
    )
    .await
    .accepted();
    let changed = details(&app, "updateDecision").await;
    assert_eq!(
        changed["changed"]["award"],
        json!({ "from": "300000.00", "to": "200000.00" })
    );
    assert_eq!(changed["changed"]["reasoning"]["to"], "Vähemmän.");
    app.finish().await;
}

#[tokio::test]
async fn a_person_is_on_record_without_name_and_address() {
    let app = TestApp::start().await;
    let input = json!({ "name": "Maija Esimerkki", "email": "maija@example.test", "language": "FI" });
    app.mutate(
        &app.world.administrator,
        "createPerson",
        "CreatePersonInput",
        input,
        "person { id }",
    )
    .await
    .accepted();
    let set = details(&app, "createPerson").await;
    assert_eq!(set["set"]["language"], "fi");
    assert_eq!(set["set"]["nameAndEmailSha256"].as_str().map(str::len), Some(64));
    assert!(!set.to_string().contains("aija"), "{set}");
    app.finish().await;
}
