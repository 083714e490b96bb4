//! A file that nobody has put to use is for whoever uploaded it. A colleague does not put it to use, which would show it to
//! everybody who sees where it is named.

use chrono::Days;
use serde_json::json;
use talkoot_test_support::{Answer, Municipality, Stage, TestApp, User};

use crate::{
    claims::setup::{Claims, SERVICES},
    costs::steps::Costs,
    forms::{
        definitions::{published, small},
        writing::{answer, call_with},
    },
    reports::help::{noon, obligation, project},
};

/// The id of a file that nobody uploaded.
const NOBODYS: &str = "RmlsZTowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDA";
const PDF: &[u8] = b"%PDF-1.7";
const COSTS: &[(&str, &[(&str, &str)])] = &[("Karkkila", &[(SERVICES, "100.00")])];

/// A colleague who names a file of the preparer's is answered as if there were none and does not read it; the preparer names
/// it, and then it is in use. Gives what the colleague was answered, and the file.
async fn is_the_preparers(
    app: &TestApp,
    of: &Municipality,
    colleague: &User,
    name: impl AsyncFn(&User, &str) -> Answer,
) -> (Answer, String) {
    let file = app.upload(&of.preparer, of.organisation, "liite.pdf", PDF).await;
    let refused = name(colleague, &file).await;
    assert_eq!(refused, name(colleague, NOBODYS).await);
    assert_eq!(app.download(colleague, &file).await.0, 404);
    name(&of.preparer, &file).await.accepted();
    assert_eq!(app.download(colleague, &file).await.0, 200);
    (refused, file)
}

#[tokio::test]
async fn a_colleagues_file_is_no_evidence_until_it_is_in_use() {
    let costs = Costs::open().await;
    let (of, report) = (costs.municipality("Lohja"), costs.report("Lohja"));
    costs.prepare(&of).await;
    let app = &costs.app;
    app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    let lines = costs.lines(&report).await;
    let attach = ("attachEvidence", "EvidenceInput");
    let (refused, file) = is_the_preparers(app, &of, &of.approver, async |user: &User, file: &str| {
        let carries = json!({ "fileId": file });
        costs.line_step(user, attach, &report, &lines[0], carries).await
    })
    .await;
    assert_eq!(refused.errors(), ["NOT_FOUND"]);
    // What is in use is named by everybody who may.
    costs
        .line_step(
            &of.approver,
            attach,
            &report,
            &lines[1],
            json!({ "fileId": file }),
        )
        .await
        .accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn a_colleagues_file_is_no_answer_in_a_form_until_it_is_in_use() {
    let app = TestApp::start().await;
    let form = published(&app, &small("application")).await;
    let call = call_with(&app, &form).await;
    let applied = app.application_to(&call, Stage::Drafted).await;
    let of = applied.lead.clone();
    let (refused, file) = is_the_preparers(&app, &of, &of.lead, async |user: &User, file: &str| {
        answer(&app, &applied, user, &of, &[("plan", 0, json!([file]))]).await
    })
    .await;
    assert_eq!(refused.refusals("answerFields"), ["INVALID_INPUT"]);
    // A colleague puts one of its own beside it.
    let own = app.upload(&of.lead, of.organisation, "oma.pdf", PDF).await;
    answer(&app, &applied, &of.lead, &of, &[("plan", 1, json!([file, own]))])
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn a_colleagues_file_is_not_handed_in_until_it_is_in_use() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let of = &granted.lead;
    app.grant_role(&of.preparer, of, "LEAD_COORDINATOR").await;
    app.travel_to(noon("2028-02-01")).await;
    let owed = obligation(&app, &granted, "final_report", "2028-02-29", "Pälkäne").await;
    let (mutation, kind) = ("submitObligation", "SubmitObligationInput");
    let (refused, _) = is_the_preparers(&app, of, &of.lead, async |user: &User, file: &str| {
        let input = json!({
            "id": owed["id"], "expectedVersion": owed["version"], "statement": "Kaikki tehtiin.", "fileIds": [file],
        });
        app.mutate(user, mutation, kind, input, "obligation { state }")
            .await
    })
    .await;
    assert_eq!(refused.refusals(mutation), ["INVALID_INPUT"]);
    app.finish().await;
}

#[tokio::test]
async fn a_colleagues_file_answers_no_question_until_it_is_in_use() {
    let claims = Claims::start().await;
    claims.first_period(COSTS).await;
    let claim = claims.submitted(0).await;
    let (app, of) = (&claims.app, &claims.project.lead);
    app.grant_role(&of.preparer, of, "LEAD_COORDINATOR").await;
    let input = json!({
        "claimId": claim, "expectedVersion": claims.version("claim", &claim).await,
        "questions": [{ "text": "Mikä lasku tämä on?" }], "respondBy": app.app.today() + Days::new(14),
    });
    let (mutation, kind) = ("openSupplementRequest", "OpenSupplementRequestInput");
    let fields = "supplementRequest { id version }";
    let opened = app
        .mutate(claims.officer(), mutation, kind, input, fields)
        .await
        .accepted();
    let asked = opened.at("/openSupplementRequest/supplementRequest");
    let (mutation, kind) = ("answerSupplementRequest", "AnswerSupplementRequestInput");
    let (refused, _) = is_the_preparers(app, of, &of.lead, async |user: &User, file: &str| {
        let answers = json!([{ "text": "Konsultin.", "fileIds": [file] }]);
        let input = json!({ "id": asked["id"], "expectedVersion": asked["version"], "answers": answers });
        app.mutate(user, mutation, kind, input, fields).await
    })
    .await;
    assert_eq!(refused.refusals(mutation), ["INVALID_INPUT"]);
    claims.app.finish().await;
}
