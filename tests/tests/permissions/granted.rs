//! The granted project, in whose application a municipality has planned and named whom to ask.

use serde_json::json;
use talkoot_test_support::{GrantedProject, Stage, TestApp, finnish_iban};

use crate::forms::writing::{plan, set_plan};

/// A project as the tests know it; Lohja's part of the application has a plan and a contact person.
pub(super) async fn granted(app: &TestApp) -> GrantedProject {
    let world = &app.world;
    let call = app.published_call(|_| {}).await;
    let mut applied = app.application_to(&call, Stage::Budgeted).await;
    let (lead, lohja) = (applied.lead.clone(), world.municipality("Lohja"));
    set_plan(app, &applied, &lohja.preparer, lohja, plan(&applied))
        .await
        .accepted();
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    for one in &world.municipalities {
        app.give_commitment(&applied, one, &one.approver).await.accepted();
    }
    app.step(&lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    let kind = "EvaluateApplicationInput";
    let said = json!({ "statement": "Hyvä hanke." });
    app.step_with(&world.officer, &applied, "evaluateApplication", kind, said)
        .await
        .accepted();
    let drafted = app
        .draft_decision(&world.officer, &applied, "300000.00")
        .await
        .accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&world.second, &applied, "approveDecision")
        .await
        .accepted();
    app.decide(&lead.lead, &applied, "acceptDecision")
        .await
        .accepted();
    app.account_in_force(&lead, &finnish_iban(1)).await;
    app.project_of(&applied).await
}
