//! While a project runs: receipts, answers, and deadlines that move.

use serde_json::json;
use talkoot_test_support::{Stage, TestApp};

use super::{text, told};
use crate::{
    claims::setup::{Claims, SERVICES},
    grants::supplements,
    reports::help::{extend, june, noon, obligation, project, waive},
};

/// Goal: the lead gets a receipt with what was claimed, each time it hands the claim in.
#[tokio::test]
async fn a_claim_that_arrived() {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let _ = claims.submitted(0).await;
    let app = &claims.app;
    assert_eq!(told(app, "claim-received").await, ["lead-635"]);
    let said = text(app, "claim-received").await.replace('\u{a0}', " ");
    assert!(said.contains("85,00 €") && said.contains("nro 1"), "{said}");
    claims.app.finish().await;
}

/// Goal: who asked an applicant hears that the supplement came; an application that comes first answers nothing.
#[tokio::test]
async fn a_supplement_that_arrived() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Submitted).await;
    assert_eq!(told(&app, "supplement-answered").await, [""; 0]);
    let officer = app.world.officer.clone();
    supplements::ask(&app, &officer, &applied, json!({ "questions": "Miksi?" }))
        .await
        .accepted();
    app.step(&applied.lead.lead.clone(), &applied, "submitApplication")
        .await
        .accepted();
    let officers = told(&app, "supplement-answered").await;
    assert!(officers.contains(&"officer".to_owned()), "{officers:?}");
    let said = text(&app, "supplement-answered").await;
    assert!(said.contains("on täydentänyt hakemusta"), "{said}");
    app.finish().await;
}

/// Goal: whoever owes something hears that it has another day or is not owed, with the reason, once.
#[tokio::test]
async fn a_deadline_that_moved() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    let granted = project(&app).await;
    let waived_before = told(&app, "obligation-waived").await;
    let june = june(&app, &granted).await;
    extend(&app, &app.world.officer, &june, "2026-06-27")
        .await
        .accepted();
    // Who hands it in, and who approves in the municipality while it has no owner.
    assert_eq!(
        told(&app, "obligation-extended").await,
        ["approver-635", "lead-635"]
    );
    let said = text(&app, "obligation-extended").await;
    // A Saturday moves to Monday.
    for words in ["29.6.2026", "The project manager changed."] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let costs = obligation(&app, &granted, "cost_report", "2026-08-14", "Virrat").await;
    waive(&app, &app.world.second, &costs).await.accepted();
    let mut expected = waived_before;
    expected.extend(["approver-936".to_owned(), "preparer-936".to_owned()]);
    expected.sort();
    assert_eq!(told(&app, "obligation-waived").await, expected);
    let said = text(&app, "obligation-waived").await;
    assert!(said.contains("The municipalities merged."), "{said}");
    app.finish().await;
}
