use serde_json::{Value, json};
use talkoot_test_support::{Applied, Stage, TestApp};

use crate::{
    forms::definitions::{published, small},
    forms::writing::{answer, call_with, choose, fill},
};

const SUBMISSIONS: &str = "query($id: ID!) { application(id: $id) { snapshot submissions { \
                           number submittedAt submittedBy { name } snapshot form { number } document sha256 } } }";

/// An application whose form is answered, submitted.
async fn submitted(app: &TestApp) -> Applied {
    let form = published(app, &small("application")).await;
    let call = call_with(app, &form).await;
    let applied = app.application_to(&call, Stage::Budgeted).await;
    fill(app, &applied).await;
    let lead = &applied.lead.lead;
    app.step(lead, &applied, "requestCommitments").await.accepted();
    commit_and_submit(app, &applied).await;
    applied
}

async fn commit_and_submit(app: &TestApp, applied: &Applied) {
    for one in &app.world.municipalities {
        app.give_commitment(applied, one, &one.approver).await.accepted();
    }
    app.step(&applied.lead.lead, applied, "submitApplication")
        .await
        .accepted();
}

#[tokio::test]
async fn a_submission_is_kept_as_it_was_whatever_becomes_of_the_form() {
    let app = TestApp::start().await;
    let applied = submitted(&app).await;
    let read = async || {
        let read = app
            .graphql(&app.world.officer, SUBMISSIONS, json!({ "id": applied.id }))
            .await
            .accepted();
        read.at("/application").clone()
    };
    let first = read().await;
    let kept = &first["submissions"][0];
    assert_eq!(kept["number"], 1);
    assert_eq!(kept["submittedBy"]["name"], "lead-635");
    assert_eq!(kept["snapshot"], first["snapshot"]);
    let text = kept["document"].as_str().expect("a document").to_owned();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["form"]["definition"]["code"], "application");
    assert_eq!(document["answers"].as_array().map(Vec::len), Some(7));
    assert_eq!(document["commitments"].as_array().map(Vec::len), Some(5));
    assert_eq!(document["totalBudget"], "380000.00");
    assert_eq!(document["snapshot"], first["snapshot"]);

    // Another version of the form takes its place, and a supplement changes the answers: the first submission is
    // still what it was.
    let mut later = small("application");
    later["title"]["fi"] = json!("Uusi lomake");
    let later = published(&app, &later).await;
    choose(&app, &app.world.officer, &applied.call, 3, Some(&later))
        .await
        .accepted();
    let respond_by = app.app.today() + chrono::Days::new(14);
    let questions = json!({ "questions": "Miksi?", "respondBy": respond_by });
    let supplement = "RequestApplicationSupplementInput";
    app.step_with(
        &app.world.officer,
        &applied,
        "requestApplicationSupplement",
        supplement,
        questions,
    )
    .await
    .accepted();
    let lead = applied.lead.clone();
    answer(
        &app,
        &applied,
        &lead.lead,
        &lead,
        &[("need", 1, json!("Täydennetty"))],
    )
    .await
    .accepted();
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    commit_and_submit(&app, &applied).await;
    let second = read().await;
    assert_eq!(second["submissions"].as_array().map(Vec::len), Some(2));
    assert_eq!(second["submissions"][0], first["submissions"][0]);
    let document = second["submissions"][1]["document"].as_str().expect("a document");
    let document: Value = serde_json::from_str(document).expect("JSON");
    assert_eq!(document["form"]["number"], 2);
    assert!(document["answers"].to_string().contains("Täydennetty"));
    assert_ne!(
        second["submissions"][1]["sha256"],
        second["submissions"][0]["sha256"]
    );
    // It does not exist for others.
    let outside = app
        .graphql(&app.world.outsider.lead, SUBMISSIONS, json!({ "id": applied.id }))
        .await;
    assert!(outside.at("/application").is_null());
    app.finish().await;
}

#[tokio::test]
async fn every_partner_gets_a_receipt_with_the_fingerprint() {
    let app = TestApp::start().await;
    let applied = submitted(&app).await;
    app.work().await;
    let read = app
        .graphql(&applied.lead.lead, SUBMISSIONS, json!({ "id": applied.id }))
        .await;
    let sha256 = read.text("/application/submissions/0/sha256");
    let mails = app.mail.sent();
    let receipts: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.starts_with("Hakemus vastaanotettu"))
        .collect();
    // Of each municipality who approves there and who runs its projects.
    assert_eq!(receipts.len(), 10);
    assert!(receipts.iter().all(|mail| mail.text.contains(&sha256)));
    app.finish().await;
}
